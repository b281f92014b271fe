// SPDX-License-Identifier: EUPL-1.2
/* Signing in and out at a real provider through the app; a session that ends while somebody is typing; a provider that is away. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {startProvider} from '../signin/provider.js';
import {ANNA, Browser, inspect, issuer, settled, url} from './browser.js';

const BODIL = 'bodil.caseworker@bakkeby.example';
const client = {
    client_id: 'samspil-app',
    token_endpoint_auth_method: 'none',
    redirect_uris: [`${url}/signin/callback`],
    post_logout_redirect_uris: [`${url}/`],
};
let browser, provider;

before(async () => {
    provider = await startProvider(issuer, client);
    for (const deadline = Date.now() + 60_000; (await fetch(`${url}/signin`, {redirect: 'manual'})).status !== 303;) {
        assert.ok(Date.now() < deadline, 'the gateway does not find the provider');
        await new Promise(resolve => setTimeout(resolve, 100)); // nothing tells when it does
    }
    browser = await Browser.start();
});
after(async () => {
    await browser?.stop();
    await provider?.stop();
});

/* The provider's own pages: who, and the consent that it asks for once. */
async function confirmAtProvider(page, subject) {
    await page.getByPlaceholder('Enter any login').fill(subject);
    await page.getByPlaceholder('and password').fill('any');
    await page.getByRole('button', {name: 'Sign-in'}).click();
    await page.getByRole('button', {name: 'Continue'}).click();
    await page.locator('.connection[data-state="live"]').waitFor();
}

async function signIn(page, subject, path = '/') {
    await page.goto(path);
    await page.getByRole('main').getByRole('link', {name: 'Sign in'}).click();
    await confirmAtProvider(page, subject);
}

/* As when its time is over: the cookie is gone, and the gateway lets the connection go. */
async function endSession(page, away) {
    await page.context().clearCookies({name: 'samspil-session'});
    for (const socket of away.sockets) await socket.close({code: 1013}).catch(() => undefined);
}

test('in at the provider, back where one wanted to be; out, and out there as well', async () => {
    const page = await browser.open();
    await signIn(page, ANNA, '/citizens');
    await page.getByRole('heading', {level: 1, name: 'Citizens'}).waitFor();
    await page.goto('/account');
    await page.getByText(ANNA).first().waitFor();
    await page.getByRole('button', {name: 'Sign out'}).click();
    await page.getByRole('button', {name: /Yes, sign me out/}).click();
    await page.getByRole('heading', {level: 1, name: 'Working together on help'}).waitFor();
    assert.equal((await page.request.get('/session')).status(), 401);
    await page.getByRole('main').getByRole('link', {name: 'Sign in'}).click();
    await page.getByPlaceholder('Enter any login').waitFor(); // the provider does not know us any more
});

test('a session that ends while somebody types: signed in again, the words are still there, and for nobody else', async () => {
    const away = {sockets: [], blocked: false};
    const page = await browser.open({}, away);
    await signIn(page, ANNA);
    await page.goto('/citizens/new');
    await page.getByLabel('Name').fill('Nora Invented');
    await endSession(page, away);
    await page.getByRole('heading', {level: 1, name: 'You have been signed out'}).waitFor();
    assert.deepEqual(await inspect(page, 'session-over'), []);
    await page.getByRole('main').getByRole('link', {name: 'Sign in'}).click();
    await page.locator('.connection[data-state="live"]').waitFor(); // the provider still knows who this is
    await page.getByRole('heading', {level: 1, name: 'Open a case'}).waitFor();
    assert.equal(await page.getByLabel('Name').inputValue(), 'Nora Invented');

    await page.context().clearCookies();
    await signIn(page, BODIL, '/citizens/new');
    await page.getByRole('heading', {level: 1, name: 'Open a case'}).waitFor();
    assert.equal(await page.getByLabel('Name').inputValue(), '');
});

test('whoever follows a link without being signed in is asked to, and then sees what it leads to', async () => {
    const page = await browser.open();
    await page.goto('/citizens');
    await page.getByRole('heading', {level: 1, name: 'Sign in to see this page'}).waitFor();
    assert.deepEqual(await inspect(page, 'sign-in-first'), []);
    await signIn(page, ANNA, '/citizens');
    await page.getByRole('heading', {level: 1, name: 'Citizens'}).waitFor();
});

test('a provider that is away, in the language of the reader', async () => {
    await provider.stop();
    const page = await browser.open({locale: 'da-DK'});
    await page.goto('/signin?return=/citizens');
    await page.getByRole('heading', {level: 1, name: 'Du er ikke logget ind'}).waitFor();
    assert.deepEqual(await inspect(page, 'sign-in-away'), []);
    assert.match(await page.locator('strong').innerText(), /^[0-9a-f]{10}$/);
    await page.goto('/');
    await settled(page);
    await page.locator('.languages select').selectOption('sv');
    await page.locator('html[lang="sv"]').waitFor();
    await page.getByRole('main').getByRole('link', {name: 'Logga in'}).click();
    await page.getByRole('heading', {level: 1, name: 'Du är inte inloggad'}).waitFor();
    provider = await startProvider(issuer, client);
    await page.getByRole('link', {name: 'Försök igen'}).click();
    await page.getByPlaceholder('Enter any login').waitFor();
});

test('nobody asked another host, and no policy was broken', () => assert.deepEqual(browser.complaints, []));
