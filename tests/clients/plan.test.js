// SPDX-License-Identifier: EUPL-1.2
/*
 * One plan, live, with each client: the citizen, the municipality and two organisations change it at once. Nobody's
 * change is lost unseen, and what each has heard is what each may read.
 */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Refused, kinds} from './clients.js';
import {Feed} from './feed.js';
import {command, newOrganisation, newPlace, token, websocketUrl} from './product.js';

/* One of those who work on the plan: a connection, and what it has heard. */
class Person {
    feed = new Feed();

    static async join(kind, subject) {
        const person = new Person();
        person.client = await kind.connect({url: websocketUrl, subject, token: await token(subject)});
        await person.feed.join(person.client);
        return person;
    }

    /* A command or query of plans, about this case. */
    call(procedure, args = {}) {
        return this.client.call(`plans.${procedure}`, args);
    }

    hears(event, id, version) {
        return this.feed.expect(`${event} of version ${version}`, ({type, data}) =>
            type === `samspil.plans.${event}` && (data.activity_id ?? data.goal_id) === id && data.version === version);
    }

    /* The goals and activities that the events heard so far add up to, by id: "version description". */
    heard() {
        const items = new Map();
        for (const {type, data} of this.feed.events) {
            const id = data.activity_id ?? data.goal_id;
            if (['samspil.plans.goal_changed', 'samspil.plans.activity_changed'].includes(type))
                items.set(id, `${data.version} ${data.description}`);
            else if (['samspil.plans.goal_hidden', 'samspil.plans.activity_hidden'].includes(type))
                items.delete(id);
        }
        return items;
    }

    async read(caseId) {
        const {goals, activities} = await this.call('get_plan', {case_id: caseId});
        return new Map([...goals, ...activities].map(item =>
            [item.activity_id ?? item.goal_id, `${item.version} ${item.description}`]));
    }
}

const byId = items => [...items].sort();

async function consent(caseId, caseworker, citizen, organisationId) {
    const {consent_id} = await caseworker.client.call('consents.request_consent', command({
        case_id: caseId,
        organisation_id: organisationId,
        purpose: 'SocialWelfareProvision',
        categories: ['plan', 'progress'],
        text: 'I agree.',
        language: 'en',
    }));
    await citizen.client.call('consents.give_consent', command({consent_id}));
    await citizen.call('invite_participant', command({case_id: caseId, organisation_id: organisationId}));
    return consent_id;
}

/* Adds a word to an activity's description; whoever meets another's change looks at it and tries again. */
async function addWord(person, activityId, word, seen, conflicts) {
    for (let {version, description} = seen; ;) {
        try {
            return await person.call('update_activity',
                command({activity_id: activityId, version, description: `${description} ${word}`}));
        } catch (error) {
            assert.ok(error instanceof Refused && error.uri === 'samspil.error.version_conflict', `${error}`);
            assert.equal(error.problem.seen.version, version);
            assert.equal(error.problem.seen.description, description);
            assert.ok(error.problem.current.version > version);
            conflicts.push(person);
            ({version, description} = error.problem.current);
        }
    }
}

for (const kind of kinds) {
    test(`a shared plan with ${kind.name}`, async t => {
        const place = await newPlace();
        const walkersId = await newOrganisation('Walkers', 'voluntary', `walker-of-${place.citizen}`, 'coordinator');
        const subjects = [place.citizen, place.caseworker, place.coordinator, `walker-of-${place.citizen}`];
        const people = [];
        t.after(() => Promise.all(people.map(({client}) => client.close())));
        for (const subject of subjects.slice(1))
            people.push(await Person.join(kind, subject));
        const [caseworker, visitor, walker] = people;
        const {case_id} = await caseworker.client.call('cases.open_case', command({citizen_name: 'Ida Invented'}));
        const {code} = await caseworker.client.call('cases.invite_citizen', command({case_id}));
        const signingIn = await kind.connect({url: websocketUrl, subject: place.citizen, token: await token(place.citizen)});
        await signingIn.call('cases.accept_invitation', command({code}));
        signingIn.close();
        const citizen = await Person.join(kind, place.citizen);
        people.unshift(citizen);
        const visitorsConsent = await consent(case_id, caseworker, citizen, place.ngoId);
        await consent(case_id, caseworker, citizen, walkersId);

        // Different items never conflict.
        const {goal_id} = await citizen.call('add_goal', command({case_id, description: 'To the harbour'}));
        const own = await Promise.all(people.map((person, i) => person.call('add_activity',
            command({case_id, kind: 'network', description: `Of ${i}`, goal_ids: [goal_id]}))));
        await Promise.all(people.flatMap(person => own.map(({activity_id}) => person.hears('activity_changed', activity_id, 1))));

        // All change one at once: each change is there in the end, in a version of its own.
        const [{activity_id}] = own, conflicts = [];
        const words = await Promise.all(people.map((person, i) =>
            addWord(person, activity_id, `word${i}`, {version: 1, description: 'Of 0'}, conflicts)));
        assert.deepEqual(words.map(({version}) => version).sort(), [2, 3, 4, 5]);
        assert.ok(conflicts.length >= 3);
        await Promise.all(people.map(person => person.hears('activity_changed', activity_id, 5)));
        const {changes} = await citizen.call('list_history', {case_id, item_id: activity_id});
        assert.deepEqual(changes.map(({version}) => version), [5, 4, 3, 2, 1]);
        assert.equal(new Set(changes.slice(0, 4).map(({editor}) => editor.organisation_id)).size, 4);
        assert.deepEqual(changes[0].activity.description.split(' ').sort(), ['0', 'Of', 'word0', 'word1', 'word2', 'word3']);

        // What is hidden disappears from those who are not to see it, from nobody else.
        const secret = await citizen.call('add_goal', command({case_id, description: 'To sleep', visibility: 'private'}));
        await citizen.call('set_goal_visibility', command({goal_id, version: 1, visibility: 'private'}));
        await Promise.all([visitor, walker].map(person => person.hears('goal_hidden', goal_id, 2)));
        await Promise.all([citizen, caseworker].map(person => person.hears('goal_changed', goal_id, 2)));
        for (const person of people)
            assert.deepEqual(byId(person.heard()), byId(await person.read(case_id)));
        assert.equal((await walker.read(case_id)).has(goal_id), false);
        assert.equal((await caseworker.read(case_id)).has(secret.goal_id), true);

        // A withdrawn consent cuts off within its answer; the others go on.
        await citizen.client.call('consents.withdraw_consent', command({consent_id: visitorsConsent}));
        for (const query of ['get_plan', 'list_history', 'list_comments', 'list_check_ins'])
            await assert.rejects(visitor.call(query, {case_id}),
                error => error instanceof Refused && error.uri === 'samspil.error.not_found');
        await walker.call('update_activity', command({activity_id, version: 5, description: 'Of all'}));
        await citizen.hears('activity_changed', activity_id, 6);
        await walker.hears('activity_changed', activity_id, 6);
        assert.ok(!visitor.feed.events.some(({data}) => data.activity_id === activity_id && data.version === 6));
        assert.deepEqual(byId(walker.heard()), byId(await walker.read(case_id)));
    });
}
