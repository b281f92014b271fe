// SPDX-License-Identifier: EUPL-1.2
/* What is changed whole in a form: a coordinator's offers, a team's pilot; also while somebody else changes it. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ask, Browser, inspect, PETRA, tell, VERA} from './browser.js';

let browser;

before(async () => {
    browser = await Browser.start();
});
after(() => browser?.stop());

test('an offer is changed, and keeps what the form does not ask for', async () => {
    const vera = await browser.signIn(VERA);
    await vera.getByRole('link', {name: 'Our offers'}).click();
    await vera.getByRole('link', {name: 'A visiting friend'}).first().click();
    await vera.waitForURL(/\/offers\/[0-9a-f-]{36}$/);
    const [offer_id] = /[0-9a-f-]{36}$/.exec(vera.url());
    const {offer: given} = await ask(vera, 'directory.get_offer', {offer_id});
    assert.ok(given.categories.length > 0);
    const {name, description, categories, languages} = given;
    await tell(vera, 'directory.update_offer', {offer_id, expected_version: given.version, name, description, categories, languages: [...languages, 'so']});
    const {offer: before} = await ask(vera, 'directory.get_offer', {offer_id});
    await vera.reload();
    await vera.getByRole('heading', {level: 1, name: 'A visiting friend'}).waitFor();
    await vera.getByLabel(/^Phone/).fill('+45 00 00 00 99');
    assert.deepEqual(await inspect(vera, 'offer-edit'), []);
    await vera.getByRole('button', {name: 'Save'}).first().click();
    await vera.getByRole('heading', {level: 1, name: 'Our offers'}).waitFor();
    const {offer: now} = await ask(vera, 'directory.get_offer', {offer_id});
    const {version, updated_at, ...rest} = now;
    const {version: earlier, updated_at: _, ...same} = before;
    assert.equal(version, earlier + 1);
    assert.ok(updated_at);
    assert.deepEqual(rest, {...same, phone: '+45 00 00 00 99', assessment_required: false});
});

test('who edits an offer that was changed in another window sees both, and overwrites nothing unseen', async () => {
    const page = await browser.signIn(VERA);
    const {organisation_id} = (await ask(page, 'directory.get_principal', {})).memberships[0];
    const {offers} = await ask(page, 'directory.search_offers', {organisation_id});
    const {offer_id} = offers[0];
    await page.goto(`/offers/${offer_id}`);
    await page.getByLabel('What it is').fill('A walk and a talk.');
    const change = async (description, url) => {
        const {offer} = await ask(page, 'directory.get_offer', {offer_id});
        const {name, categories, languages, version} = offer;
        await tell(page, 'directory.update_offer', {offer_id, expected_version: version, name, categories, languages, description, url});
    };
    await change('Changed in the other window.', 'https://visiting.example/other');
    await page.reload(); // what was typed, and on what, is kept
    await page.getByRole('button', {name: 'Save'}).click();
    await page.locator('.ds-alert:focus', {hasText: 'Both versions are here'}).waitFor();
    await page.locator('.versions').getByText('Changed in the other window.').waitFor();
    await page.locator('.versions').getByText('A walk and a talk.').waitFor();
    assert.deepEqual(await inspect(page, 'offer-conflict'), []);
    await page.getByRole('button', {name: 'Use my words'}).click();
    await page.getByRole('heading', {level: 1, name: 'Our offers'}).waitFor();
    const {offer} = await ask(page, 'directory.get_offer', {offer_id});
    assert.equal(offer.description, 'A walk and a talk.');
    assert.equal(offer.url, 'https://visiting.example/other');
});

test('the same with the record of a pilot', async () => {
    const page = await browser.signIn(PETRA);
    const made = await tell(page, 'pilots.register_pilot', {record: {name: `Two windows ${process.pid}`, summary: 'Invented.', language: 'en'}, published: false});
    await page.goto(`/pilots/${made.pilot_id}/edit`);
    await page.getByLabel('In short').fill('Invented, and written here.');
    const {pilot} = await ask(page, 'pilots.get_pilot', {pilot_id: made.pilot_id});
    await tell(page, 'pilots.update_pilot', {pilot_id: made.pilot_id, expected_version: pilot.version, record: {...pilot.record, summary: 'Invented elsewhere.'}});
    await page.reload();
    await page.getByRole('button', {name: 'Save'}).click();
    await page.locator('.versions').getByText('Invented elsewhere.').waitFor();
    assert.deepEqual(await inspect(page, 'pilot-conflict'), []);
    await page.getByRole('button', {name: 'Keep it as it is'}).click();
    await page.getByText('Invented elsewhere.').waitFor();
});
