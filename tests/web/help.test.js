// SPDX-License-Identifier: EUPL-1.2
/* Somebody whom nobody knows asks for help: answered with offers they turn to themself, or by a caseworker. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, Browser, inspect, settled, VERA} from './browser.js';

let browser;
let olga;
let vera;
const name = `Olga Invented ${process.pid}`;
const need = `I would like somebody to visit me ${process.pid}`;
const faults = [];

before(async () => {
    browser = await Browser.start();
    olga = await browser.signIn(`olga-${process.pid}@home.example`);
});
after(() => browser?.stop());

const look = async (page, screen) => faults.push(...(await inspect(page, screen)));

test('who asks is answered at once with offers, and lets one of them know', async () => {
    await olga.getByRole('link', {name: 'Ask for help'}).click();
    await olga.getByRole('button', {name: 'Ask', exact: true}).click();
    await olga.locator('.ds-error-summary:focus').waitFor();
    await look(olga, 'ask-error');
    await olga.getByLabel('What do you need help with?').fill(need);
    await olga.getByLabel('Which municipality?').selectOption('Aaby Municipality (demo)');
    await olga.getByLabel('Name of who needs help').fill(name);
    await olga.getByLabel('Phone of who needs help (optional)').fill('+45 00 00 00 78');
    await olga.getByRole('button', {name: 'Ask', exact: true}).click();
    await olga.getByRole('heading', {level: 1, name: 'These could help'}).waitFor();
    await look(olga, 'ask-offers');
    await olga.getByRole('button', {name: 'Ask them to contact me: A visiting friend'}).click();
    await olga.getByRole('dialog').getByText(need).waitFor();
    await look(olga, 'refer-myself');
    await olga.getByRole('dialog').getByRole('button', {name: 'Yes, ask them'}).click();
    await olga.getByText('They are asked.').waitFor();
    await look(olga, 'refer-myself-sent');
    await olga.getByRole('link', {name: 'Go to the start page'}).click();
    await olga.getByText(/Aaby Visiting Friends \(demo\) has been asked to help/).waitFor();
    vera = await browser.signIn(VERA);
    await vera.getByRole('link', {name}).click();
    await vera.getByText(need).first().waitFor();
});

test('help that was arranged is declined, and whoever gives it reads so', async () => {
    await olga.getByRole('button', {name: 'I do not want this help: A visiting friend'}).click();
    await olga.getByRole('dialog').getByText('You can ask for help again at any time.').waitFor();
    await look(olga, 'decline-help');
    await olga.getByRole('dialog').getByRole('button', {name: 'No, thank you'}).click();
    await olga.getByText(/The help by Aaby Visiting Friends \(demo\) has ended or was taken back/).waitFor();
    await vera.getByText('The citizen said no').waitFor();
});

test('the waiting list can be undone, and who declines says why', async () => {
    await olga.getByRole('link', {name: 'Ask for help'}).click();
    await olga.getByText('1 offer that may fit').click();
    await look(olga, 'ask-earlier');
    await olga.getByRole('button', {name: 'Ask them to contact me: A visiting friend'}).click();
    await olga.getByRole('dialog').getByRole('button', {name: 'Yes, ask them'}).click();
    await olga.getByText('They are asked.').waitFor();
    await vera.goto('/');
    await vera.getByRole('link', {name}).click();
    const wait = async () => {
        await vera.getByRole('button', {name: 'Waiting list'}).click();
        await vera.getByLabel('About how many days is the wait?').fill('20');
        await vera.getByRole('button', {name: 'Put on the waiting list'}).click();
    };
    await wait();
    await vera.getByRole('button', {name: 'Undo'}).click();
    await vera.getByRole('button', {name: 'Accept'}).waitFor();
    await wait();
    await vera.getByRole('button', {name: 'Send now'}).click();
    await vera.getByText('About 20 days to wait.').waitFor();
    await olga.getByRole('link', {name: 'What happens now'}).click();
    await olga.getByText(/on the waiting list of Aaby Visiting Friends \(demo\), for about 20 days/).waitFor();
    await look(vera, 'referral-waiting');
    await vera.getByRole('button', {name: 'Decline'}).click();
    await vera.getByLabel('Another offer would fit better').check();
    await look(vera, 'referral-decline');
    await vera.getByRole('button', {name: 'Decline with this reason'}).click();
    await vera.getByRole('button', {name: 'Send now'}).click();
    await olga.getByText(/cannot help this time: Another offer would fit better/).waitFor();
});

test('what needs a caseworker waits for one, and their answer is read where it was asked', async () => {
    await olga.getByRole('link', {name: 'Ask for help'}).click();
    await olga.getByLabel('What do you need help with?').fill(`My rent is unpaid ${process.pid}`);
    await olga.getByLabel('It is about debt').check();
    await olga.getByRole('button', {name: 'Ask', exact: true}).click();
    await olga.getByRole('heading', {level: 1, name: 'A caseworker will look at it'}).waitFor();
    await look(olga, 'ask-caseworker');
    await olga.getByRole('link', {name: 'Go to the start page'}).click();
    await olga.getByText('A caseworker will look at it.').waitFor();
    await look(olga, 'now-inquiry');

    const anna = await browser.signIn(ANNA);
    await settled(anna);
    await anna.getByRole('listitem').filter({hasText: `My rent is unpaid ${process.pid}`}).getByRole('link').click();
    await anna.getByRole('button', {name: 'Take it up'}).click();
    await olga.getByText('A caseworker is looking at it now.').waitFor();
    await anna.getByLabel('Your answer').fill('Come on Thursday, we look at the letters together.');
    await look(anna, 'inquiry-taken');
    await anna.getByRole('button', {name: 'Answer and close'}).click();
    await anna.getByRole('heading', {level: 1, name: 'My work'}).waitFor();
    await olga.getByRole('link', {name: 'Ask for help'}).click();
    await olga.getByText('Come on Thursday, we look at the letters together.').waitFor();
    await look(olga, 'ask-answered');
});

test('a relative asks for somebody else, and says how they are reached', async () => {
    const paul = await browser.signIn(`paul-${process.pid}@home.example`);
    await paul.getByRole('link', {name: 'Ask for help'}).click();
    await paul.getByLabel('Somebody close to me').check();
    await paul.getByLabel('What do you need help with?').fill(`My mother forgets the stove ${process.pid}`);
    await paul.getByLabel('I do not feel safe').check();
    await paul.getByLabel('Which municipality?').selectOption('Aaby Municipality (demo)');
    await paul.getByLabel('Name of who needs help').fill(`Petrea Invented ${process.pid}`);
    await paul.getByLabel('Your own name').fill(`Paul Invented ${process.pid}`);
    await paul.getByLabel('How can we reach you?').fill('+45 00 00 00 79');
    await look(paul, 'ask-relative');
    await paul.getByRole('button', {name: 'Ask', exact: true}).click();
    await paul.getByRole('heading', {level: 1, name: 'A caseworker will look at it'}).waitFor();
    const anna = await browser.signIn(ANNA);
    await anna.getByRole('listitem').filter({hasText: `My mother forgets the stove ${process.pid}`}).getByRole('link').click();
    await anna.getByText(`Paul Invented ${process.pid}`).waitFor();
});

test('no screen on the way has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
