// SPDX-License-Identifier: EUPL-1.2
/*
 * The main job with each client: caseworker, coordinator and citizen are connected at once, and each of them sees each
 * step as it happens.
 */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Refused, kinds} from './clients.js';
import {Feed} from './feed.js';
import {command, newPlace, token, websocketUrl} from './product.js';

const join = async (kind, subject) => kind.connect({url: websocketUrl, subject, token: await token(subject)});

const refuses = (promise, uri) => assert.rejects(promise, error => error instanceof Refused && error.uri === uri);

/* A case whose citizen has signed in and consented to contact, referral and notes. */
async function consented(place, caseworker, citizen, name) {
    const {case_id, citizen_id} = await caseworker.call('cases.open_case', command({citizen_name: name}));
    const {code} = await caseworker.call('cases.invite_citizen', command({case_id}));
    await citizen.call('cases.accept_invitation', command({code}));
    const {consent_id} = await caseworker.call('consents.request_consent', command({
        case_id,
        organisation_id: place.ngoId,
        purpose: 'SocialWelfareProvision',
        categories: ['contact', 'referral', 'notes'],
        text: 'I agree.',
        language: 'en',
    }));
    await citizen.call('consents.give_consent', command({consent_id}));
    return {case_id, citizen_id, consent_id};
}

/* The citizen's list follows what is read by a few milliseconds. */
async function isListed(citizen, expected) {
    const isIt = item => Object.entries(expected).every(([name, value]) => item[name] === value);
    for (const end = Date.now() + 10000; ;) {
        const {disclosures} = await citizen.call('disclosures.list_disclosures', {limit: 200});
        if (disclosures.some(isIt))
            return;
        assert.ok(Date.now() < end, `not in the citizen's list: ${JSON.stringify(expected)}`);
    }
}

for (const kind of kinds) {
    test(`the main job with ${kind.name}`, async t => {
        const place = await newPlace();
        const [caseworker, coordinator, citizen, other] = await Promise.all(
            [place.caseworker, place.coordinator, place.citizen, `${place.citizen}-other`].map(subject => join(kind, subject)));
        t.after(() => Promise.all([caseworker, coordinator, citizen, other].map(client => client.close())));
        const {case_id, citizen_id, consent_id} = await consented(place, caseworker, citizen, 'Ida Invented');
        const [sent, received, own] = [new Feed(), new Feed(), new Feed()];
        const steps = []; // what the coordinator's second subscription brings
        await Promise.all([sent.join(caseworker), received.join(coordinator), own.join(citizen),
            coordinator.subscribe('samspil.feed.referrals.', 'prefix', event => steps.push(event))]);
        const seenByAll = (name, referralId) => Promise.all(
            [sent, received, own].map(feed => feed.expectStep(name, referralId)));

        const {referral_id} = await caseworker.call('referrals.send_referral', command({
            case_id, offer_id: place.offerId, reason: 'lives alone', note: 'prefers mornings'}));
        const [, requested] = await seenByAll('requested', referral_id);
        assert.equal(requested.specversion, '1.0');
        assert.equal(requested.data.citizen_name, 'Ida Invented');
        assert.equal(requested.data.reason, 'lives alone');

        await coordinator.call('referrals.accept_referral', command({referral_id, contact_date: '2030-01-15'}));
        const [accepted] = await seenByAll('accepted', referral_id);
        assert.equal(accepted.data.contact_date, '2030-01-15');
        await coordinator.call('referrals.start_referral', command({referral_id}));
        await seenByAll('started', referral_id);
        await coordinator.call('referrals.complete_referral', command({referral_id, outcome: 'helped'}));
        const [completed] = await seenByAll('completed', referral_id);
        assert.equal(completed.data.outcome, 'helped');
        assert.deepEqual(steps.map(event => event.type.split('.').at(-1)), ['requested', 'accepted', 'started', 'completed']);

        const {referral} = await coordinator.call('referrals.get_referral', {referral_id});
        assert.equal(referral.status, 'completed');
        assert.equal(referral.note, 'prefers mornings');
        for (const [told, what] of [['told', 'samspil.referrals.requested'], ['read', 'samspil.referrals.get_referral']])
            await isListed(citizen, {kind: told, what, organisation_id: place.ngoId, basis: 'consent', consent_id});

        const withdrawn = await citizen.call('consents.withdraw_consent', command({consent_id}));
        assert.equal(withdrawn.status, 'withdrawn');
        assert.ok(withdrawn.effective_at);
        const heard = received.events.length;
        await caseworker.call('cases.log_contact', command({
            case_id, channel: 'telephone', minutes: 5, face_to_face: false, note: 'about the withdrawal'}));
        await own.expect('contact', event => event.type === 'samspil.cases.contact_logged');
        // What comes after it has come, so what has not come will not.
        const second = await consented(place, caseworker, other, 'Karim Invented');
        await received.expect('second consent', event => event.type === 'samspil.consents.given' && event.data.case_id === second.case_id);
        const late = received.events.slice(heard).filter(event => event.data.citizen_id === citizen_id);
        assert.ok(late.every(event => event.type === 'samspil.consents.withdrawn'), `still told of ${late.map(event => event.type)}`);
        assert.equal(steps.length, 4);
        await refuses(coordinator.call('referrals.get_referral', {referral_id}), 'samspil.error.not_found');
        await refuses(coordinator.call('cases.get_case', {case_id}), 'samspil.error.not_found');
        const page = await coordinator.call('disclosures.read_feed', {limit: 200});
        assert.deepEqual(page.events.filter(event => event.data.citizen_id === citizen_id).map(event => event.type),
            ['samspil.consents.withdrawn']);
        assert.equal((await caseworker.call('referrals.get_referral', {referral_id})).referral.citizen_name, 'Ida Invented');
    });
}
