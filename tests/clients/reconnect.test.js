// SPDX-License-Identifier: EUPL-1.2
/*
 * The gateway is killed in the middle of the work. The clients come back by themselves, repeat what was not answered with
 * the same command_id, go on in their feeds from their cursors, and have missed nothing and acted on nothing twice.
 */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {Lost, Refused, kinds} from './clients.js';
import {Feed} from './feed.js';
import {command, newPlace, signal, token, waitReady, websocketUrl} from './product.js';

const REFERRALS = 30, KILLS = 3;
const AGAIN = ['samspil.error.unavailable', 'samspil.error.not_caught_up', 'samspil.error.consent_unverifiable',
    'samspil.error.consent_changed', 'wamp.error.timeout'];
const PAUSE_MS = 20;

/* With the same arguments, and so the same command_id, until there is a final answer. */
async function untilAnswered(client, procedure, args) {
    for (const end = Date.now() + 60000; ;) {
        try {
            return await client.call(procedure, args);
        } catch (error) {
            const isFinal = error instanceof Refused ? !AGAIN.includes(error.uri) : !(error instanceof Lost);
            if (isFinal || Date.now() > end)
                throw error;
        }
        await delay(PAUSE_MS); // no event says when a call is worth sending again
    }
}

/* A client that follows its feed from each sign-in on. */
async function following(kind, subject) {
    const feed = new Feed();
    let joins = 0;
    const onJoin = client => {
        joins++;
        // What fails because the connection is lost again is done again after the next sign-in.
        feed.join(client).catch(error => { if (!(error instanceof Lost) && !AGAIN.includes(error.uri)) throw error; });
    };
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

for (const kind of kinds) {
    test(`the gateway is killed under ${kind.name}`, async t => {
        const place = await newPlace();
        const people = await Promise.all([place.caseworker, place.coordinator].map(subject => following(kind, subject)));
        t.after(() => Promise.all(people.map(({client}) => client.close())));
        const [{client: caseworker}, {client: coordinator, feed}] = people;
        const {case_id} = await caseworker.call('cases.open_case', command({citizen_name: 'Ida Invented'}));
        await caseworker.call('consents.give_consent', command({
            case_id, organisation_id: place.ngoId, purpose: 'SocialWelfareProvision', categories: ['contact', 'referral'],
            text: 'I agree.', language: 'en', given_by: 'citizen',
            recorded: {method: 'conversation', at: new Date().toISOString()},
        }));

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
            const all = await readAll(client);
            assert.ok(joins() >= 2, 'it has come back');
            assert.deepEqual(followed.events.map(event => [event.cursor, event.id]), all.map(event => [event.cursor, event.id]));
            for (const step of ['requested', 'accepted']) {
                assert.deepEqual(all.filter(event => event.type === `samspil.referrals.${step}`)
                    .map(event => event.data.referral_id), sent);
            }
        }
        const {referrals} = await untilAnswered(coordinator, 'referrals.list_referrals', {box: 'inbox', limit: 200});
        assert.deepEqual(referrals.map(referral => referral.referral_id).sort(), [...sent].sort());
    });
}
