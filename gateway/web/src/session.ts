// SPDX-License-Identifier: EUPL-1.2
/* Who is signed in, and as whom they act. The gateway keeps the session in its cookie; GET /session says what is in it. */
import {computed, signal} from '@preact/signals';
import type {cases, common} from 'samspil';
import {askAsMyself, connect, disconnect, losses, tell} from './connection';
import {resume} from './undo';

export type Role = common.Role;
export type Scope = common.Scope;

/* Somebody that one can act as: a member of an organisation, the citizen one is, a citizen one represents, oneself. */
export interface Choice {
    acts_as: string;
    roles: Role[];
    organisation_id?: string;
    organisation_name?: string;
    citizen_id?: string;
    representation_id?: string;
    scopes?: Scope[];
}

export interface Session {
    subject: string;
    choices: Choice[];
    /* Absent: one of the choices has to be made first. */
    acting?: Choice;
}

/* undefined: not yet known; null: nobody. */
export const session = signal<Session | null | undefined>(undefined);
export const acting = computed(() => session.value?.acting);

/* Whom one represents, by citizen_id. */
export const represented = signal<Record<string, cases.OwnRepresentation>>({});

const WITH_FEED: Role[] = ['caseworker', 'coordinator', 'integrator', 'project', 'leader', 'citizen'];

export const is = (...roles: Role[]) => roles.some(role => acting.value?.roles.includes(role));

/* The one set of screens that fits: a member may be several things, the first counts. */
const DESKS = [
    'caseworker',
    'coordinator',
    'citizen',
    'project',
    'leader',
    'administrator',
    'integrator',
    'operator',
    'person',
] as const;
export type Desk = (typeof DESKS)[number] | 'undecided' | 'anonymous';
export const desk = computed<Desk>(() => {
    if (!session.value) return 'anonymous';
    return DESKS.find(role => is(role)) ?? 'undecided';
});

export const isRepresentative = computed(() => acting.value?.representation_id !== undefined);

/* Citizens may do everything of their own, who represents them what they were given. */
export const may = (scope: Scope) => !isRepresentative.value || !!acting.value?.scopes?.includes(scope);
export const hasFeed = computed(() => is(...WITH_FEED) && may('case'));

export function nameOf({organisation_name, citizen_id, representation_id}: Choice): string | undefined {
    return organisation_name ?? (representation_id ? (represented.value[citizen_id!]?.citizen_name ?? '…') : undefined);
}

async function readRepresented() {
    const {representations} = await askAsMyself('cases.list_own_representations', {});
    represented.value = Object.fromEntries(representations.map(each => [each.citizen_id, each]));
}

async function start({subject}: Session, {acts_as}: Choice) {
    await connect({subject, actsAs: acts_as}, hasFeed.value);
    resume();
}

/* The choice that is in force, which has the names. Who only represents others may still act for themself. */
function withChoice(given: Session): Session {
    const {acting} = given;
    const onlyOthers = given.choices.length > 0 && given.choices.every(choice => choice.representation_id);
    const choices: Choice[] = onlyOthers ? [...given.choices, {acts_as: 'person', roles: ['person']}] : given.choices;
    const same = (choice: Choice) =>
        choice.organisation_id === acting?.organisation_id && choice.citizen_id === acting?.citizen_id;
    return {...given, choices, acting: acting && (choices.find(same) ?? {...acting, acts_as: ''})};
}

export async function loadSession() {
    const answer = await fetch('/session').catch(() => undefined);
    session.value = answer?.ok ? withChoice(await answer.json()) : null;
    if (session.value) keepFor(session.value);
    if (session.value?.acting) void start(session.value, session.value.acting);
    if (session.value?.choices.some(choice => choice.representation_id)) void readRepresented().catch(() => undefined);
}

/* A whole new start: nothing of what one role saw stays in the memory of the next. */
function startAnew(at: string) {
    sessionStorage.clear();
    location.assign(at);
}

/* Who becomes somebody ceases to be just a person, which is no loss. */
const hasLost = (before: Choice, now?: Choice) =>
    (before.organisation_id && before.organisation_id !== now?.organisation_id) ||
    (before.representation_id && before.representation_id !== now?.representation_id) ||
    before.roles.some(role => role !== 'person' && !now?.roles.includes(role));

/* A session ends by its time, or is signed out in another window: then what was typed stays in this one. Or something of
 * what one acted as has ended. */
export const isOver = signal(false);
losses.subscribe(async () => {
    if (!session.peek()) return;
    const answer = await fetch('/session').catch(() => undefined);
    if (!session.peek()) return;
    if (answer?.status === 401) {
        isOver.value = true;
        session.value = null;
        return void disconnect();
    }
    const standing: Session | undefined = answer?.ok ? await answer.json() : undefined;
    const before = acting.peek();
    if (standing && before && hasLost(before, standing.acting)) startAnew('/?ended');
});

const OWNER = 'owner';

/* What is kept in this window is for who typed it. */
function keepFor({subject}: Session) {
    const owner = sessionStorage.getItem(OWNER);
    if (owner !== null && owner !== subject) sessionStorage.clear();
    sessionStorage.setItem(OWNER, subject);
}

const choose = (chosen: string) =>
    fetch('/session', {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({acts_as: chosen}),
    });

export async function actAs(chosen: string) {
    await choose(chosen);
    startAnew('/');
}

/* The form that signs out is the browser's own; nothing typed or remembered stays behind. */
export function forget() {
    sessionStorage.clear();
    void disconnect();
}

/* Who was somebody before stays so until they choose, also where that was so only because there was no choice. */
export async function acceptInvitation(code: string, commandId: string) {
    const isNew = session.value!.choices.length === 0;
    if (!isNew) await choose(acting.value!.acts_as);
    await tell('cases.accept_invitation', {code}, commandId);
    location.assign(isNew ? '/' : '/account');
}

export async function stopRepresenting(representationId: string, commandId: string) {
    await tell('cases.end_representation', {representation_id: representationId}, commandId);
    startAnew('/');
}
