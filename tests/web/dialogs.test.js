// SPDX-License-Identifier: EUPL-1.2
/* Every dialog about cases, plans, referrals, offers and people that no other test comes by. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, ask, Browser, CARL, IDA, LARS, VERA} from './browser.js';
import {asked, faults, look, open, refused} from './forms.js';

let browser;

before(async () => {
    browser = await Browser.start();
});
after(() => browser?.stop());

async function caseOfIda(page) {
    const {cases} = await ask(page, 'cases.list_cases', {});
    return cases.find(each => each.citizen_name?.startsWith('Ida')).case_id;
}

test('a case: closing it, and what is noted about it', async () => {
    const anna = await browser.signIn(ANNA);
    const at = `/cases/${await caseOfIda(anna)}`;
    await open(anna, at, 'Close the case');
    await refused(anna, 'case-close', 'Close the case');
    await open(anna, `${at}?part=contacts`, 'Note a contact');
    await refused(anna, 'contact-error', 'Save');
    await open(anna, `${at}?part=courses`, /^(Start a course|End the course)/);
    await look(anna, 'course-open');
});

test('a plan: each of its dialogs, for who helps', async () => {
    const anna = await browser.signIn(ANNA);
    const caseId = await caseOfIda(anna);
    const {goals, activities} = await ask(anna, 'plans.get_plan', {case_id: caseId});
    const at = `/cases/${caseId}/plan`;
    const goal = `${at}/goals/${goals.find(each => each.status === 'active').goal_id}`;
    const activity = `${at}/activities/${activities.find(each => !each.referral_id).activity_id}`;
    for (const [path, button, screen, send = 'Save'] of [
        [at, 'Add a goal', 'goal-add-error', 'Add a goal'],
        [at, 'Add an activity', 'activity-add-error', 'Add an activity'],
        [activity, 'Change this', 'activity-edit-error'],
    ]) {
        await open(anna, path, button);
        await refused(anna, screen, send);
    }
    await open(anna, goal, 'Say how far it has come');
    await look(anna, 'goal-assess');
    await open(anna, activity, 'Who sees it?');
    await look(anna, 'activity-visibility');
    await open(anna, `${at}/people`, /^Let them change goals/);
    await refused(anna, 'people-goals-error', 'Record what the citizen said');
    await asked(anna, 'people-remove', undefined, /^Take out of the plan/);
    await anna.goto(`${at}/invite`);
    await anna.getByLabel('Search by name').fill('zzz');
    await anna.getByText('No organisation of this name.').waitFor();
    await look(anna, 'plan-invite-none');
    await anna.goto(`${at}/history`);
    await anna.getByRole('button', {name: 'Show it'}).click();
    await anna.locator('.ds-error-summary:focus').waitFor();
    await look(anna, 'plan-history-error');
});

test('a plan: the dialogs of the citizen, and of who leaves it', async () => {
    const [ida, vera] = [await browser.signIn(IDA), await browser.signIn(VERA)];
    const {goals} = await ask(ida, 'plans.get_plan', {case_id: await caseOfIda(ida)});
    const goal = `/cases/${await caseOfIda(ida)}/plan/goals/${goals.find(each => each.status === 'active').goal_id}`;
    await open(ida, '/plan', 'Say how it goes');
    await refused(ida, 'check-in-error', 'Save', {'How is it going': '11'});
    await open(ida, undefined, 'Title and reminders');
    await refused(ida, 'plan-title-error', 'Save', {'How many days': 'x'});
    await open(ida, goal, 'Change the words');
    await refused(ida, 'goal-edit-error', 'Save');
    await ida.goto(goal);
    await ida.getByRole('button', {name: 'Add the comment'}).click();
    await ida.locator('.ds-error-summary:focus').waitFor();
    await look(ida, 'comment-error');
    await asked(vera, 'plan-leave', `/cases/${await caseOfIda(vera)}/plan/people`, /^Leave the plan/);
});

test('a referral: each answer to it, and taking it back', async () => {
    const [anna, vera] = [await browser.signIn(ANNA), await browser.signIn(VERA)];
    const list = (page, args) => ask(page, 'referrals.list_referrals', args).then(({referrals}) => referrals);
    const [begun] = await list(vera, {box: 'inbox', status: ['in-progress', 'accepted']});
    for (const [button, screen, send] of [
        ['Finish with an outcome', 'referral-complete', 'Save the outcome'],
        ['It did not come about', 'referral-fail', 'Save'],
    ]) {
        await open(vera, `/referrals/${begun.referral_id}`, button);
        await refused(vera, screen, send);
    }
    const carl = await browser.signIn(CARL);
    const [waiting] = await list(carl, {box: 'inbox', status: ['requested']});
    for (const [button, screen, send] of [
        ['Accept', 'referral-accept-error', 'Confirm the date'],
        ['Waiting list', 'referral-waitlist', 'Put on the waiting list'],
        ['Decline', 'referral-decline-error', 'Decline with this reason'],
    ]) {
        await open(carl, `/referrals/${waiting.referral_id}`, button);
        await refused(carl, screen, send);
    }
    await open(anna, `/referrals/${waiting.referral_id}`, 'Take it back');
    await refused(anna, 'referral-recall', 'Take the referral back');
});

test('offers: their places, a new one, and the end of one', async () => {
    const vera = await browser.signIn(VERA);
    await open(vera, '/offers', /^Places: /);
    await refused(vera, 'capacity', 'Save', {'Places in all': 'x'});
    await vera.goto('/offers/new');
    await refused(vera, 'offer-new-error', 'Save');
    const {organisation_id} = (await ask(vera, 'directory.get_principal', {})).memberships[0];
    const {offers} = await ask(vera, 'directory.search_offers', {organisation_id});
    await asked(vera, 'offer-end', `/offers/${offers[0].offer_id}`, 'End this offer');
});

test('the people of an organisation', async () => {
    const lars = await browser.signIn(LARS);
    await open(lars, '/people', /^Edit: /);
    await look(lars, 'people-edit');
});

test('no dialog has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
