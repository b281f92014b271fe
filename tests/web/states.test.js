// SPDX-License-Identifier: EUPL-1.2
/* The states that a screen is in when something is amiss: each says so, in words, at both widths and to axe. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, Browser, IDA, inspect, settled, VERA} from './browser.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';
let browser;
const faults = [];

before(async () => {
    browser = await Browser.start();
});
after(() => browser?.stop());

const look = async (page, screen) => faults.push(...(await inspect(page, screen)));

test('without a network, and while the connection comes back', async () => {
    const away = {sockets: [], blocked: false};
    const ida = await browser.signIn(IDA, {}, away);
    await settled(ida);
    away.blocked = true;
    for (const socket of away.sockets) await socket.close({code: 1013}).catch(() => undefined);
    await ida.locator('.connection[data-state="reconnecting"]').waitFor();
    await look(ida, 'state-reconnecting');
    await ida.context().setOffline(true);
    await ida.locator('.connection[data-state="offline"]').waitFor();
    await look(ida, 'state-offline');
    away.blocked = false;
    await ida.context().setOffline(false);
    await ida.locator('.connection[data-state="live"]').waitFor({timeout: 30_000});
});

test('what is not there, or not for them', async () => {
    const [anna, vera] = [await browser.signIn(ANNA), await browser.signIn(VERA)];
    await anna.goto('/no/such/page');
    await anna.getByRole('heading', {level: 1, name: 'Page not found'}).waitFor();
    await anna.waitForFunction(() => document.title === 'Page not found – Samspil');
    await look(anna, 'state-not-found');
    await anna.goto(`/cases/${NOBODY}`);
    await anna.getByRole('alert').getByText('If you contact support').waitFor();
    await look(anna, 'state-failure');
    await vera.goto(`/referrals/${NOBODY}`);
    await vera.getByRole('heading', {level: 1, name: 'No longer visible'}).waitFor();
    await look(vera, 'state-gone');
});

test('what matches nothing, and what is empty', async () => {
    const anna = await browser.signIn(ANNA);
    await anna.goto('/citizens');
    await anna.getByLabel('Search by name').fill('zzz');
    await anna.getByText('Nobody of this name.').waitFor();
    await look(anna, 'state-filter-none');
    await anna.goto('/directory');
    await anna.getByLabel('What would help?').fill('zzzzzz');
    await anna.getByText('No offer fits this search.').waitFor();
    await look(anna, 'state-search-none');
    const nobody = await browser.signIn(`nora-empty-${process.pid}@home.example`);
    await nobody.getByLabel('Code').fill('AAAA-AAAA-AAAA');
    await nobody.getByRole('button', {name: 'Use the code'}).click();
    await nobody.getByText('This code is not valid').waitFor();
    await nobody.locator('.ds-error-summary:focus').waitFor();
    assert.match(await nobody.title(), /^Error: /);
    await look(nobody, 'state-code-wrong');
});

test('the statement about accessibility, with and without signing in', async () => {
    const page = await browser.open();
    await page.goto('/accessibility');
    await look(page, 'accessibility');
});

test('no state has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
