// SPDX-License-Identifier: EUPL-1.2
/*
 * The gateway is killed in the middle of the work, or the bus is away for a while. The clients come back by themselves,
 * repeat what was not answered with the same command_id, go on in their feeds from their cursors, and have missed nothing
 * and acted on nothing twice.
 */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {Lost, Refused, kinds} from './clients.js';
import {Feed} from './feed.js';
import {command, newPlace, signal, start, stop, token, waitReady, websocketUrl} from './product.js';

const REFERRALS = 30, KILLS = 3, IN_FLIGHT = 10, AWAY_MS = 2000;
const AGAIN = ['samspil.error.unavailable', 'samspil.error.not_caught_up', 'samspil.error.consent_unverifiable',
    'samspil.error.consent_changed', 'wamp.error.timeout'];
const PAUSE_MS = 20;

/* What has to be done again. */
const isPassing = error => error instanceof Lost || (error instanceof Refused && AGAIN.includes(error.uri));

/* With the same arguments, and so the same command_id, until there is a final answer. */
async function untilAnswered(client, procedure, args) {
    for (const end = Date.now() + 60000; ;) {
        try {
            return await client.call(procedure, args);
        } catch (error) {
            if (!isPassing(error) || Date.now() > end)
                throw error;
        }
        await delay(PAUSE_MS); // no event says when a call is worth sending again
    }
}

/* A client that follows its feed from each sign-in on. */
async function following(kind, subject) {
    const feed = new Feed();
    let joins = 0;
    /* Until it has worked, or the connection is lost again: the next sign-in begins anew. */
    const join = async (client, turn) => {
        while (turn === joins) {
            try {
                return await feed.join(client);
            } catch (error) {
                if (!isPassing(error))
                    throw error;
                await delay(PAUSE_MS);
            }
        }
    };
    const onJoin = client => void join(client, ++joins);
    const client = await kind.connect({url: websocketUrl, subject, token: await token(subject), onJoin});
    return {client, feed, joins: () => joins};
}

async function readAll(client) {
    const events = [];
    for (let page, after = '0'; !page || page.more; after = page.cursor) {
        page = await untilAnswered(client, 'disclosures.read_feed', {after, limit: 200});
        events.push(...page.events);
    }
    return events;
}

/* A case of a citizen who has consented to be referred there. */
async function consented(caseworker, place) {
    const {case_id} = await untilAnswered(caseworker, 'cases.open_case', command({citizen_name: 'Ida Invented'}));
    await untilAnswered(caseworker, 'consents.give_consent', command({
        case_id, organisation_id: place.ngoId, purpose: 'SocialWelfareProvision', categories: ['contact', 'referral'],
        text: 'I agree.', language: 'en', given_by: 'citizen',
        recorded: {method: 'conversation', at: new Date().toISOString()},
    }));
    return case_id;
}

for (const kind of kinds) {
    test(`the bus is away under ${kind.name}`, async t => {
        const place = await newPlace();
        const people = await Promise.all([place.caseworker, place.coordinator].map(subject => following(kind, subject)));
        t.after(() => Promise.all(people.map(({client}) => client.close())));
        const [{client: caseworker}, {client: coordinator, feed}] = people;
        const case_id = await consented(caseworker, place);
        const commands = Array.from({length: IN_FLIGHT}, (_, number) => command({
            case_id, offer_id: place.offerId, reason: `reason ${number}`}));

        const asked = commands.map(args => caseworker.call('referrals.send_referral', args));
        const answers = Promise.allSettled(asked);
        await stop('nats');
        for (const {status, reason} of await answers)
            assert.ok(status === 'fulfilled' || isPassing(reason), `${reason}`);
        await assert.rejects(coordinator.call('referrals.list_referrals', {box: 'inbox'}), isPassing);
        await delay(AWAY_MS); // so that who gives up after some attempts would have given up
        await start('nats');
        await waitReady();

        const sent = [];
        for (const args of commands)
            sent.push((await untilAnswered(caseworker, 'referrals.send_referral', args)).referral_id);
        await untilAnswered(coordinator, 'referrals.accept_referral', command({
            referral_id: sent.at(-1), contact_date: '2030-01-15'}));
        await feed.expectStep('accepted', sent.at(-1));
        const requested = feed.events.filter(event => event.type === 'samspil.referrals.requested');
        assert.deepEqual(requested.map(event => event.data.referral_id).sort(), sent.sort());
        for (const {joins} of people)
            assert.ok(joins() >= 2, 'it has come back');
    });

    test(`the gateway is killed under ${kind.name}`, async t => {
        const place = await newPlace();
        const people = await Promise.all([place.caseworker, place.coordinator].map(subject => following(kind, subject)));
        t.after(() => Promise.all(people.map(({client}) => client.close())));
        const [{client: caseworker}, {client: coordinator, feed}] = people;
        const case_id = await consented(caseworker, place);

        const sent = [];
        const kills = (async () => {
            for (let kill = 1; kill <= KILLS; kill++) {
                const enough = kill * REFERRALS / (KILLS + 1);
                await feed.expect(`referral ${enough}`, () => feed.events.filter(
                    event => event.type === 'samspil.referrals.requested').length >= enough);
                await signal('gateway', 'SIGKILL');
                await waitReady();
            }
        })();
        for (let number = 0; number < REFERRALS; number++) {
            const {referral_id} = await untilAnswered(caseworker, 'referrals.send_referral', command({
                case_id, offer_id: place.offerId, reason: `reason ${number}`}));
            sent.push(referral_id);
            const accepted = await untilAnswered(coordinator, 'referrals.accept_referral', command({
                referral_id, contact_date: '2030-01-15'}));
            assert.equal(accepted.version, 2);
        }
        await kills;

        for (const {client, feed: followed, joins} of people) {
            const last = sent.at(-1);
            await followed.expectStep('accepted', last);
            const before = followed.events.length;
            const all = await readAll(client);
            assert.ok(joins() >= 2, 'it has come back');
            assert.ok(all.length >= before, 'what was heard can be read');
            // What follows from the last step may still be on its way when the feed is read.
            await followed.expect('what was read', event => event.cursor === all.at(-1).cursor);
            const heard = followed.events.slice(0, all.length);
            assert.deepEqual(heard.map(event => [event.cursor, event.id]), all.map(event => [event.cursor, event.id]));
            for (const step of ['requested', 'accepted']) {
                assert.deepEqual(all.filter(event => event.type === `samspil.referrals.${step}`)
                    .map(event => event.data.referral_id), sent);
            }
        }
        const {referrals} = await untilAnswered(coordinator, 'referrals.list_referrals', {box: 'inbox', limit: 200});
        assert.deepEqual(referrals.map(referral => referral.referral_id).sort(), [...sent].sort());
    });
}
