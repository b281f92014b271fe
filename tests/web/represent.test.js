// SPDX-License-Identifier: EUPL-1.2
/* Somebody acts for a citizen: let in by them or by the caseworker, in what they were given and nothing else, until it ends. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, Browser, codeIn, IDA, inspect, settled} from './browser.js';

let browser;
let ida;
let anna;
let tom;
const name = `Tom Invented ${process.pid}`;
const faults = [];

before(async () => {
    browser = await Browser.start();
    [ida, anna, tom] = [await browser.signIn(IDA), await browser.signIn(ANNA), await browser.signIn(`tom-${process.pid}@home.example`)];
});
after(() => browser?.stop());

const look = async (page, screen) => faults.push(...(await inspect(page, screen)));
const navigation = async page => {
    await settled(page);
    return page.getByRole('navigation', {name: 'Main menu'}).getByRole('link').allInnerTexts();
};

test('a citizen lets somebody act for them in what they choose, with a code', async () => {
    await ida.getByRole('link', {name: 'Who acts for me'}).click();
    await ida.getByRole('button', {name: 'Add a representative'}).click();
    const dialog = ida.getByRole('dialog');
    await dialog.getByRole('button', {name: 'Add'}).click();
    await dialog.locator('.ds-error-summary:focus').waitFor();
    assert.match(await ida.title(), /^Error: Who acts for me/);
    await look(ida, 'representatives-error');
    await dialog.getByLabel('Their name').fill(name);
    await dialog.getByLabel('What are they to you?').selectOption('Friend or neighbour');
    await dialog.getByLabel('read and write messages').check();
    await look(ida, 'representatives-add');
    await dialog.getByRole('button', {name: 'Add'}).click();
    await ida.getByRole('heading', {name}).waitFor();
    assert.equal(await ida.evaluate(() => document.activeElement.textContent), 'Add a representative');
    await ida.getByRole('button', {name: `Make a code: ${name}`}).click();
    await look(ida, 'representatives');
    await tom.getByLabel('Code').fill(await codeIn(ida));
    await tom.getByRole('button', {name: 'Use the code'}).click();
    await tom.getByText('You are acting for Ida Invented (demo).').waitFor();
});

test('what they were not given is not offered', async () => {
    assert.deepEqual(await navigation(tom), ['What happens now', 'Messages', 'Consents', 'Who looked', 'Who acts for me']);
    await look(tom, 'represented-now');
    await tom.getByRole('link', {name: 'Consents'}).click();
    await tom.getByText('You may read this, but not decide it.').waitFor();
    await settled(tom);
    assert.equal(await tom.getByRole('button', {name: /Withdraw|consent/}).count(), 0);
    await look(tom, 'represented-consents');
    await tom.getByRole('link', {name: 'Who acts for me'}).click();
    await tom.getByRole('heading', {name}).waitFor();
    assert.equal(await tom.getByRole('button', {name: /Add|End|code/}).count(), 0);
    await tom.goto('/plan');
    await tom.getByRole('heading', {level: 1, name: 'Page not found'}).waitFor();
});

test('a caseworker names the ground, and who acts for several says for whom', async () => {
    await anna.goto('/citizens');
    await anna.getByRole('button', {name: /^All of/}).click(); /* Karim's case is a colleague's */
    await anna.getByRole('link', {name: 'Karim Invented (demo)'}).click();
    await anna.getByRole('link', {name: 'Representatives'}).click();
    await settled(anna);
    await look(anna, 'case-representatives-none');
    await anna.getByRole('button', {name: 'Add a representative'}).click();
    const dialog = anna.getByRole('dialog');
    await dialog.getByLabel('Their name').fill(name);
    await dialog.getByLabel('What are they to the citizen?').selectOption('Guardian');
    await dialog.getByLabel('see the case and who looked').uncheck();
    await dialog.getByLabel('work on the plan').check();
    await dialog.getByRole('button', {name: 'Add'}).click();
    await dialog.getByText('Fill in: On what ground').first().waitFor();
    await dialog.getByLabel('On what ground').fill('A decision of the court of Aaby.');
    await look(anna, 'case-representatives-add');
    await dialog.getByRole('button', {name: 'Add'}).click();
    await anna.getByRole('button', {name: `Make a code: ${name}`}).click();
    const code = await codeIn(anna);
    await look(anna, 'case-representatives');

    await tom.goto('/account');
    await tom.getByLabel('Code').fill(code);
    await tom.getByRole('button', {name: 'Use the code'}).click();
    await tom.getByRole('button', {name: 'Choose: For Karim Invented (demo)'}).waitFor();
    await look(tom, 'account-represents');
    await tom.getByRole('button', {name: 'Choose: For Karim Invented (demo)'}).click();
    await tom.getByText('You are acting for Karim Invented (demo).').waitFor();
    assert.deepEqual(await navigation(tom), ['My plan']);
    await tom.getByRole('link', {name: 'My plan'}).click();
    await tom.getByRole('heading', {name: 'Goals'}).waitFor();
    await look(tom, 'represented-plan');
});

test('the representative stops by themself', async () => {
    await tom.getByRole('link', {name: 'For Karim Invented (demo)'}).click();
    await tom.getByRole('button', {name: 'Stop acting for them'}).click();
    await look(tom, 'stop-acting');
    await tom.getByRole('dialog').getByRole('button', {name: 'Stop acting for them'}).click();
    await tom.getByRole('heading', {level: 1, name: 'Choose whom you act for'}).waitFor();
    await tom.getByRole('button', {name: 'Choose: For Ida Invented (demo)'}).click();
    await tom.getByText('You are acting for Ida Invented (demo).').waitFor();
});

test('the citizen ends it, and at once nothing is there any more', async () => {
    await ida.getByRole('button', {name: `End this: ${name}`}).click();
    await ida.getByRole('dialog').getByText('sees and can do nothing here any more').waitFor();
    await look(ida, 'representatives-end');
    await ida.getByRole('dialog').getByRole('button', {name: 'End this'}).click();
    await ida.getByRole('heading', {name: 'Earlier'}).waitFor();
    await ida.waitForFunction(() => document.activeElement !== document.body);
    await look(ida, 'representatives-ended');
    await tom.getByRole('heading', {level: 1, name: 'Choose whom you act for'}).waitFor();
    await tom.getByText('What you acted as has ended.').waitFor();
    assert.equal(await tom.getByText('Ida Invented').count(), 0);
    await look(tom, 'represents-nobody');
    await tom.getByRole('button', {name: 'As myself'}).click();
    await tom.getByRole('heading', {level: 1, name: 'Welcome'}).waitFor();
});

test('no screen on the way has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
