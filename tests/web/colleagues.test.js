// SPDX-License-Identifier: EUPL-1.2
/* Two caseworkers of one municipality: whose case it is, seen live by both; and a referral that is passed on. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, ask, BO, Browser, CARL, inspect, settled, tell, VERA} from './browser.js';

let browser;
let anna;
let bo;
const name = `Otto Invented ${process.pid}`;
const faults = [];

before(async () => {
    browser = await Browser.start();
    [anna, bo] = [await browser.signIn(ANNA), await browser.signIn(BO)];
});
after(() => browser?.stop());

const look = async (page, screen) => faults.push(...(await inspect(page, screen)));
const responsible = (page, who) => page.getByRole('status').filter({hasText: `Responsible: ${who}`}).waitFor();

async function refer(page, wanted, offer) {
    await page.getByLabel('What would help?').fill(wanted);
    await page.getByRole('link', {name: `Choose this offer: ${offer}`}).click();
}

async function consentByWord(page) {
    await page.getByLabel('In conversation').check();
    await page.getByRole('button', {name: 'The citizen has said yes to me'}).click();
    await page.getByRole('button', {name: 'Send the referral'}).waitFor();
}

test('My work is one\'s own, or all that the municipality has, and the browser remembers which', async () => {
    const karim = page => page.getByRole('link', {name: 'Karim Invented (demo)'});
    await anna.goto('/citizens');
    await anna.getByRole('link', {name: 'Ida Invented (demo)'}).waitFor();
    assert.equal(await karim(anna).count(), 0);
    await anna.getByRole('button', {name: 'All of Aaby Municipality (demo)'}).click();
    await karim(anna).waitFor();
    await anna.getByText('Bo (demo)').waitFor();
    await look(anna, 'citizens-all');
    await anna.getByRole('link', {name: 'My work'}).click();
    await anna.getByRole('heading', {name: 'Needs us'}).waitFor();
    await anna.reload();
    assert.equal(await anna.getByRole('button', {name: /^All of/}).getAttribute('aria-pressed'), 'true');
    await look(anna, 'work-all');
    await anna.getByRole('button', {name: 'Mine', exact: true}).click();
    await anna.getByRole('heading', {name: 'Needs me'}).waitFor();
    await settled(anna);
    assert.equal(await anna.getByRole('link', {name: 'Request for help'}).count(), 0);
    await bo.getByRole('link', {name: 'Request for help'}).waitFor();
    await bo.getByRole('link', {name: 'Question about consent'}).waitFor(); /* not answered by Karim */
    await look(bo, 'work-mine');
});

test('who opens a case is responsible, hands it over, and the colleague sees it without having asked', async () => {
    await bo.goto('/citizens');
    await settled(bo);
    await anna.goto('/citizens/new');
    await anna.getByLabel('Name').fill(name);
    await anna.getByRole('button', {name: 'Open a case'}).click();
    await responsible(anna, 'Anna (demo) (you)');

    await anna.getByRole('button', {name: 'Hand over'}).click();
    await anna.getByRole('dialog').getByLabel('Colleague').waitFor();
    await look(anna, 'hand-over');
    await anna.getByRole('dialog').getByRole('button', {name: 'Hand over'}).click();
    await anna.locator('.ds-error-summary:focus').waitFor();
    await anna.getByLabel('Colleague').selectOption('Bo (demo)');
    await anna.getByRole('dialog').getByRole('button', {name: 'Hand over'}).click();
    await responsible(anna, 'Bo (demo)');
    await anna.getByRole('dialog').waitFor({state: 'hidden'});
    await look(anna, 'citizen-handed-over');
    await bo.getByRole('button', {name: '1 new – show'}).click(); /* that it was opened did not concern him */
    await bo.getByRole('link', {name}).click();
    await responsible(bo, 'Bo (demo) (you)');
});

test('a colleague takes it over while the other looks at it', async () => {
    await anna.getByRole('button', {name: 'Take over'}).click();
    await responsible(anna, 'Anna (demo) (you)');
    await anna.locator('.responsible [role="status"]:focus').waitFor();
    await responsible(bo, 'Anna (demo)');
    await bo.getByRole('link', {name: 'What has happened'}).click();
    await bo.getByText('Another caseworker became responsible').first().waitFor();
});

test('a referral is passed on to another offer, with a consent for who gets it', async () => {
    await anna.getByRole('link', {name: 'Refer', exact: true}).click();
    await refer(anna, 'visit', 'A visiting friend');
    await anna.getByLabel('Why do you refer?').fill('Would like company.');
    await anna.getByLabel('Good to know').fill('Likes to cook.');
    await anna.getByRole('button', {name: 'Continue'}).click();
    await consentByWord(anna);
    await anna.getByRole('button', {name: 'Send the referral'}).click();
    await anna.getByRole('link', {name: 'Go to the referral'}).click();
    await anna.getByRole('button', {name: 'Take it back'}).waitFor();
    const first = anna.url();
    await anna.getByRole('link', {name: 'Pass on to another offer'}).click();
    await anna.getByLabel('What would help?').fill('company');
    await anna.getByText('The referral is here now.').waitFor();
    await look(anna, 'transfer-find');
    await anna.getByRole('link', {name: 'Choose this offer: Dinner in company'}).click();
    await anna.getByLabel('Why is it passed on?').fill('Would rather eat with others.');
    await look(anna, 'transfer-why');
    await anna.getByRole('button', {name: 'Continue'}).click();
    await anna.getByRole('heading', {level: 1, name: 'Check your answers'}).waitFor();
    await anna.getByText('Before this can be sent').waitFor();
    await look(anna, 'transfer-check-consent');
    await consentByWord(anna);
    await look(anna, 'transfer-check');
    await anna.getByRole('button', {name: 'Send the referral'}).click();
    await anna.getByRole('heading', {level: 1, name: 'The referral is sent'}).waitFor();
    await anna.getByRole('link', {name: 'Go to the referral'}).click();
    await anna.getByText('Dinner in company, The Common Room (demo)').waitFor();
    await anna.getByText('Likes to cook.').waitFor();
    await anna.locator('.timeline').getByText('The referral to Aaby Visiting Friends (demo) was passed on').waitFor();
    await look(anna, 'transfer-new');
    await anna.getByRole('link', {name: 'Go to the referral it took the place of'}).click();
    await anna.getByText('Would rather eat with others.').first().waitFor();
    assert.equal(anna.url(), first);
    assert.equal(await anna.getByRole('link', {name: 'Pass on to another offer'}).count(), 0);
    await look(anna, 'transfer-old');
});

test('neither organisation learns of the other', async () => {
    const carl = await browser.signIn(CARL);
    await carl.getByRole('link', {name}).click();
    await carl.getByText('Likes to cook.').waitFor();
    assert.equal(await carl.getByText(/visiting friend/i).count(), 0);
    const vera = await browser.signIn(VERA);
    await settled(vera);
    assert.equal(await vera.getByRole('link', {name}).count(), 0);
});

test('however many referrals there are, My work has each group whole, and hears of what it does not show', async () => {
    const many = 53;
    const [mia, vera] = [await browser.signIn(ANNA), await browser.signIn(VERA)];
    const {organisation_id} = (await ask(vera, 'directory.get_principal', {})).memberships[0];
    const {offers} = await ask(mia, 'directory.search_offers', {organisation_id});
    const terms = {organisation_id, purpose: 'SocialWelfareProvision', categories: ['contact', 'referral'], language: 'en', text: 'Yes.'};
    const recorded = {given_by: 'citizen', recorded: {method: 'conversation', at: new Date().toISOString()}};
    const to = {offer_id: offers[0].offer_id, reason: 'Company', accept_waiting_list: true};
    const sent = [];
    for (let number = 0; number < 2 * many; number++) {
        const {case_id} = await tell(mia, 'cases.open_case', {citizen_name: `Number ${number} Invented`});
        await tell(mia, 'consents.give_consent', {case_id, ...terms, ...recorded});
        const {referral_id} = await tell(mia, 'referrals.send_referral', {case_id, ...to});
        if (number < many) await tell(vera, 'referrals.reject_referral', {referral_id, code: 'not_eligible'});
        sent.push({case_id, referral_id});
    }
    await mia.goto('/');
    await settled(mia);
    const group = title => mia.locator('section', {has: mia.getByRole('heading', {name: title})});
    const last = group('Needs me').getByRole('link', {name: `Number ${many - 1} Invented`, exact: true});
    assert.equal(await last.count(), 0);
    await group('Needs me').getByRole('button', {name: 'Show more'}).click();
    await last.waitFor();
    await look(mia, 'work-many');

    /* What is declined now has not been seen among those that wait. */
    const declined = sent.at(-1);
    assert.equal(await group('Waiting for others').getByText(`Number ${2 * many - 1} Invented`, {exact: true}).count(), 0);
    await tell(vera, 'referrals.reject_referral', {referral_id: declined.referral_id, code: 'not_eligible'});
    await mia.getByRole('button', {name: '1 new – show'}).click();
    await settled(mia);
    await group('Needs me').getByRole('button', {name: 'Show more'}).click();
    await group('Needs me').getByRole('link', {name: `Number ${2 * many - 1} Invented`, exact: true}).waitFor();
    /* Another was asked. */
    await tell(mia, 'referrals.send_referral', {case_id: declined.case_id, ...to});
    await mia.reload();
    await settled(mia);
    await group('Needs me').getByRole('button', {name: 'Show more'}).click();
    await last.waitFor();
    assert.equal(await group('Needs me').getByText(`Number ${2 * many - 1} Invented`, {exact: true}).count(), 0);

    await mia.goto('/citizens');
    await settled(mia);
    const first = mia.getByRole('link', {name: 'Number 0 Invented', exact: true});
    assert.equal(await first.count(), 0);
    await mia.getByLabel('Search by name').fill('number 0 INV');
    await first.waitFor();
    assert.equal(await mia.locator('.rows > li').count(), 1);
});

test('no screen on the way has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
