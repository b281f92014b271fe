// SPDX-License-Identifier: EUPL-1.2
/* What happened in a case, latest first, in words; the texts are event-<service>-<event>. */
import type {Entry} from '../feed';
import {date, dateTime} from '../format';
import {t} from '../i18n';
import {organisationName} from '../names';

/* The organisation that an event is about, by the field that names it. */
const who = (data: Record<string, unknown>) =>
    organisationName((data.performer_id ?? data.organisation_id ?? data.sender_id) as string | undefined);

export const EVENTS = [
    'cases.opened',
    'cases.contact_logged',
    'cases.assigned',
    'cases.closed',
    'cases.reopened',
    'cases.representative_added',
    'cases.representation_ended',
    'cases.message_sent',
    'cases.course_started',
    'cases.course_ended',
    'cases.inquired',
    'cases.inquiry_taken',
    'cases.inquiry_closed',
    'consents.requested',
    'consents.given',
    'consents.refused',
    'consents.withdrawn',
    'consents.expired',
    'consents.withdrawal_effective',
    'referrals.requested',
    'referrals.accepted',
    'referrals.waitlisted',
    'referrals.rejected',
    'referrals.started',
    'referrals.completed',
    'referrals.failed',
    'referrals.cancelled',
    'referrals.transferred',
    'plans.plan_changed',
    'plans.goal_changed',
    'plans.activity_changed',
    'plans.commented',
    'plans.checked_in',
    'plans.participant_changed',
];

const textId = (name: string) => `event-${name.replace(/[._]/g, '-')}`;

/* unknown: what stands where the entry does not say who or when. */
export function sentence({type, data}: Entry, unknown = {who: '', day: ''}): string {
    const name = type.replace(/^samspil\./, '');
    if (!EVENTS.includes(name)) return t('event-other');
    return t(textId(name), {
        who: who(data) || unknown.who,
        day: date(data.contact_date as string | undefined) || unknown.day,
        offer: (data.offer_name as string | undefined) ?? t('the-offer'),
    });
}

const OWN_WORDS = ['text', 'reason', 'note', 'answer', 'need', 'words', 'outcome_text'];

function detail(data: Record<string, unknown>): string {
    const reason = (data.status_reason as {text?: string} | undefined)?.text;
    return (
        reason ?? OWN_WORDS.map(field => data[field]).find((value): value is string => typeof value === 'string') ?? ''
    );
}

export function Timeline({entries, brief}: {entries: Entry[]; brief?: boolean}) {
    return (
        <ol class="timeline">
            {entries.map(entry => (
                <li key={entry.id}>
                    <time class="subtle" dateTime={entry.time}>
                        {dateTime(entry.time)}
                    </time>
                    <p class="ds-paragraph">{sentence(entry)}</p>
                    {!brief && !entry.type.startsWith('samspil.consents.') && detail(entry.data) && (
                        <p class="ds-paragraph own-words">{detail(entry.data)}</p>
                    )}
                </li>
            ))}
        </ol>
    );
}
