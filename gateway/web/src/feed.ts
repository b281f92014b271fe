// SPDX-License-Identifier: EUPL-1.2
/*
 * The organisation's or citizen's feed without a gap and without doubles: live entries wait while what was missed is read,
 * and whatever has been delivered is known by its cursor. The cursor outlives a reload.
 */
export interface Entry {
    id: string;
    type: string;
    time: string;
    cursor?: string;
    data: Record<string, unknown>;
}

export interface Page {
    events: Entry[];
    cursor: string;
    more: boolean;
}

export interface Place {
    load(): string | null;
    save(cursor: string): void;
}

export const isAfter = (cursor: string, than: string | null) => than === null || BigInt(cursor) > BigInt(than);

export class Feed {
    private cursor: string | null;
    private waiting: Entry[] | null = null;

    constructor(
        private readonly read: (after: string) => Promise<Page>,
        private readonly deliver: (entry: Entry) => void,
        private readonly place: Place,
    ) {
        this.cursor = place.load();
    }

    /* An entry as it came live. */
    take(entry: Entry) {
        if (this.waiting) this.waiting.push(entry);
        else this.pass(entry);
    }

    /*
     * After each connection, once subscribed. False if there was no cursor yet to read on from: then the screens have to ask
     * anew for what is. When reading fails, live entries go on waiting, so that they do not carry the cursor over the gap.
     */
    async catchUp(): Promise<boolean> {
        this.waiting ??= [];
        const hadPlace = this.cursor !== null;
        for (let more = hadPlace; more; ) {
            const page = await this.read(this.cursor!);
            for (const entry of page.events) this.pass(entry);
            this.move(page.cursor);
            more = page.more;
        }
        const waiting = this.waiting;
        this.waiting = null;
        for (const entry of waiting) this.pass(entry);
        return hadPlace;
    }

    private pass(entry: Entry) {
        if (!entry.cursor || !isAfter(entry.cursor, this.cursor)) return;
        this.move(entry.cursor);
        this.deliver(entry);
    }

    private move(cursor: string) {
        if (!isAfter(cursor, this.cursor)) return;
        this.cursor = cursor;
        this.place.save(cursor);
    }
}
