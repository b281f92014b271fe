// SPDX-License-Identifier: EUPL-1.2
/* Without a mouse, without a gateway for a while, and two people at the same words. */
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {after, before, test} from 'node:test';
import {promisify} from 'node:util';
import {ANNA, Browser, CARL, IDA, inspect, RITA, settled, state, tabTo} from './browser.js';

const run = promisify(execFile);
let browser;

before(async () => {
    browser = await Browser.start();
});
after(() => browser?.stop());

/* Killed, and kept down until it is started: otherwise it may be back before the page has said that it is away. */
const killGateway = () => run('s6-svc', ['-wD', '-T', '20000', '-dk', `${state}/run/service/gateway`]);
const startGateway = () => run('s6-svc', ['-u', `${state}/run/service/gateway`]);

test('a coordinator answers a referral with the keyboard alone', async () => {
    const page = await browser.signIn(CARL);
    await settled(page);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to content');
    await tabTo(page, 'link', 'Ida Invented (demo)');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', {level: 1, name: 'Ida Invented (demo)'}).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
    await tabTo(page, 'button', 'Accept');
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', 'Confirm the date');
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', 'Send now');
    await page.keyboard.press('Enter');
    await page.getByText(/First contact by/).waitFor();
});

test('what is typed outlives a gateway that dies, and is sent once when it is back', async () => {
    const page = await browser.signIn(IDA);
    await page.goto('/messages');
    const words = `The bus was late ${process.pid}`;
    await page.getByLabel('Your message').fill(words);
    await killGateway();
    await page.locator('.connection:not([data-state="live"])').waitFor();
    await page.getByRole('button', {name: 'Send the message'}).click();
    await page.getByRole('button', {name: 'Sending …'}).waitFor();
    await startGateway();
    await page.locator('.connection[data-state="live"]').waitFor({timeout: 30_000});
    await page.locator('.messages').getByText(words).waitFor({timeout: 30_000});
    await page.reload();
    await settled(page);
    assert.equal(await page.locator('.messages').getByText(words).count(), 1);
});

test('what others wrote while the connection was away is there after it, once', async () => {
    const away = {sockets: [], blocked: false};
    const ida = await browser.signIn(IDA, {}, away);
    await ida.goto('/messages');
    await settled(ida);
    away.blocked = true;
    for (const socket of away.sockets) await socket.close({code: 1013}).catch(() => undefined);
    await ida.locator('.connection:not([data-state="live"])').waitFor();
    const anna = await browser.signIn(ANNA);
    await anna.goto('/citizens');
    await anna.getByRole('link', {name: 'Ida Invented (demo)'}).click();
    await anna.getByRole('link', {name: 'Messages'}).click();
    const words = `Good morning ${process.pid}`;
    await anna.getByLabel('Your message').fill(words);
    await anna.getByRole('button', {name: 'Send the message'}).click();
    await anna.locator('.messages').getByText(words).waitFor();
    assert.equal(await ida.getByText(words).count(), 0);
    away.blocked = false;
    await ida.locator('.messages').getByText(words).waitFor();
    assert.equal(await ida.locator('.messages').getByText(words).count(), 1);
});

test('two people at the same goal: the second sees both versions and decides', async () => {
    const [ida, second] = [await browser.signIn(IDA), await browser.signIn(IDA)];
    const edit = async (page, words) => {
        await page.goto('/plan');
        await page.getByRole('heading', {name: /Eat with others/}).getByRole('link').click();
        await page.getByRole('button', {name: 'Change the words'}).click();
        await page.getByRole('dialog').getByLabel('What should be better?').fill(words);
    };
    await edit(ida, 'Eat with others twice a week.');
    await edit(second, 'Eat with others on Sundays.');
    await ida.getByRole('dialog').getByRole('button', {name: 'Save'}).click();
    await ida.getByRole('dialog').waitFor({state: 'detached'});
    await second.getByRole('dialog').getByRole('button', {name: 'Save'}).click();
    await second.getByText('Both versions are here').waitFor();
    assert.deepEqual(await inspect(second, 'plan-conflict'), []);
    await second.getByText('Eat with others twice a week.').first().waitFor();
    await second.getByRole('button', {name: 'Use my words'}).click();
    await ida.getByRole('heading', {name: 'Eat with others on Sundays.'}).waitFor();
});

test('a representative sees for whom they act', async () => {
    const page = await browser.signIn(RITA);
    await page.getByText('You are acting for Ida Invented (demo).').waitFor();
});

test('every language speaks, and dates follow it', async () => {
    const page = await browser.signIn(IDA);
    await page.goto('/consents');
    for (const [code, heading, month] of [['da', 'Samtykker', /november 2027/], ['sv', 'Samtycken', /november 2027/], ['nb', 'Samtykker', /november 2027/], ['nl', 'Toestemmingen', /november 2027/], ['en', 'Consents', /November 2027/]]) {
        await page.locator('.languages select').selectOption(code);
        await page.getByRole('heading', {level: 1, name: heading}).waitFor();
        await page.locator(`html[lang="${code}"]`).waitFor();
        await page.getByText(month).first().waitFor();
        assert.deepEqual(await inspect(page, `consents-${code}`), []);
    }
});

test('nobody asked another host, and no policy was broken', () => assert.deepEqual(browser.complaints, []));
