// SPDX-License-Identifier: EUPL-1.2
/* What is kept of a case beside referrals: courses of help, contacts, messages. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, Browser, IDA, inspect, settled, VERA} from './browser.js';

let browser;
let anna;
const name = `Pia Invented ${process.pid}`;
const faults = [];

before(async () => {
    browser = await Browser.start();
    anna = await browser.signIn(ANNA);
});
after(() => browser?.stop());

const look = async (page, screen) => faults.push(...(await inspect(page, screen)));

test('a new case is empty and says what belongs into each part', async () => {
    await anna.goto('/citizens/new');
    await anna.getByLabel('Name').fill(name);
    await anna.getByRole('button', {name: 'Open a case'}).click();
    await anna.getByRole('heading', {level: 1, name}).waitFor();
    for (const [part, label] of [['referrals', 'Referrals'], ['timeline', 'What has happened'], ['consents', 'Consents'], ['contacts', 'Contacts'], ['courses', 'Courses of help'], ['messages', 'Messages']]) {
        await anna.getByRole('navigation', {name: 'Parts of the case'}).getByRole('link', {name: label}).click();
        await settled(anna);
        await look(anna, `case-empty-${part}`);
    }
});

test('a course of help has a first day, and an outcome in the end', async () => {
    await anna.getByRole('link', {name: 'Courses of help'}).click();
    await anna.getByRole('button', {name: 'Start a course'}).click();
    await anna.getByRole('dialog').getByLabel('Why it begins (optional)').fill('Alone since the summer.');
    await look(anna, 'course-start');
    await anna.getByRole('dialog').getByRole('button', {name: 'Start a course'}).click();
    await anna.getByText('Under way').waitFor();
    await anna.getByRole('button', {name: 'End the course'}).click();
    await anna.getByRole('dialog').getByRole('button', {name: 'End the course'}).click();
    await anna.locator('.ds-error-summary:focus').waitFor();
    await look(anna, 'course-end-error');
    await anna.getByRole('dialog').getByLabel('Help by volunteers').check();
    await anna.getByRole('dialog').getByRole('button', {name: 'End the course'}).click();
    await anna.getByRole('listitem').filter({hasText: 'Help by volunteers'}).waitFor();
    await anna.getByRole('button', {name: 'Start a course'}).waitFor();
    await look(anna, 'courses');
});

test('a contact is noted', async () => {
    await anna.getByRole('link', {name: 'Contacts'}).click();
    await anna.getByRole('button', {name: 'Note a contact'}).click();
    const dialog = anna.getByRole('dialog');
    await dialog.getByLabel('How').selectOption('Home visit');
    await dialog.getByLabel('Minutes').fill('40');
    await dialog.getByLabel('Yes').check();
    await look(anna, 'contact-note');
    await dialog.getByRole('button', {name: 'Save'}).click();
    await anna.getByText('40 minutes').waitFor();
    assert.equal(await anna.evaluate(() => document.activeElement.textContent), 'Note a contact');
});

test('a coordinator notes their contacts too', async () => {
    const vera = await browser.signIn(VERA);
    await vera.getByRole('link', {name: 'Active'}).first().click();
    await vera.getByRole('link', {name: 'Ida Invented (demo)'}).click();
    await vera.getByRole('button', {name: 'Note a contact'}).click();
    const dialog = vera.getByRole('dialog');
    await dialog.getByLabel('How').selectOption('Phone');
    await dialog.getByLabel('Minutes').fill('15');
    await dialog.getByLabel('No', {exact: true}).check();
    await dialog.getByRole('button', {name: 'Save'}).click();
    await vera.getByText('15 minutes').first().waitFor();
    await look(vera, 'referral-active');
});

test('a message goes to the municipality only, or to an organisation that helps as well', async () => {
    const ida = await browser.signIn(IDA);
    await ida.getByRole('link', {name: 'Messages'}).click();
    await ida.getByLabel('The municipality and Aaby Visiting Friends (demo)').check();
    await ida.getByLabel('Your message').fill(`Thursday suits me ${process.pid}`);
    await look(ida, 'messages-recipient');
    await ida.getByRole('button', {name: 'Send the message'}).click();
    await ida.locator('.messages li').filter({hasText: `Thursday suits me ${process.pid}`}).getByText('with Aaby Visiting Friends (demo)').waitFor();
    assert.ok(await ida.getByLabel('The municipality only').isChecked());
});

test('a closed case is found again, and opened again', async () => {
    await anna.getByRole('button', {name: 'Close the case'}).click();
    const dialog = anna.getByRole('dialog');
    await dialog.getByLabel('Help by volunteers').check();
    await dialog.getByRole('button', {name: 'Close the case'}).click();
    await anna.getByRole('heading', {level: 1, name: 'Citizens'}).waitFor();
    await settled(anna);
    assert.equal(await anna.getByRole('link', {name}).count(), 0);
    await anna.getByRole('link', {name: 'Closed cases'}).click();
    await anna.getByRole('heading', {level: 1, name: 'Closed cases'}).waitFor();
    await anna.getByRole('link', {name}).waitFor();
    await look(anna, 'citizens-closed');
    await anna.getByRole('link', {name}).click();
    await anna.getByText('Closed on').waitFor();
    await look(anna, 'case-closed');
    await anna.getByRole('button', {name: 'Open the case again'}).click();
    await anna.getByRole('link', {name: 'Refer', exact: true}).waitFor();
    await anna.getByRole('link', {name: 'What has happened'}).click();
    await anna.getByText('The case was opened again').waitFor();
});

test('no screen on the way has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
