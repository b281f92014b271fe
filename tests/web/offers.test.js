// SPDX-License-Identifier: EUPL-1.2
/* What a coordinator says of their offers. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ask, Browser, inspect, tell, VERA} from './browser.js';

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
