// SPDX-License-Identifier: EUPL-1.2
/* The bar of a decision that can still be taken back. The time stands still while one is on it. */
import {t} from '../i18n';
import {failed, held, left, sendNow, undo, waiting} from '../undo';
import {Failure} from './page';

export function UndoBar() {
    const hold = (on: boolean) => () => {
        held.value = on;
    };
    if (failed.value) return <Failure problem={failed.value} />;
    if (!waiting.value) return null;
    return (
        <section
            class="undo"
            aria-label={t('undo-title')}
            onFocusIn={hold(true)}
            onFocusOut={hold(false)}
            onMouseEnter={hold(true)}
            onMouseLeave={hold(false)}
        >
            <p class="ds-paragraph" role="status">
                {waiting.value.text}
            </p>
            <p class="ds-paragraph subtle">{held.value ? t('undo-held') : t('undo-left', {count: left.value})}</p>
            <div class="actions">
                <button class="ds-button" type="button" data-variant="secondary" onClick={undo}>
                    {t('undo')}
                </button>
                <button class="ds-button" type="button" onClick={() => void sendNow()}>
                    {t('send-now')}
                </button>
            </div>
        </section>
    );
}
