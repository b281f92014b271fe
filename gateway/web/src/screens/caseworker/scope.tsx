// SPDX-License-Identifier: EUPL-1.2
/* Whether lists are of one's own cases or of all that the municipality has: remembered in this browser. */
import {signal} from '@preact/signals';
import type {Entry} from '../../feed';
import {t} from '../../i18n';
import {organisationName} from '../../names';
import {about} from '../../query';
import {acting, session} from '../../session';

const KEY = 'scope';
export const mine = signal(localStorage.getItem(KEY) !== 'all');

function choose(own: boolean) {
    mine.value = own;
    localStorage.setItem(KEY, own ? 'mine' : 'all');
}

/* Which news concern such a list: in one's own, what is about the cases in it, and a case that is handed to me. isMine
 * is asked about a case that is not (yet) seen in it. */
export const concernsList =
    <T,>(
        events: string[],
        itemsOf: (data: T) => {case_id: string}[],
        isMine: (caseId: string) => boolean | Promise<boolean> = () => false,
    ) =>
    (entry: Entry, data?: T): boolean | Promise<boolean> => {
        if (!about(events)(entry)) return false;
        if (!mine.value || entry.data.subject === session.value?.subject) return true;
        const caseId = entry.data.case_id as string;
        return data !== undefined && (itemsOf(data).some(item => item.case_id === caseId) || isMine(caseId));
    };

const Choice = ({own, label}: {own: boolean; label: string}) => (
    <li>
        <button type="button" aria-pressed={mine.value === own} onClick={() => choose(own)}>
            {label}
        </button>
    </li>
);

export const Scope = () => (
    <fieldset class="parts">
        <legend class="ds-sr-only">{t('scope')}</legend>
        <ul>
            <Choice own label={t('scope-mine')} />
            <Choice own={false} label={t('scope-all', {who: organisationName(acting.value?.organisation_id)})} />
        </ul>
    </fieldset>
);
