// SPDX-License-Identifier: EUPL-1.2
/* Every screen of every role, and the pages of the gateway: a picture at two widths and zoomed, what axe finds, nothing cut off;
   forced colours; how long the first screen takes. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {ANNA, BO, Browser, IDA, inspect, MAJA, PETRA, settled, url, VERA} from './browser.js';

const LANGUAGES = {en: 'Who do you want to be?', da: 'Hvem vil du være?', sv: 'Vem vill du vara?', nb: 'Hvem vil du være?', nl: 'Wie wilt u zijn?'};

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

const FORCED = {[ANNA]: ['/', '/citizens/new'], [IDA]: ['/', '/plan', '/consents'], [VERA]: ['/', '/offers/new'], [PETRA]: ['/']};

test('in forced colours and without motion nothing is lost', async () => {
    const found = [];
    for (const [subject, paths] of Object.entries(FORCED)) {
        const page = await browser.signIn(subject, {forcedColors: 'active', reducedMotion: 'reduce'});
        for (const path of paths) {
            await page.goto(path);
            found.push(...(await inspect(page, `${nameOf(subject, path)}-forced`)));
        }
    }
    assert.deepEqual(found, []);
});

test('who wants no motion sees a dialog at once', async () => {
    const page = await browser.signIn(IDA, {reducedMotion: 'reduce'});
    await page.goto('/plan');
    await page.getByRole('link', {name: /Eat with others/}).first().click();
    await page.getByRole('button', {name: 'Change the words'}).first().click();
    await page.getByRole('dialog').waitFor();
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
});

test('the page of the demo people and the export speak the language of the reader', async () => {
    const page = await browser.signIn(IDA);
    const saved = await page.context().newPage();
    const found = [];
    for (const [code, heading] of Object.entries(LANGUAGES)) {
        await page.goto('/');
        await page.locator('.languages select').selectOption(code);
        await page.locator(`html[lang="${code}"]`).waitFor();
        await page.goto('/signin');
        await page.getByRole('heading', {level: 1, name: heading}).waitFor();
        await saved.setContent(await (await page.request.get('/export?format=html')).text());
        await saved.locator(`html[lang="${code}"]`).waitFor();
        await saved.getByText('Aaby Visiting Friends').first().waitFor();
    }
    found.push(...(await inspect(page, 'people-nl')), ...(await inspect(saved, 'export-nl')));
    assert.deepEqual(found, []);
});

test('how long the first screen takes', async t => {
    const page = await browser.signIn(IDA);
    const began = Date.now();
    await page.goto(url);
    await settled(page);
    t.diagnostic(`first screen: ${Date.now() - began} ms`);
});

test('nobody asked another host, and no policy was broken', () => assert.deepEqual(browser.complaints, []));
