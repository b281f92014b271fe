// SPDX-License-Identifier: EUPL-1.2
/* The main job with three people at once, each in a browser of their own, and what the citizen can do about it. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, Browser, codeIn, inspect, VERA} from './browser.js';

let browser;
let anna;
let vera;
let citizen;
const name = `Nora Invented ${process.pid}`;
const faults = [];

before(async () => {
    browser = await Browser.start();
    [anna, vera, citizen] = [await browser.signIn(ANNA), await browser.signIn(VERA), await browser.signIn(`nora-${process.pid}@home.example`)];
});
after(() => browser?.stop());

const look = async (page, screen) => faults.push(...(await inspect(page, screen)));

test('a case is opened and the citizen signs in with its code', async () => {
    await anna.getByRole('link', {name: 'Citizens'}).click();
    await anna.getByRole('link', {name: 'Open a case'}).click();
    await anna.getByRole('button', {name: 'Open a case'}).click();
    await anna.locator('.ds-error-summary:focus').waitFor();
    await look(anna, 'open-case-error');
    await anna.getByLabel('Name').fill(name);
    await anna.getByLabel('Phone (optional)').fill('+45 00 00 00 77');
    await anna.getByRole('button', {name: 'Open a case'}).click();
    await anna.getByRole('heading', {level: 1, name}).waitFor();
    await anna.getByRole('button', {name: 'Make a code'}).click();
    await citizen.getByLabel('Code').fill(await codeIn(anna));
    await citizen.getByRole('button', {name: 'Use the code'}).click();
    await citizen.getByRole('heading', {level: 1, name: 'What happens now'}).waitFor();
    await citizen.locator('.connection[data-state="live"]').waitFor();
    await anna.reload();
    await anna.getByRole('heading', {level: 1, name}).waitFor();
    assert.equal(await anna.getByText('cannot see this yet').count(), 0);
    await look(anna, 'citizen');
    await look(citizen, 'now-empty');
});

test('the caseworker refers, the citizen consents, the referral is sent', async () => {
    await anna.getByRole('link', {name: 'Refer', exact: true}).click();
    await anna.getByLabel('What would help?').fill('visit');
    await anna.getByRole('link', {name: 'Choose this offer: A visiting friend'}).click();
    await anna.getByLabel('Why do you refer?').fill('Would like company at home.');
    await look(anna, 'refer-why');
    await anna.reload();
    assert.equal(await anna.getByLabel('Why do you refer?').inputValue(), 'Would like company at home.');
    await anna.getByRole('button', {name: 'Continue'}).click();
    await anna.getByRole('heading', {level: 1, name: 'Check your answers'}).waitFor();
    await anna.getByRole('button', {name: 'Ask the citizen in their app'}).click();
    await anna.getByText('goes on by itself').waitFor();
    await look(anna, 'refer-check-consent');
    await citizen.getByRole('link', {name: 'Read and answer'}).click();
    await look(citizen, 'consents-asked');
    await citizen.getByRole('button', {name: 'Yes, I consent'}).click();
    await anna.getByRole('button', {name: 'Send the referral'}).waitFor();
    await look(anna, 'refer-check');
    await anna.getByRole('button', {name: 'Send the referral'}).click();
    await anna.getByRole('heading', {level: 1, name: 'The referral is sent'}).waitFor();
    await look(anna, 'refer-sent');
});

test('the coordinator hears of it without anything moving, and accepts with a date after having undone it once', async () => {
    await vera.getByRole('button', {name: /new – show/}).click();
    await vera.getByRole('link', {name}).click();
    await look(vera, 'referral-requested');
    await vera.getByRole('button', {name: 'Accept'}).click();
    await look(vera, 'referral-accept');
    await vera.getByRole('button', {name: 'Confirm the date'}).click();
    await vera.getByRole('button', {name: 'Undo'}).click();
    await vera.getByRole('button', {name: 'Accept'}).click();
    await vera.getByRole('button', {name: 'Confirm the date'}).click();
    await look(vera, 'referral-undo');
    await vera.getByRole('button', {name: 'Send now'}).click();
    await vera.getByText('Accepted').first().waitFor();
});

test('the citizen reads who will contact them and when', async () => {
    await citizen.getByRole('link', {name: 'What happens now'}).click();
    await citizen.getByText(/Aaby Visiting Friends \(demo\) will help\. They will contact you by \w+/).waitFor();
    await look(citizen, 'now-accepted');
    await anna.getByRole('link', {name: 'Go to the referral'}).click();
    await anna.getByText(/First contact by/).waitFor();
    await look(anna, 'referral-sent');
});

test('a withdrawal is seen on the other side at once, and says since when it holds', async () => {
    await citizen.getByRole('link', {name: 'Consents'}).click();
    await citizen.getByRole('button', {name: /Withdraw: Aaby Visiting/}).click();
    await citizen.getByRole('dialog').getByText('sees nothing about you here any more').waitFor();
    await look(citizen, 'withdraw-dialog');
    await citizen.getByRole('dialog').getByRole('button', {name: 'Withdraw'}).click();
    await citizen.getByText(/Withdrawn\. Since \d\d:\d\d:\d\d/).waitFor();
    await look(citizen, 'withdrawn');
    await vera.getByRole('heading', {level: 1, name: 'No longer visible'}).waitFor();
    assert.equal(await vera.getByText(name).count(), 0);
    await look(vera, 'referral-gone');
});

test('no screen on the way has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
