// SPDX-License-Identifier: EUPL-1.2
/* What others did is told in words, counted while it is unread, and stays read wherever one signs in next. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, ask, Browser, IDA, inspect, PETRA, settled, tell, VERA} from './browser.js';

let browser;
const faults = [];

before(async () => {
    browser = await Browser.start();
});
after(() => browser?.stop());

const look = async (page, screen) => faults.push(...(await inspect(page, screen)));
const unread = page => page.locator('.news-link [role="status"]');

async function openNews(page) {
    await settled(page);
    await page.getByRole('link', {name: /^News/}).click();
    await page.getByRole('heading', {level: 1, name: 'News'}).waitFor();
    await settled(page);
}

test('a citizen reads what others did, and nothing of their own', async () => {
    const ida = await browser.signIn(IDA);
    await openNews(ida);
    await ida.getByRole('link', {name: 'Aaby Visiting Friends (demo) wrote a message'}).first().waitFor();
    assert.equal(await ida.getByRole('link', {name: /^The citizen/}).count(), 0);
    assert.equal(await ida.getByText('Something was recorded').count(), 0);
    await look(ida, 'news-citizen');
    await ida.getByRole('link', {name: 'Aaby Visiting Friends (demo) proposed a goal'}).click();
    await ida.getByRole('heading', {level: 1}).filter({hasNotText: 'News'}).waitFor();
    assert.match(ida.url(), /\/plan$/);
});

test('what is marked as read is so on the next device, and what comes then is counted without taking the focus', async () => {
    const [anna, second] = [await browser.signIn(ANNA), await browser.signIn(ANNA)];
    await openNews(anna);
    await anna.getByText('Ida Invented (demo)').first().waitFor();
    await look(anna, 'news-unread');
    await anna.getByRole('button', {name: 'Mark all as read'}).click();
    await anna.getByText('You have read everything.').waitFor();
    assert.equal(await anna.locator('main .ds-tag').count(), 0);
    assert.equal(await unread(anna).innerText(), '');
    assert.notEqual(await anna.evaluate(() => document.activeElement), null);
    await look(anna, 'news-read');
    await second.reload();
    await settled(second);
    await openNews(second);
    assert.equal(await second.getByRole('button', {name: 'Mark all as read'}).count(), 0);

    const ida = await browser.signIn(IDA);
    await ida.getByRole('link', {name: 'Messages'}).click();
    await ida.getByLabel('Your message').fill(`Is Tuesday all right? ${process.pid}`);
    await ida.getByRole('button', {name: 'Send the message'}).click();
    await unread(anna).getByText('1 unread').waitFor();
    assert.equal(await anna.getByRole('link', {name: 'The citizen wrote a message'}).first().locator('..').locator('.ds-tag').count(), 0);
    await anna.getByRole('button', {name: '1 new – show'}).click();
    await anna.locator('main li').filter({hasText: 'New'}).getByRole('link', {name: 'The citizen wrote a message'}).click();
    await anna.locator('.messages').getByText(`Is Tuesday all right? ${process.pid}`).waitFor();
});

test('what is unread is counted however much of one\'s own came after it', async () => {
    const [anna, ida] = [await browser.signIn(ANNA), await browser.signIn(IDA)];
    await openNews(anna);
    const mark = anna.getByRole('button', {name: 'Mark all as read'});
    if (await mark.count()) await mark.click();
    await anna.getByText('You have read everything.').waitFor();
    const [{case_id}] = (await ask(ida, 'cases.list_cases', {})).cases;
    await tell(ida, 'cases.send_message', {case_id, text: 'I found the key.'});
    const contact = {case_id, channel: 'telephone', minutes: 5, face_to_face: false};
    for (let count = 0; count < 110; count++) await tell(anna, 'cases.log_contact', contact);
    await anna.goto('/');
    await unread(anna).getByText('1 unread').waitFor();
    await openNews(anna);
    await anna.getByText('Nothing new of others lately.').waitFor();
    await look(anna, 'news-none-lately');
    await mark.click();
    await anna.getByText('You have read everything.').waitFor();
    await anna.reload();
    await anna.getByText('You have read everything.').waitFor();
    assert.equal(await unread(anna).innerText(), '');
});

test('a coordinator reads about whom it is, a project team of its pilots', async () => {
    const vera = await browser.signIn(VERA);
    await openNews(vera);
    await vera.getByRole('link', {name: 'A referral was sent: A visiting friend'}).first().waitFor();
    await look(vera, 'news-coordinator');
    const petra = await browser.signIn(PETRA);
    await openNews(petra);
    await petra.getByRole('link', {name: /asked a question about a pilot$/}).waitFor();
    await look(petra, 'news-project');
});

test('no screen on the way has an accessibility fault, is cut off, or asked another host', () => {
    assert.deepEqual(faults, []);
    assert.deepEqual(browser.complaints, []);
});
