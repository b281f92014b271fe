// SPDX-License-Identifier: EUPL-1.2
import {describe, expect, test} from 'vitest';
import {type Entry, Feed, type Page} from '../src/feed';

const entry = (cursor: number): Entry => ({
    id: String(cursor),
    type: 'samspil.referrals.requested',
    time: '',
    cursor: String(cursor),
    data: {},
});

/* A feed over a server that holds these cursors, and what it delivered. */
function made(held: number[], start: string | null, during: (feed: Feed) => void = () => undefined) {
    const delivered: string[] = [];
    const place = {cursor: start, load: () => place.cursor, save: (cursor: string) => (place.cursor = cursor)};
    const read = async (after: string): Promise<Page> => {
        const rest = held.filter(cursor => cursor > Number(after));
        const events = rest.slice(0, 2).map(entry);
        during(feed);
        return {events, cursor: events.at(-1)?.cursor ?? after, more: rest.length > 2};
    };
    const feed = new Feed(read, each => delivered.push(each.cursor!), place);
    return {feed, delivered, place};
}

describe('feed', () => {
    test('reads page by page what was missed, in order', async () => {
        const {feed, delivered, place} = made([1, 2, 9, 10, 11], '1');
        await feed.catchUp();
        expect(delivered).toEqual(['2', '9', '10', '11']);
        expect(place.cursor).toBe('11');
    });

    test('keeps live entries back while it reads, and delivers none twice', async () => {
        const {feed, delivered} = made([1, 2, 3, 4], '1', feed => feed.take(entry(4)));
        await feed.catchUp();
        feed.take(entry(3));
        feed.take(entry(5));
        expect(delivered).toEqual(['2', '3', '4', '5']);
    });

    test('leaves no gap when reading fails: what came live waits for the next time', async () => {
        let broken = true;
        const {feed, delivered} = made([1, 2, 3, 4], '1', () => {
            if (broken) throw new Error('gone');
        });
        await expect(feed.catchUp()).rejects.toThrow('gone');
        feed.take(entry(4));
        expect(delivered).toEqual([]);
        broken = false;
        await feed.catchUp();
        expect(delivered).toEqual(['2', '3', '4']);
    });

    test('without a place begins with what comes', async () => {
        const {feed, delivered} = made([1, 2], null);
        await feed.catchUp();
        feed.take(entry(7));
        expect(delivered).toEqual(['7']);
    });
});
