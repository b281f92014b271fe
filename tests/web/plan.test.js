// SPDX-License-Identifier: EUPL-1.2
/* A citizen's plan as several people work on it: who sees what, who is told what, and who comes in and goes out. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, ask, Browser, IDA, inspect, settled, tell, VERA} from './browser.js';

let browser;
let anna;
let otto;
let vera;
let caseId;
const faults = [];
const plan = (page = '') => `/cases/${caseId}/plan${page}`;
const look = async (page, screen) => faults.push(...(await inspect(page, screen)));
const focused = (page, words) => page.waitForFunction(expected => document.activeElement.textContent === expected, words);

before(async () => {
    browser = await Browser.start();
    [anna, vera] = [await browser.signIn(ANNA), await browser.signIn(VERA)];
    otto = await browser.signIn(`otto-${process.pid}@home.example`);
    const opened = await tell(anna, 'cases.open_case', {citizen_name: `Otto Invented ${process.pid}`});
    caseId = opened.case_id;
    const {code} = await tell(anna, 'cases.invite_citizen', {case_id: caseId});
    await otto.getByLabel('Code').fill(code);
    await otto.getByRole('button', {name: 'Use the code'}).click();
    await otto.getByRole('heading', {level: 1, name: 'What happens now'}).waitFor();
    await otto.locator('.connection[data-state="live"]').waitFor();
    await otto.getByRole('link', {name: 'My plan'}).click();
    await anna.goto(plan());
});
after(() => browser?.stop());

const dialogOf = page => page.getByRole('dialog');

test('a goal is added without a mouse: the dialog takes the focus and gives it back, and what was added has it', async () => {
    await look(otto, 'plan-empty');
    const open = otto.getByRole('button', {name: 'Add a goal'});
    await open.focus();
    await otto.keyboard.press('Enter');
    await dialogOf(otto).getByLabel('What should be better?').fill('Walk to the harbour.');
    await look(otto, 'plan-add-goal');
    await otto.keyboard.press('Escape');
    await dialogOf(otto).waitFor({state: 'detached'});
    await focused(otto, 'Add a goal');
    await otto.reload();
    await open.click();
    assert.equal(await dialogOf(otto).getByLabel('What should be better?').inputValue(), 'Walk to the harbour.');
    await dialogOf(otto).getByRole('button', {name: 'Add a goal'}).click();
    await otto.locator('a:focus', {hasText: 'Walk to the harbour.'}).waitFor();
    await anna.getByRole('heading', {name: 'Walk to the harbour.'}).waitFor();
});

test('a proposal waits for the citizen, who takes it on', async () => {
    await anna.getByRole('button', {name: 'Add a goal'}).click();
    await dialogOf(anna).getByText('The citizen decides').waitFor();
    await dialogOf(anna).getByLabel('What should be better?').fill('Sleep through the night.');
    await dialogOf(anna).getByRole('button', {name: 'Add a goal'}).click();
    await otto.getByText('1 proposal waits for an answer.').waitFor();
    await look(otto, 'plan-proposal');
    await otto.getByRole('button', {name: 'Go there'}).click();
    await focused(otto, 'Sleep through the night.');
    await otto.getByRole('button', {name: 'Yes, take it on'}).click();
    await otto.getByText('1 proposal waits for an answer.').waitFor({state: 'detached'});
    await focused(otto, 'Sleep through the night.');
    const card = anna.getByRole('listitem').filter({has: anna.getByRole('heading', {name: 'Sleep through the night.'})});
    await card.getByText('Under way').waitFor();
});

test('what ends while one reads stays where it was, and says so', async () => {
    await anna.goto(plan());
    await settled(anna);
    await otto.getByRole('link', {name: 'Sleep through the night.'}).click();
    await otto.getByRole('button', {name: 'It is reached'}).click();
    await otto.locator('p:focus', {hasText: 'Reached'}).waitFor();
    await look(otto, 'goal-reached');
    const card = anna.getByRole('listitem').filter({has: anna.getByRole('heading', {name: 'Sleep through the night.'})});
    await card.getByText('Reached').waitFor();
    assert.equal(await anna.getByText('Earlier goals').count(), 0);
    await anna.reload();
    await anna.getByText('Earlier goals').waitFor();
});

test('two people comment on a goal, live, and what is being written outlives a reload', async () => {
    await anna.getByRole('heading', {name: 'Walk to the harbour.'}).getByRole('link').click();
    await otto.getByRole('link', {name: '← My plan'}).click();
    await anna.getByLabel('Your comment').fill('Which day suits you?');
    await anna.reload();
    assert.equal(await anna.getByLabel('Your comment').inputValue(), 'Which day suits you?');
    await anna.getByRole('button', {name: 'Add the comment'}).click();
    const comment = otto.locator('.messages li', {hasText: 'Which day suits you?'});
    await comment.waitFor();
    await look(otto, 'plan-commented');
    await comment.getByRole('link').click();
    await otto.getByRole('heading', {level: 1, name: 'Walk to the harbour.'}).waitFor();
    await otto.getByLabel('Your comment').fill('Thursdays. <b>Early</b>.');
    await otto.getByRole('button', {name: 'Add the comment'}).click();
    await anna.locator('.messages li', {hasText: 'Thursdays. <b>Early</b>.'}).getByText('The citizen').waitFor();
    assert.equal(await anna.locator('.messages li').first().locator('.own-words').innerText(), 'Thursdays. <b>Early</b>.');
});

test('words that outlived a reload meet what was changed meanwhile, and nothing is overwritten unseen', async () => {
    await otto.getByRole('button', {name: 'Change the words'}).click();
    await dialogOf(otto).getByLabel('What should be better?').fill('Walk to the lighthouse.');
    await otto.reload();
    const {goals} = await ask(otto, 'plans.get_plan', {case_id: caseId});
    const {goal_id, version} = goals.find(goal => goal.description === 'Walk to the harbour.');
    await tell(otto, 'plans.update_goal', {goal_id, version, note: 'With a stick.'});
    await otto.getByText('With a stick.').waitFor();
    await otto.getByRole('button', {name: 'Change the words'}).click();
    assert.equal(await dialogOf(otto).getByLabel('What should be better?').inputValue(), 'Walk to the lighthouse.');
    await dialogOf(otto).getByRole('button', {name: 'Save'}).click();
    await dialogOf(otto).locator('.ds-alert:focus', {hasText: 'Both versions are here'}).waitFor();
    await dialogOf(otto).locator('.versions').getByText('With a stick.').waitFor();
    await look(otto, 'plan-conflict-fields');
    await dialogOf(otto).getByRole('button', {name: 'Keep it as it is'}).click();
    await dialogOf(otto).waitFor({state: 'detached'});
    await focused(otto, 'Change the words');
    await otto.getByRole('heading', {level: 1, name: 'Walk to the harbour.'}).waitFor();
});

test('something is done for a goal, begun and ended where it stands', async () => {
    await otto.getByRole('button', {name: 'Add an activity'}).click();
    await dialogOf(otto).getByLabel('What is done?').fill('A walk with the neighbour');
    await dialogOf(otto).getByLabel('What kind').selectOption('network');
    await dialogOf(otto).getByLabel('Who does it').selectOption('citizen');
    await look(otto, 'plan-add-activity');
    await dialogOf(otto).getByRole('button', {name: 'Add an activity'}).click();
    await otto.locator('a:focus', {hasText: 'A walk with the neighbour'}).waitFor();
    await otto.getByRole('button', {name: 'It has begun'}).click();
    await otto.getByRole('button', {name: 'It is done'}).click();
    await otto.getByRole('listitem').filter({hasText: 'A walk with the neighbour'}).getByText('Done').waitFor();
    await anna.getByRole('link', {name: 'A walk with the neighbour'}).click();
    await anna.getByRole('button', {name: 'Change this'}).click();
    await dialogOf(anna).getByLabel('What is done?').fill('A walk with Rosa');
    await dialogOf(anna).getByRole('button', {name: 'Save'}).click();
    await anna.getByRole('heading', {level: 1, name: 'A walk with Rosa'}).waitFor();
    await look(anna, 'plan-activity');
});

test('an offer of help becomes an activity', async () => {
    await otto.goto('/plan');
    await otto.getByRole('link', {name: 'Choose from offers of help'}).click();
    await otto.getByLabel('What would help?').fill('visit');
    await otto.getByRole('button', {name: 'Add to the plan: A visiting friend'}).waitFor();
    await look(otto, 'plan-offers');
    await otto.getByRole('button', {name: 'Add to the plan: A visiting friend'}).click();
    await otto.getByRole('heading', {level: 1, name: 'A visiting friend'}).waitFor();
    await look(otto, 'plan-offer');
});

test('the citizen says how it goes, twice, and both sides see where it goes', async () => {
    await otto.goto('/plan');
    for (const [score, words] of [['4', 'Slow.'], ['7', 'Better.']]) {
        await otto.getByRole('button', {name: 'Say how it goes'}).click();
        await dialogOf(otto).getByLabel('How is it going').fill(score);
        await dialogOf(otto).getByLabel('In your own words').fill(words);
        if (score === '4') await look(otto, 'plan-check-in');
        await dialogOf(otto).getByRole('button', {name: 'Save'}).click();
        await otto.locator('.own-words', {hasText: words}).waitFor();
    }
    await otto.getByRole('img', {name: /2 values, from 4 to 7/}).waitFor();
    await anna.goto(plan());
    await anna.getByText('Show as a table').click();
    await anna.getByRole('cell', {name: '7 Better.'}).waitFor();
    await look(anna, 'plan-check-ins');
});

test('the next step and the title are agreed on', async () => {
    await anna.getByRole('button', {name: 'Change the next step'}).click();
    await dialogOf(anna).getByLabel('What happens next').fill('Anna calls about shoes.');
    await look(anna, 'plan-next-step');
    await dialogOf(anna).getByRole('button', {name: 'Save'}).click();
    await otto.getByText('Anna calls about shoes.').waitFor();
    await otto.getByRole('button', {name: 'Title and reminders'}).click();
    await dialogOf(otto).getByLabel('What is the plan called?').fill('On my feet');
    await dialogOf(otto).getByLabel('How many days').fill('7');
    await look(otto, 'plan-title');
    await dialogOf(otto).getByRole('button', {name: 'Save'}).click();
    await otto.getByText('Next time:').waitFor();
    await anna.getByText('On my feet').waitFor();
});

test('an organisation is invited, and sees nothing before the citizen consents', async () => {
    await otto.getByRole('link', {name: 'Invite or change'}).click();
    await look(otto, 'plan-people');
    await otto.getByRole('link', {name: 'Invite an organisation'}).click();
    await otto.getByLabel('Search by name').fill('visiting');
    await otto.getByRole('button', {name: /Invite Aaby Visiting Friends/}).click();
    await look(otto, 'plan-invite');
    await dialogOf(otto).getByRole('button', {name: 'Invite'}).click();
    await otto.getByText('Invited, but sees nothing yet').waitFor();
    await look(otto, 'plan-invited');
    await vera.goto(plan());
    await vera.getByRole('heading', {level: 1, name: 'No longer visible'}).waitFor();
    await otto.getByRole('button', {name: 'Consent to sharing'}).click();
    await dialogOf(otto).getByLabel('name and contact details').check();
    await dialogOf(otto).getByLabel('notes and messages').check();
    await look(otto, 'plan-consent-what');
    await dialogOf(otto).getByRole('button', {name: 'Continue'}).click();
    await dialogOf(otto).getByText('may see this about me: the plan, name and contact details, notes and messages').waitFor();
    await look(otto, 'plan-consent');
    await dialogOf(otto).getByRole('button', {name: 'Yes, I consent'}).click();
    await otto.getByText('Invited, but sees nothing yet').waitFor({state: 'detached'});
    await vera.goto(plan());
    await vera.getByRole('heading', {level: 1, name: `Plan for Otto Invented ${process.pid}`}).waitFor();
    await look(vera, 'plan-joined');
});

test('a caseworker records that the citizen lets an organisation change goals', async () => {
    await vera.getByRole('heading', {name: 'Walk to the harbour.'}).getByRole('link').click();
    await vera.getByRole('button', {name: 'Say how far it has come'}).waitFor();
    assert.equal(await vera.getByRole('button', {name: 'Change the words'}).count(), 0);
    await anna.getByRole('link', {name: 'Invite or change'}).click();
    const card = anna.getByRole('listitem').filter({has: anna.getByRole('heading', {name: /Visiting Friends/})});
    await card.getByRole('button', {name: 'Let them change goals'}).click();
    await dialogOf(anna).getByLabel('In conversation').check();
    await look(anna, 'plan-authorise');
    await dialogOf(anna).getByRole('button', {name: 'Record what the citizen said'}).click();
    await card.getByText('May accept and change goals').waitFor();
    await look(anna, 'plan-authorised');
    await vera.getByRole('button', {name: 'Change the words'}).waitFor();
});

test('a caseworker invites, asks for the consent, and sees the answer', async () => {
    await anna.getByRole('link', {name: 'Invite an organisation'}).click();
    await anna.getByRole('button', {name: /Invite The Common Room/}).click();
    await dialogOf(anna).getByRole('button', {name: 'Invite'}).click();
    await anna.getByRole('button', {name: 'Get the consent'}).click();
    await dialogOf(anna).getByRole('button', {name: 'Continue'}).click();
    await look(anna, 'plan-consent-ask');
    await dialogOf(anna).getByRole('button', {name: 'Ask the citizen in their app'}).click();
    await anna.getByText('goes on by itself').waitFor();
    await otto.goto(plan('/people'));
    await look(otto, 'plan-consent-asked');
    await otto.getByRole('link', {name: 'Read and answer'}).click();
    await otto.getByRole('button', {name: 'Yes, I consent'}).click();
    await anna.getByText('goes on by itself').waitFor({state: 'detached'});
    const card = anna.getByRole('listitem').filter({has: anna.getByRole('heading', {name: /Common Room/})});
    await card.getByText('takes part').waitFor();
});

test('when help is promised, the citizen reads by when next to the next step', async () => {
    const {organisation_id} = (await ask(vera, 'directory.get_principal', {})).memberships[0];
    const {offers} = await ask(anna, 'directory.search_offers', {organisation_id});
    const terms = {case_id: caseId, organisation_id, purpose: 'SocialWelfareProvision', language: 'en', text: 'Yes.'};
    await tell(otto, 'consents.give_consent', {...terms, categories: ['contact', 'referral']});
    const {referral_id} = await tell(anna, 'referrals.send_referral', {case_id: caseId, offer_id: offers[0].offer_id, reason: 'Company'});
    await tell(vera, 'referrals.accept_referral', {referral_id, contact_date: new Date(Date.now() + 3 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)});
    await otto.goto('/plan');
    await otto.getByText(/Aaby Visiting Friends \(demo\) will help\. They will contact you by \w+/).waitFor();
    await otto.getByRole('link', {name: offers[0].name}).last().click();
    await otto.getByText(/They will contact you by/).waitFor();
    await look(otto, 'plan-referral');
});

test('what is made private disappears from the others at once', async () => {
    await otto.goto('/plan');
    await otto.getByRole('heading', {name: 'Walk to the harbour.'}).getByRole('link').click();
    await otto.getByRole('button', {name: 'Who sees it?'}).click();
    await dialogOf(otto).getByLabel('Only you and the municipality').check();
    await look(otto, 'plan-visibility');
    await dialogOf(otto).getByRole('button', {name: 'Save'}).click();
    await otto.getByText('Who can read it: Only you and the municipality').waitFor();
    await vera.getByText('There is nothing here, or you may no longer see it.').waitFor();
    assert.equal(await vera.getByText('Walk to the harbour.').count(), 0);
    await look(vera, 'plan-hidden');
});

test('who is taken out sees nothing any more', async () => {
    await vera.goto(plan());
    await vera.getByRole('heading', {level: 1, name: /Plan for Otto/}).waitFor();
    await otto.goto(plan('/people'));
    await otto.getByRole('button', {name: 'Take out of the plan: Aaby Visiting Friends'}).click();
    await look(otto, 'plan-remove');
    await dialogOf(otto).getByRole('button', {name: 'Take out of the plan'}).click();
    await otto.locator('p:focus', {hasText: 'always takes part'}).waitFor();
    assert.equal(await otto.getByRole('heading', {name: /Visiting Friends/}).count(), 0);
    await vera.getByRole('heading', {level: 1, name: 'No longer visible'}).waitFor();
});

test('what was changed is told in plain words, and the plan can be seen as it was', async () => {
    await otto.goto(plan('/history'));
    for (const words of ['Aaby Visiting Friends (demo) was invited', 'A proposed goal was taken on', 'The next step was agreed', 'How a goal stands was changed: Reached'])
        await otto.getByText(words).first().waitFor();
    await look(otto, 'plan-history');
    await otto.goto('/plan');
    await otto.getByRole('heading', {name: 'Walk to the harbour.'}).getByRole('link').click();
    await otto.getByRole('link', {name: 'What has been changed'}).click();
    await otto.getByText('Who sees a goal was changed: Only you and the municipality').waitFor();
    assert.equal(await otto.getByText('was invited').count(), 0);
    await otto.goto(plan('/history'));
    const today = new Date();
    for (const [label, part] of [['Day', today.getDate()], ['Month', today.getMonth() + 1], ['Year', today.getFullYear()]])
        await otto.getByLabel(label, {exact: true}).fill(String(part));
    await otto.getByRole('button', {name: 'Show it'}).click();
    await otto.getByRole('heading', {level: 1, name: /The plan as it was on/}).waitFor();
    await otto.getByRole('heading', {name: 'Walk to the harbour.'}).waitFor();
    await look(otto, 'plan-as-of');
    await otto.goto(plan('/history?on=2020-01-31'));
    await otto.getByText('There were no goals then.').waitFor();
});

test('the plan of a citizen is printed on one page', async () => {
    const page = await browser.signIn(IDA);
    await page.goto('/plan');
    await settled(page);
    const printed = (await page.pdf({format: 'A4', margin: {top: '1cm', bottom: '1cm', left: '1.5cm', right: '1.5cm'}})).toString('latin1');
    assert.equal(printed.match(/\/Type \/Page\b/g).length, 1);
});

test('no screen on the way has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
