// SPDX-License-Identifier: EUPL-1.2
/* The main job of all three people with the keyboard alone: each goes on by Tab from where the page left the focus. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, Browser, codeIn, settled, tabTo, VERA} from './browser.js';

let browser;
let anna;
let citizen;
let vera;
const name = `Kari Invented ${process.pid}`;

before(async () => {
    browser = await Browser.start();
    [anna, vera, citizen] = [await browser.signIn(ANNA), await browser.signIn(VERA), await browser.signIn(`kari-${process.pid}@home.example`)];
});
after(() => browser?.stop());

const press = async (page, role, name) => {
    await tabTo(page, role, name);
    await page.keyboard.press('Enter');
};
const type = async (page, label, words) => {
    await tabTo(page, 'textbox', label);
    await page.keyboard.type(words);
};
/* The new screen says itself: its heading has the focus, and its title is the tab's. */
const arrived = async (page, title) => {
    await page.locator('h1:focus').filter({hasText: title}).waitFor();
    assert.match(await page.title(), new RegExp(`^${title}`));
};

test('a caseworker opens a case and makes a code', async () => {
    await settled(anna);
    await anna.keyboard.press('Tab');
    assert.equal(await anna.evaluate(() => document.activeElement.textContent), 'Skip to content');
    await press(anna, 'link', 'Citizens');
    await arrived(anna, 'Citizens');
    await press(anna, 'link', 'Open a case');
    await arrived(anna, 'Open a case');
    await press(anna, 'button', 'Open a case');
    await anna.locator('.ds-error-summary:focus').waitFor();
    await press(anna, 'link', 'Fill in: Name');
    await anna.keyboard.type(name);
    await anna.keyboard.press('Enter');
    await arrived(anna, name);
    await press(anna, 'button', 'Make a code');
    await type(citizen, 'Code', await codeIn(anna));
    await citizen.keyboard.press('Enter');
    await citizen.getByRole('heading', {level: 1, name: 'What happens now'}).waitFor();
    await citizen.locator('.connection[data-state="live"]').waitFor();
});

test('and refers', async () => {
    await press(anna, 'link', 'Refer');
    await arrived(anna, 'Find an offer');
    await tabTo(anna, 'searchbox', 'What would help?');
    const all = await anna.locator('.cards > li').count();
    await anna.keyboard.type('visit');
    await anna.waitForFunction(all => document.querySelectorAll('.cards > li').length < all, all);
    await press(anna, 'link', 'Choose this offer: A visiting friend');
    await arrived(anna, 'Why this offer');
    await type(anna, 'Why do you refer?', 'Somebody to talk with.');
    await press(anna, 'button', 'Continue');
    await arrived(anna, 'Check your answers');
    await press(anna, 'button', 'Ask the citizen in their app');
    await anna.getByText('goes on by itself').waitFor();
});

test('the citizen reads what is asked and consents', async () => {
    await citizen.getByRole('link', {name: 'Read and answer'}).waitFor();
    await press(citizen, 'link', 'Read and answer');
    await arrived(citizen, 'Consents');
    await settled(citizen);
    await press(citizen, 'button', 'Yes, I consent');
    await citizen.getByRole('button', {name: /^Withdraw/}).waitFor();
    await citizen.locator('h1:focus').waitFor();
    await anna.getByRole('button', {name: 'Send the referral'}).waitFor();
    await press(anna, 'button', 'Send the referral');
    await arrived(anna, 'The referral is sent');
});

test('the coordinator accepts with a date, and the citizen reads it', async () => {
    await vera.getByRole('button', {name: /new – show/}).waitFor();
    await press(vera, 'button', /new – show/);
    await vera.getByRole('link', {name}).waitFor();
    await press(vera, 'link', name);
    await arrived(vera, name);
    await press(vera, 'button', 'Accept');
    await press(vera, 'button', 'Confirm the date');
    await press(vera, 'button', 'Send now');
    await vera.getByText(/First contact by/).waitFor();
    await press(citizen, 'link', 'What happens now');
    await arrived(citizen, 'What happens now');
    await citizen.getByText(/will help\. They will contact you by/).waitFor();
});

test('a dialog is left with Escape, and the focus is where it was', async () => {
    await press(citizen, 'link', 'Consents');
    await arrived(citizen, 'Consents');
    await settled(citizen);
    await press(citizen, 'button', /^Withdraw/);
    await citizen.getByRole('dialog').waitFor();
    assert.ok(await citizen.evaluate(() => document.activeElement.closest('dialog')));
    await citizen.keyboard.press('Escape');
    await citizen.getByRole('dialog').waitFor({state: 'detached'});
    assert.match(await citizen.evaluate(() => document.activeElement.getAttribute('aria-label')), /^Withdraw/);
});
