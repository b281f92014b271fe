// SPDX-License-Identifier: EUPL-1.2
import type {ComponentChildren} from 'preact';
import {word} from '../i18n';

/* Label and value, line by line; what is not known is not shown. */
export function Facts({rows}: {rows: [label: string, value: ComponentChildren][]}) {
    return (
        <dl class="facts">
            {rows
                .filter(([, value]) => value !== undefined && value !== '' && value !== null)
                .map(([label, value]) => (
                    <div key={label}>
                        <dt>{label}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
        </dl>
    );
}

/* Colour only repeats what the word says. */
const COLOURS: Record<string, string> = {
    'referral-requested': 'info',
    'referral-accepted': 'success',
    'referral-in-progress': 'success',
    'referral-on-hold': 'warning',
    'referral-rejected': 'danger',
    'referral-failed': 'danger',
    'consent-given': 'success',
    'consent-requested': 'warning',
    'goal-active': 'success',
    'goal-accepted': 'success',
    'goal-proposed': 'warning',
    'activity-in-progress': 'success',
    'activity-scheduled': 'info',
    'inquiry-waiting': 'warning',
    'inquiry-taken': 'info',
    'risk-high': 'danger',
    'risk-limited': 'warning',
    'import-state-receiving': 'info',
    'import-state-checking': 'info',
    'import-state-checked': 'warning',
    'import-state-running': 'info',
    'import-state-completed': 'success',
    'import-state-failed': 'danger',
    'import-row-rejected': 'danger',
    'import-row-refused': 'danger',
    'import-row-foreign': 'warning',
    'import-row-registered': 'success',
    'import-row-updated': 'info',
    'stage-pilot': 'info',
    'stage-production': 'success',
};

export const Tag = ({family, value}: {family: string; value: string}) => (
    <span class="ds-tag" data-color={COLOURS[`${family}-${value}`] ?? 'neutral'}>
        {word(family, value)}
    </span>
);

/* In the language they were written in, where that is known. */
export const Words = ({text, language}: {text?: string; language?: string}) =>
    text ? (
        <p class="ds-paragraph own-words" lang={language}>
            {text}
        </p>
    ) : null;
