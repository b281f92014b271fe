// SPDX-License-Identifier: EUPL-1.2
/*
 * Calls and the live feed over one websocket. A command keeps its command_id over every retry, so it happens once however
 * often the connection breaks. Who has not signed in calls by HTTP, which needs no connection.
 */
import {signal} from '@preact/signals';
import type {Procedures} from 'samspil';
import {Wampy} from 'wampy';
import {type Entry, Feed, type Page} from './feed';
import {type Details, Problem} from './problems';

type Short<K> = K extends `samspil.${infer Rest}` ? Rest : never;
export type Procedure = Short<keyof Procedures>;
export type Input<P extends Procedure> = Procedures[`samspil.${P}`]['input'];
export type Output<P extends Procedure> = Procedures[`samspil.${P}`]['output'];
/* A command's arguments as screens write them. */
export type Arguments<P extends Procedure> = Omit<Input<P>, 'command_id'>;

export interface Identity {
    subject: string;
    actsAs: string;
}

/* Counts the reconnections after which nobody can say what was missed. */
export const anew = signal(0);

/* Counts the times the connection was lost, or could not be had. */
export const losses = signal(0);

export const state = signal<'live' | 'reconnecting' | 'offline'>('reconnecting');

const RETRY_MS = 1000;
const OFFLINE_AFTER_MS = 15_000;
const CALL_MS = 10_000;
const PATIENCE_MS = 60_000;
const PASSING = new Set([
    'unavailable',
    'not_caught_up',
    'consent_unverifiable',
    'consent_changed',
    'timeout',
    'disconnected',
]);

const listeners = new Set<(entry: Entry) => void>();
let client: Wampy | undefined;
let lostAt = Date.now();
let awaited: (() => void)[] = [];

export function onEntry(listener: (entry: Entry) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

function isLive() {
    state.value = 'live';
    for (const proceed of awaited) proceed();
    awaited = [];
}

function isLost() {
    if (state.value === 'live') lostAt = Date.now();
    losses.value += 1;
    state.value = navigator.onLine && Date.now() - lostAt < OFFLINE_AFTER_MS ? 'reconnecting' : 'offline';
}

const pause = (ms: number) => new Promise<void>(proceed => setTimeout(proceed, ms));

/* Until the connection stands, or the time is over. */
function live(until: number): Promise<void> {
    if (state.value === 'live') return Promise.resolve();
    return Promise.race([new Promise<void>(proceed => awaited.push(proceed)), pause(Math.max(0, until - Date.now()))]);
}

/* The standard's own errors have no code among their arguments. */
const detailsOf = (uri: string, given?: Details): Details =>
    given?.code ? given : {code: uri.replace(/^(wamp|samspil)\.error\./, '')};

async function callLive(procedure: string, args: object): Promise<unknown> {
    if (!client || state.value !== 'live') throw {code: 'disconnected'} satisfies Details;
    try {
        const answer = await client.call(
            `samspil.${procedure}`,
            {argsDict: args as Record<string, unknown>},
            {timeout: CALL_MS},
        );
        return answer.argsDict ?? {};
    } catch (error) {
        const {errorUri, argsDict} = error as {errorUri?: string; argsDict?: Details};
        throw errorUri ? detailsOf(errorUri, argsDict) : ({code: 'disconnected'} satisfies Details);
    }
}

async function callByHttp(procedure: string, args: object, as: Record<string, string> = {}): Promise<unknown> {
    const headers = {'Content-Type': 'application/json', ...as};
    const request = {method: 'POST', headers, body: JSON.stringify(args)};
    const answer = await fetch(`/call/samspil.${procedure}`, request).catch(() => undefined);
    if (!answer) throw {code: 'disconnected'} satisfies Details;
    const body = await answer.json().catch(() => ({code: 'unavailable'}));
    if (!answer.ok) throw body as Details;
    return body;
}

async function persist(procedure: string, args: object, reference: string): Promise<unknown> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
        try {
            return await (client ? callLive(procedure, args) : callByHttp(procedure, args));
        } catch (details) {
            const {code, retry_after_ms = 500} = details as Details;
            if (!PASSING.has(code) || Date.now() + retry_after_ms > until)
                throw new Problem(details as Details, reference);
            await pause(retry_after_ms);
            if (client) await live(until);
        }
    }
}

/* Bytes are, as WAMP has it, a text that begins with NUL and goes on in base64. */
const wired = (value: unknown) =>
    value instanceof Uint8Array ? `\0${btoa(Array.from(value, byte => String.fromCharCode(byte)).join(''))}` : value;

/* Fields that are empty are not sent. */
const present = (args: object) =>
    Object.fromEntries(
        Object.entries(args)
            .filter(([, value]) => value !== undefined && value !== '')
            .map(([name, value]) => [name, wired(value)]),
    );

export function ask<P extends Procedure>(procedure: P, args: Input<P>): Promise<Output<P>> {
    return persist(procedure, present(args), crypto.randomUUID()) as Promise<Output<P>>;
}

/* As the person one is, whatever was chosen or is still to be. */
export const askAsMyself = <P extends Procedure>(procedure: P, args: Input<P>) =>
    callByHttp(procedure, args, {'Samspil-Citizen': 'person'}) as Promise<Output<P>>;

export function tell<P extends Procedure>(
    procedure: P,
    args: Arguments<P>,
    commandId: string = crypto.randomUUID(),
): Promise<Output<P>> {
    return persist(procedure, {command_id: commandId, ...present(args)}, commandId) as Promise<Output<P>>;
}

function makeFeed(identity: Identity): Feed {
    const key = `cursor ${identity.subject} ${identity.actsAs}`;
    const read = (after: string) => ask('disclosures.read_feed', {after, limit: 100}) as Promise<Page>;
    const deliver = (entry: Entry) => {
        for (const listener of listeners) listener(entry);
    };
    return new Feed(read, deliver, {
        load: () => sessionStorage.getItem(key),
        save: cursor => sessionStorage.setItem(key, cursor),
    });
}

async function firstConnection(made: Wampy) {
    while (client === made) {
        try {
            return await made.connect();
        } catch {
            isLost();
            await pause(RETRY_MS);
        }
    }
}

/* Connects, and keeps connecting; hears the feed if the principal has one. */
export async function connect(identity: Identity, hasFeed: boolean) {
    const feed = makeFeed(identity);
    const take = ({argsDict}: {argsDict?: unknown}) => feed.take(argsDict as Entry);
    let wasReady = false;
    /* The same topic and handler again is no second subscription, but waits until the one that is renewed stands. */
    const ready = async () => {
        isLive();
        if (!hasFeed) return;
        await made.subscribe('samspil.feed', take);
        const caughtUp = await feed.catchUp();
        if (!caughtUp && wasReady) anew.value += 1;
        wasReady = true;
    };
    /* What has to wait for the next connection is tried again then. Whoever has no feed hears nothing. */
    const readyOrNextTime = () => ready().catch(() => undefined);
    const made = new Wampy(`${location.origin.replace(/^http/, 'ws')}/ws`, {
        realm: 'samspil',
        authid: identity.subject,
        reconnectInterval: RETRY_MS,
        maxRetries: 0,
        onReconnect: isLost,
        onReconnectSuccess: () => void setTimeout(readyOrNextTime),
        onClose: isLost,
        authmethods: ['cookie'],
        /* Never called: the cookie is the answer. But wampy wants all three or none. */
        onChallenge: () => '',
    });
    client = made;
    await firstConnection(made);
    await readyOrNextTime();
}

export async function disconnect() {
    const old = client;
    client = undefined;
    await old?.disconnect().catch(() => undefined);
}

addEventListener('offline', () => {
    state.value = 'offline';
});
addEventListener('online', isLost);
