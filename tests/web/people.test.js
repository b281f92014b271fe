// SPDX-License-Identifier: EUPL-1.2
/* Those who run an organisation: their start, and its people, who lose at once what they may no longer do. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Browser, inspect, IVAN, LARS} from './browser.js';

let browser;
const newcomer = `nils-${process.pid}@aaby.example`;
const faults = [];

before(async () => {
    browser = await Browser.start();
});
after(() => browser?.stop());

const look = async (page, screen) => faults.push(...(await inspect(page, screen)));

test('a leader begins at their organisation and lets somebody in, who is out again at once', async () => {
    const lars = await browser.signIn(LARS);
    await lars.getByRole('heading', {level: 1, name: 'Aaby Municipality (demo)'}).waitFor();
    await look(lars, 'organisation');
    await lars.getByRole('navigation').getByRole('link', {name: 'People'}).click();
    await look(lars, 'people');
    await lars.getByRole('button', {name: 'Add somebody'}).click();
    const dialog = lars.getByRole('dialog');
    await dialog.getByRole('button', {name: 'Save'}).click();
    await dialog.locator('.ds-error-summary:focus').waitFor();
    await look(lars, 'people-error');
    await dialog.getByLabel('Sign-in').fill(newcomer);
    await dialog.getByLabel('Name (optional)').fill('Nils Invented');
    await dialog.getByLabel('caseworker').check();
    await dialog.getByRole('button', {name: 'Save'}).click();
    const row = lars.getByRole('listitem').filter({hasText: newcomer});
    await row.getByText('caseworker').waitFor();

    const nils = await browser.signIn(newcomer);
    await nils.getByRole('heading', {level: 1, name: 'My work'}).waitFor();
    await row.getByRole('button', {name: 'Remove: Nils Invented'}).click();
    await look(lars, 'people-remove');
    await lars.getByRole('dialog').getByRole('button', {name: 'Remove'}).click();
    await row.waitFor({state: 'detached'});
    await lars.locator('h1:focus').waitFor();
    await nils.getByRole('heading', {level: 1, name: 'Welcome'}).waitFor();
});

test('an integrator is told what their programs read', async () => {
    const ivan = await browser.signIn(IVAN);
    await ivan.getByText('with a token of their own').waitFor();
    assert.equal(await ivan.getByRole('link', {name: 'People'}).count(), 0);
    await look(ivan, 'organisation-integrator');
});

test('no screen on the way has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
