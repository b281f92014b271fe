// SPDX-License-Identifier: EUPL-1.2
/* Every screen of every role: a picture at two widths, what axe finds, nothing cut off; forced colours, and the first second. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, BO, Browser, IDA, inspect, MAJA, PETRA, settled, url, VERA} from './browser.js';

let browser;

before(async () => {
    browser = await Browser.start();
});
after(() => browser?.stop());

const SCREENS = {
    [ANNA]: ['/', '/citizens', '/citizens/new', '/plans', '/directory', '/account'],
    [BO]: ['/', '/citizens'],
    [VERA]: ['/', '/active', '/plans', '/offers', '/offers/new'],
    [IDA]: ['/', '/plan', '/messages', '/consents', '/looked', '/ask'],
    [PETRA]: ['/', '/pilots/new', '/challenges'],
    'nobody-yet@home.example': ['/', '/ask'],
};
const nameOf = (subject, path) => `${subject.split(/[.@]/)[0]}${path === '/' ? '' : path.replaceAll('/', '-')}`;

for (const [subject, paths] of Object.entries(SCREENS))
    test(`the screens of ${subject}`, async () => {
        const page = await browser.signIn(subject);
        const found = [];
        for (const path of paths) {
            await page.goto(path);
            found.push(...(await inspect(page, nameOf(subject, path))));
        }
        assert.deepEqual(found, []);
    });

test('the public register, without signing in', async () => {
    const page = await browser.open();
    const found = [];
    await page.goto('/');
    found.push(...(await inspect(page, 'public')));
    for (const [path, link] of [['/pilots', 'Letters sorted on the day they come (demo)'], ['/challenges', undefined]]) {
        await page.goto(path);
        found.push(...(await inspect(page, `public${path.replaceAll('/', '-')}`)));
        const first = link ? page.getByRole('link', {name: link}) : page.locator('.rows a').first();
        await first.click();
        await page.locator('.back').waitFor();
        found.push(...(await inspect(page, `public${path.replaceAll('/', '-')}-one`)));
    }
    await page.goto('/accessibility');
    found.push(...(await inspect(page, 'accessibility')));
    await page.goto('/no/such/page');
    found.push(...(await inspect(page, 'not-found')));
    assert.deepEqual(found, []);
});

test('a member of two organisations first says for which one they act', async () => {
    const page = await browser.open();
    await page.goto('/signin?return=/');
    await page.locator(`button[name="subject"][value="${MAJA}"]`).click();
    await page.getByRole('heading', {level: 1, name: 'Choose whom you act for'}).waitFor();
    assert.deepEqual(await inspect(page, 'act-as'), []);
    await page.getByRole('button', {name: /Choose: Language Mates/}).click();
    await page.getByRole('heading', {level: 1, name: 'Inbox'}).waitFor();
    await page.getByRole('link', {name: 'Language Mates (demo)'}).click();
    await page.getByRole('button', {name: 'Sign out'}).click();
    await page.getByRole('heading', {level: 1, name: 'Working together on help'}).waitFor();
});

test('in forced colours, without motion and at 200 % nothing is lost', async () => {
    const page = await browser.signIn(IDA, {forcedColors: 'active', reducedMotion: 'reduce', viewport: {width: 640, height: 450}});
    await page.goto('/plan');
    assert.deepEqual(await inspect(page, 'ida-plan-forced'), []);
});

test('the first screen is there within a second', async () => {
    const page = await browser.signIn(IDA);
    const began = Date.now();
    await page.goto(url);
    await settled(page);
    const took = Date.now() - began;
    console.log(`first screen: ${took} ms`);
    assert.ok(took < 1000, `${took} ms`);
});

test('nobody asked another host, and no policy was broken', () => assert.deepEqual(browser.complaints, []));
