// SPDX-License-Identifier: EUPL-1.2
/*
 * The WAMP clients of npm, each in both serializers, behind one interface, so that one test speaks for all of them.
 *
 *     const client = await kinds[0].connect({url, subject, token, onJoin});
 *     const {case_id} = await client.call('cases.open_case', {citizen_name: 'Ida'});
 *     await client.subscribe('samspil.feed', 'exact', event => …);
 *
 * onJoin(client) is called after the first and every later sign-in: they come back by themselves when the connection is
 * lost. A refusal is thrown as Refused, a call whose connection is lost as Lost.
 */
import {createRequire} from 'node:module';
import {Wampy} from 'wampy';
import {JsonSerializer} from 'wampy/JsonSerializer.js';
import {MsgpackSerializer} from 'wampy/MsgpackSerializer.js';
import {WebSocket} from 'ws';

/* autobahn takes the one of the platform, which Node 20 does not have yet, and which does not throw what nobody hears. */
class PlatformWebSocket extends WebSocket {
    constructor(...options) {
        super(...options);
        this.on('error', () => {});
    }
}
globalThis.WebSocket ??= PlatformWebSocket;
const autobahn = createRequire(import.meta.url)('autobahn');
autobahn.log.warn = () => {}; // every end of a connection

const REALM = 'samspil';
const RETRY_MS = 100;

export class Refused extends Error {
    constructor(uri, problem) {
        super(`${uri} ${problem?.message ?? ''} ${problem?.field ?? ''}`);
        this.uri = uri;
        this.problem = problem ?? {};
    }
}

export class Lost extends Error {}

class AutobahnClient {
    constructor(serializer, {url, subject, token, onJoin}) {
        this.waiting = new Set();
        this.connection = new autobahn.Connection({
            url,
            realm: REALM,
            serializers: [new autobahn.serializer[serializer]()],
            authmethods: ['ticket'],
            authid: subject,
            onchallenge: () => token,
            use_es6_promises: true,
            max_retries: -1,
            initial_retry_delay: RETRY_MS / 1000,
            retry_delay_growth: 1,
        });
        this.joined = new Promise((resolve, reject) => {
            this.connection.onopen = session => {
                this.session = session;
                resolve(this);
                onJoin?.(this);
            };
            this.connection.onclose = (reason, details) => {
                for (const lost of this.waiting)
                    lost(new Lost(reason));
                if (details.reason)
                    reject(new Refused(details.reason));
                return false;
            };
        });
        this.connection.open();
    }

    /* autobahn leaves the promises of a lost connection as they are. */
    #unlessLost(promise) {
        let lose;
        const lost = new Promise((_, reject) => { lose = reject; });
        this.waiting.add(lose);
        return Promise.race([promise, lost]).finally(() => this.waiting.delete(lose));
    }

    #refused = error => { throw error instanceof Error ? error : new Refused(error.error, error.kwargs); };

    /* An answer to come, and how to cancel it. */
    start(procedure, args, options) {
        if (!this.session?.isOpen)
            return {answer: Promise.reject(new Lost('not connected'))};
        const called = this.session.call(`samspil.${procedure}`, [], args, options);
        const answer = this.#unlessLost(called).then(result => result?.kwargs ?? {}, this.#refused);
        return {answer, cancel: () => called.cancel({mode: 'kill'})}; // in other modes it does not wait for the answer
    }

    call(procedure, args = {}, options = {}) {
        return this.start(procedure, args, options).answer;
    }

    async subscribe(topic, match, handler) {
        if (!this.session?.isOpen)
            throw new Lost('not connected');
        const subscribed = this.session.subscribe(topic, (_, event) => handler(event), {match});
        return this.#unlessLost(subscribed).catch(this.#refused);
    }

    publish(topic) {
        return this.#unlessLost(this.session.publish(topic, [], {}, {acknowledge: true})).catch(this.#refused);
    }

    register(procedure) {
        return this.#unlessLost(this.session.register(procedure, () => {})).catch(this.#refused);
    }

    close() {
        this.connection.close();
    }
}

class WampyClient {
    constructor(serializer, {url, subject, token, onJoin}) {
        this.wampy = new Wampy(url, {
            ws: WebSocket,
            realm: REALM,
            serializer: new serializer(),
            authid: subject,
            authmethods: ['ticket'],
            onChallenge: () => token,
            autoReconnect: true,
            reconnectInterval: RETRY_MS,
            maxRetries: 0,
            // It waits for what this returns before it subscribes again to what it was subscribed to.
            onReconnectSuccess: () => { setImmediate(() => onJoin?.(this)); },
        });
        this.joined = this.wampy.connect().then(() => {
            onJoin?.(this);
            return this;
        }, this.#refused);
    }

    #refused = error => { throw error.errorUri ? new Refused(error.errorUri, error.argsDict) : new Lost(error.message); };

    start(procedure, args, options) {
        const answer = this.wampy.call(`samspil.${procedure}`, {argsDict: args}, options);
        const request = this.wampy.getOpStatus().reqId;
        return {answer: answer.then(result => result.argsDict ?? {}, this.#refused), cancel: () => this.wampy.cancel(request)};
    }

    call(procedure, args = {}, options = {}) {
        return this.start(procedure, args, options).answer;
    }

    /* Its check of topics takes no prefix that ends in a dot. */
    subscribe(topic, match, handler) {
        this.handlers ??= new Map();
        const known = this.handlers.get(topic) ?? (({argsDict}) => handler(argsDict));
        this.handlers.set(topic, known);
        return this.wampy.subscribe(topic.replace(/\.$/, ''), known, {match}).catch(this.#refused);
    }

    publish(topic) {
        return this.wampy.publish(topic, {argsDict: {}}, {acknowledge: true}).catch(this.#refused);
    }

    register(procedure) {
        return this.wampy.register(procedure, () => {}).catch(this.#refused);
    }

    close() {
        return this.wampy.disconnect();
    }
}

const kind = (name, Client, serializer) => ({name, connect: options => new Client(serializer, options).joined});

export const kinds = [
    kind('autobahn, JSON', AutobahnClient, 'JSONSerializer'),
    kind('autobahn, MessagePack', AutobahnClient, 'MsgpackSerializer'),
    kind('wampy, JSON', WampyClient, JsonSerializer),
    kind('wampy, MessagePack', WampyClient, MsgpackSerializer),
];
