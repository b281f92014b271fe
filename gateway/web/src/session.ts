// SPDX-License-Identifier: EUPL-1.2
/* Who is signed in, and as whom they act. The gateway keeps the session in its cookie; GET /session says what is in it. */
import {computed, signal} from '@preact/signals';
import type {common} from 'samspil';
import {ask, connect, disconnect, state, tell} from './connection';
import {resume} from './undo';

export type Role = common.Role;

/* Somebody that one can act as: a member of an organisation, the citizen one is, a citizen one represents, oneself. */
export interface Choice {
    acts_as: string;
    roles: Role[];
    organisation_id?: string;
    organisation_name?: string;
    citizen_id?: string;
    representation_id?: string;
    scopes?: common.Scope[];
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

/* Names of the citizens one represents, by citizen_id. */
export const representedNames = signal<Record<string, string>>({});

const WITH_FEED: Role[] = ['caseworker', 'coordinator', 'integrator', 'citizen'];

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

export function nameOf({organisation_name, citizen_id, representation_id}: Choice): string | undefined {
    return organisation_name ?? (representation_id ? (representedNames.value[citizen_id!] ?? '…') : undefined);
}

async function readNames() {
    const {representations} = await ask('cases.list_own_representations', {});
    representedNames.value = Object.fromEntries(
        representations.map(each => [each.citizen_id, each.citizen_name ?? '']),
    );
}

async function start({subject}: Session, {acts_as, roles}: Choice) {
    await connect(
        {subject, actsAs: acts_as},
        roles.some(role => WITH_FEED.includes(role)),
    );
    resume();
    if (session.value?.choices.some(choice => choice.representation_id)) await readNames();
}

/* The choice that is in force, which has the names. */
function withChoice(given: Session): Session {
    const {acting, choices} = given;
    const same = (choice: Choice) =>
        choice.organisation_id === acting?.organisation_id && choice.citizen_id === acting?.citizen_id;
    return {...given, acting: acting && (choices.find(same) ?? {...acting, acts_as: ''})};
}

export async function loadSession() {
    const answer = await fetch('/session').catch(() => undefined);
    session.value = answer?.ok ? withChoice(await answer.json()) : null;
    if (session.value?.acting) void start(session.value, session.value.acting);
}

/* What the gateway closed for good, it closed because the session is over. */
state.subscribe(async now => {
    if (now !== 'offline' || !session.value || !navigator.onLine) return;
    const answer = await fetch('/session').catch(() => undefined);
    if (answer?.status === 401) session.value = null;
});

/* A whole new start: nothing of what one role saw stays in the memory of the next. */
export async function actAs(chosen: string) {
    await fetch('/session', {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({acts_as: chosen}),
    });
    sessionStorage.clear();
    location.assign('/');
}

/* The form that signs out is the browser's own; nothing typed or remembered stays behind. */
export function forget() {
    sessionStorage.clear();
    void disconnect();
}

export async function acceptInvitation(code: string, commandId: string) {
    await tell('cases.accept_invitation', {code}, commandId);
    location.assign('/');
}
