// SPDX-License-Identifier: EUPL-1.2
/*
 * What is news: which entries of the feed, in what words, and where they lead. A row says who did it (one's own doing is no
 * news), and how it is worded if not as in a timeline. An entry without a row is not shown. How far somebody has come is kept
 * on the server, under a name that does not say who they are.
 */
import {computed, effect, signal} from '@preact/signals';
import {type Entry, isAfter} from './feed';
import {t} from './i18n';
import {organisationName} from './names';
import {sentence} from './parts/timeline';
import {acting, type Desk, desk, isRepresentative, session} from './session';

type Data = Record<string, unknown>;
/* An organisation's id, or citizen, representative, system; undefined where the entry does not say. */
type Actor = string | undefined;

interface Row {
    by: (data: Data) => Actor;
    link: (data: Data, desk: Desk) => string;
    text?: string;
}

const field = (name: string) => (data: Data) => data[name] as Actor;
const nobody = () => undefined;
const home = field('home_id');
/* For whoever has the case now it is news; colleagues need not know. */
const assigner = ({subject, home_id}: Data) => (subject === session.value?.subject ? undefined : (home_id as Actor));
const performer = field('performer_id');
const organisation = field('organisation_id');
const sender = (data: Data) => (data.sender_id ?? data.sender) as Actor;
const requester = (data: Data) => (data.requester === 'municipality' ? home(data) : (data.requester as Actor));
const decider = (data: Data) => (data.recorded ? home(data) : (data.given_by as Actor));
const closer = (data: Data) => (data.answer ? home(data) : 'citizen');
const other = (data: Data) => (data.organisations as string[]).find(id => id !== data.organisation_id);
const inquirer = ({by}: Data) => (by === 'self' ? 'citizen' : undefined);
const editor = (data: Data) => {
    const {kind, organisation_id} = data.editor as {kind: string; organisation_id?: string};
    return organisation_id ?? kind;
};

/* By whose desk; a part of the case for caseworkers, whose page on it others have. */
const toCase =
    (part: string, coordinators: string, citizens: string) =>
    ({case_id}: Data, desk: Desk) =>
        desk === 'caseworker' ? `/cases/${case_id}?part=${part}` : desk === 'citizen' ? citizens : coordinators;
const toReferral = ({referral_id}: Data, desk: Desk) => (desk === 'citizen' ? '/' : `/referrals/${referral_id}`);
const toConsents = toCase('consents', '/active', '/consents');
const toMessages = toCase('messages', '/active', '/messages');
const toTimeline = toCase('timeline', '/', '/');
const toPeople = toCase('people', '/', '/representatives');
const toCourse = toCase('courses', '/', '/');
const toContacts = toCase('contacts', '/', '/');
const toInquiry = ({inquiry_id}: Data, desk: Desk) => (desk === 'citizen' ? '/ask' : `/inquiries/${inquiry_id}`);
const toPlan = ({case_id}: Data, desk: Desk) => (desk === 'citizen' ? '/plan' : `/cases/${case_id}/plan`);
const toPilot = ({pilot_id}: Data) => `/pilots/${pilot_id}`;
const toChallenge = ({challenge_id}: Data) => `/challenges/${challenge_id}`;

const NEWS: Record<string, Row> = {
    'referrals.requested': {by: requester, link: toReferral, text: 'news-referral'},
    'referrals.accepted': {by: performer, link: toReferral},
    'referrals.waitlisted': {by: performer, link: toReferral},
    'referrals.rejected': {by: performer, link: toReferral},
    'referrals.started': {by: performer, link: toReferral},
    'referrals.completed': {by: performer, link: toReferral},
    'referrals.failed': {by: performer, link: toReferral},
    'referrals.cancelled': {by: nobody, link: toReferral},
    'referrals.transferred': {by: home, link: toReferral},
    'consents.requested': {by: home, link: toConsents},
    'consents.given': {by: decider, link: toConsents},
    'consents.refused': {by: decider, link: toConsents},
    'consents.withdrawn': {by: decider, link: toConsents},
    'consents.expired': {by: nobody, link: toConsents},
    'cases.assigned': {by: assigner, link: toTimeline, text: 'news-assigned'},
    'cases.message_sent': {by: sender, link: toMessages, text: 'news-message'},
    'cases.contact_logged': {by: organisation, link: toContacts},
    'cases.closed': {by: home, link: toContacts},
    'cases.reopened': {by: home, link: toTimeline},
    'cases.representative_added': {by: nobody, link: toPeople},
    'cases.representation_ended': {by: nobody, link: toPeople},
    'cases.course_started': {by: home, link: toCourse},
    'cases.course_ended': {by: home, link: toCourse},
    'cases.inquired': {by: inquirer, link: toInquiry},
    'cases.inquiry_taken': {by: home, link: toInquiry},
    'cases.inquiry_closed': {by: closer, link: toInquiry},
    'plans.plan_changed': {by: editor, link: toPlan, text: 'news-plan'},
    'plans.goal_changed': {by: editor, link: toPlan, text: 'news-goal'},
    'plans.activity_changed': {by: editor, link: toPlan, text: 'news-activity'},
    'plans.commented': {by: editor, link: toPlan, text: 'news-comment'},
    'plans.checked_in': {by: editor, link: toPlan, text: 'news-check-in'},
    'plans.participant_changed': {by: editor, link: toPlan},
    'pilots.partnership_proposed': {by: organisation, link: toChallenge, text: 'news-proposal'},
    'pilots.proposal_withdrawn': {by: organisation, link: toChallenge, text: 'news-proposal-withdrawn'},
    'pilots.proposal_answered': {by: other, link: toChallenge, text: 'news-proposal-answered'},
    'pilots.organisation_added': {by: organisation, link: toPilot, text: 'news-partner'},
    'pilots.stage_moved': {by: organisation, link: toPilot, text: 'news-stage'},
    'pilots.evidence_logged': {by: organisation, link: toPilot, text: 'news-evidence'},
    'pilots.experience_shared': {by: organisation, link: toPilot, text: 'news-experience'},
    'pilots.question_asked': {by: organisation, link: toPilot, text: 'news-question'},
    'pilots.question_answered': {by: organisation, link: toPilot, text: 'news-answer'},
    'pilots.pilot_cited': {by: organisation, link: toPilot, text: 'news-cited'},
    'pilots.error_reported': {by: nobody, link: toPilot, text: 'news-error'},
};

const rowOf = ({type}: Entry): Row | undefined => NEWS[type.replace(/^samspil\./, '')];

/* What a process did follows from something that is told by itself. */
function isOwn(actor: Actor): boolean {
    if (actor === 'citizen' || actor === 'representative')
        return desk.value === 'citizen' && isRepresentative.value === (actor === 'representative');
    return actor === 'system' || (actor !== undefined && actor === acting.value?.organisation_id);
}

export function isNews(entry: Entry): boolean {
    const row = rowOf(entry);
    return row !== undefined && !isOwn(row.by(entry.data));
}

function actorName(actor: Actor): string {
    if (actor === 'citizen') return t('sender-citizen');
    if (actor === 'representative')
        return t(desk.value === 'citizen' ? 'looked-representative' : 'sender-representative');
    return actor ? organisationName(actor) : t('somebody');
}

export function newsSentence(entry: Entry): string {
    const {by, text} = rowOf(entry)!;
    if (!text) return sentence(entry);
    const {offer_name, change} = entry.data as {offer_name?: string; change?: string};
    return t(text, {who: actorName(by(entry.data)), offer: offer_name ?? t('the-offer'), change: change ?? ''});
}

export const newsLink = (entry: Entry) => rowOf(entry)!.link(entry.data, desk.value);

/* Where the reader's place is kept. */
export const place = signal<string>();

async function nameOfPlace(subject: string): Promise<string> {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subject)));
    return `news_${[...hash.slice(0, 16)].map(byte => byte.toString(16).padStart(2, '0')).join('')}`;
}

const subject = computed(() => session.value?.subject);
effect(() => {
    const reader = subject.value;
    if (reader)
        void nameOfPlace(reader).then(name => {
            place.value = name;
        });
});

/* Up to where this page has marked them as read. */
export const marked = signal('0');

/* How many are unread, as far as they are counted. */
export const MOST_UNREAD = 99;
export const unread = signal(0);
export const isUnread = ({cursor}: Entry, seen = '0') => isAfter(cursor!, seen) && isAfter(cursor!, marked.value);
