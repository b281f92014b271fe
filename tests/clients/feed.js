// SPDX-License-Identifier: EUPL-1.2
/*
 * A feed as a client should follow it: listen first, then read what came before from the own cursor, and drop what has
 * been seen. join() again after each reconnection.
 */
import {setTimeout as delay} from 'node:timers/promises';

const WAIT_MS = 15000;

export class Feed {
    events = [];
    #cursor = 0n;
    #held = null; // what arrives live while the past is read
    #waiting = new Set();
    #turn = 0;

    get cursor() {
        return this.#cursor.toString();
    }

    async join(client) {
        const turn = ++this.#turn;
        this.#held ??= [];
        await client.subscribe('samspil.feed', 'exact', event => this.#hear(event));
        for (let page, after = this.cursor; !page || page.more; after = page.cursor) {
            page = await client.call('disclosures.read_feed', {after, limit: 20});
            if (turn !== this.#turn)
                return; // the connection was lost meanwhile, and another join has begun
            for (const event of page.events)
                this.#take(event);
        }
        for (const event of this.#held.splice(0))
            this.#take(event);
        this.#held = null;
    }

    #hear(event) {
        if (this.#held)
            this.#held.push(event);
        else
            this.#take(event);
    }

    #take(event) {
        const cursor = BigInt(event.cursor);
        if (cursor <= this.#cursor)
            return; // came live and in what was read
        this.#cursor = cursor;
        this.events.push(event);
        for (const look of this.#waiting)
            look();
    }

    /* The first event for which it holds, among those that came and those to come. */
    async expect(what, holds) {
        const over = new AbortController();
        try {
            return await Promise.race([
                new Promise(resolve => {
                    const look = () => {
                        const found = this.events.find(holds);
                        if (found)
                            resolve(found);
                    };
                    over.signal.addEventListener('abort', () => this.#waiting.delete(look));
                    this.#waiting.add(look);
                    look();
                }),
                delay(WAIT_MS, null, {signal: over.signal}).then(() => {
                    throw new Error(`no ${what} within ${WAIT_MS} ms, only ${this.events.map(event => event.type)}`);
                }),
            ]);
        } finally {
            over.abort();
        }
    }

    expectStep(name, referralId) {
        return this.expect(name, event => event.type === `samspil.referrals.${name}` && event.data.referral_id === referralId);
    }
}
