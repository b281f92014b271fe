// SPDX-License-Identifier: EUPL-1.2
import {t} from '../i18n';

/* Narrows a list as one types. */
export const NameFilter = ({wanted, change}: {wanted: string; change: (wanted: string) => void}) => (
    <div class="ds-field">
        <label class="ds-label" htmlFor="filter">
            {t('filter-name')}
        </label>
        <input
            class="ds-input"
            id="filter"
            type="text"
            autocomplete="off"
            value={wanted}
            onInput={event => change(event.currentTarget.value)}
        />
    </div>
);
