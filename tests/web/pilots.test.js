// SPDX-License-Identifier: EUPL-1.2
/* Every dialog and form about pilots and challenges. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ask, Browser, PETRA, settled} from './browser.js';
import {faults, look, open, refused} from './forms.js';

let browser;

before(async () => {
    browser = await Browser.start();
});
after(() => browser?.stop());

const PILOT = 'Letters sorted on the day they come (demo)';

test('a pilot: each of its dialogs', async () => {
    const petra = await browser.signIn(PETRA);
    const {pilots} = await ask(petra, 'pilots.search_pilots', {text: 'letters', limit: 50});
    const at = `/pilots/${pilots.find(each => each.name === PILOT).pilot_id}`;
    await petra.goto(at);
    await settled(petra);
    await look(petra, 'pilot');
    for (const [button, screen] of [
        ['Move to another stage', 'pilot-stage'],
        ['Log evidence', 'pilot-evidence'],
        ['Share your experience', 'pilot-experience'],
        ['Ask a question', 'pilot-question'],
        ['Report an error in this record', 'pilot-error'],
    ]) {
        await open(petra, undefined, button);
        await refused(petra, screen, 'Save');
    }
    await open(petra, undefined, 'Log evidence');
    await petra.getByLabel('What kind').selectOption('evaluation');
    await petra.getByRole('dialog').getByLabel(/^Result/).waitFor();
    await look(petra, 'pilot-evaluation');
    await petra.goto(`${at}/edit`);
    await settled(petra);
    await look(petra, 'pilot-edit');
    await refused(petra, 'pilot-edit-error', 'Save');
    await petra.goto('/pilots/new');
    await refused(petra, 'pilot-new-error', 'Save');
    await petra.goto('/pilots');
    await petra.getByLabel('Words').fill('zzzzzz');
    await petra.getByRole('button', {name: 'Search'}).click();
    await petra.getByText('No pilot fits this search.').waitFor();
    await look(petra, 'pilots-none');
});

test('challenges: a new one, and a proposal', async () => {
    const petra = await browser.signIn(PETRA);
    await open(petra, '/challenges', 'Post a challenge');
    await refused(petra, 'challenge-new', 'Post a challenge');
    await petra.locator('.rows a').first().click();
    await petra.getByRole('heading', {name: 'Proposals'}).waitFor();
    await look(petra, 'challenge');
});

test('an error in a record is reported without signing in', async () => {
    const page = await browser.open();
    await page.goto('/pilots');
    await page.getByRole('link', {name: PILOT}).click();
    await open(page, undefined, 'Report an error in this record');
    await refused(page, 'public-error-report', 'Save');
});

test('no dialog has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
