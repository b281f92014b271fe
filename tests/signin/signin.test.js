// SPDX-License-Identifier: EUPL-1.2
/* Signing in at a real provider, from the first link to the end of the session, and what must not work on the way. */
import assert from 'node:assert/strict';
import {execFile, spawn} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';
import {promisify} from 'node:util';
import {WebSocket} from 'ws';
import {Browser} from './browser.js';
import {startProvider} from './provider.js';

const run = promisify(execFile);
const {SAMSPIL_URL: url, SAMSPIL_STATE: state, SAMSPIL_ISSUER: issuer, SAMSPIL_CLIENT_SECRET: secret} = process.env;
const callback = `${url}/signin/callback`;
let provider;

const client = {
    client_id: 'samspil-app',
    client_secret: secret,
    redirect_uris: [callback],
    post_logout_redirect_uris: [`${url}/`],
};

/* Until the gateway knows the provider, for which it looks every few seconds at the most. */
async function waitUntilKnown() {
    const deadline = Date.now() + 60_000;
    while ((await fetch(`${url}/signin`, {redirect: 'manual'})).status !== 303) {
        assert.ok(Date.now() < deadline, 'the gateway does not find the provider');
        await new Promise(resolve => setTimeout(resolve, 100)); // nothing tells when it does
    }
}

before(async () => {
    provider = await startProvider(issuer, client);
    await waitUntilKnown();
});
after(() => provider.stop());

/* To the provider's answer, which is the address of our callback. */
async function answerOfProvider(browser, subject, path = '/signin') {
    const isCallback = at => at.startsWith(callback);
    let page = await browser.go(url + path);
    page = await browser.submit(page, {login: subject, password: 'any'}, isCallback);
    if (page.text)
        page = await browser.submit(page, {}, isCallback); // consent, which the provider asks for once
    assert.ok(isCallback(page.at), `${page.at} ${page.text}`);
    return page.at;
}

async function signIn(subject, path) {
    const browser = new Browser();
    const response = await browser.fetch(await answerOfProvider(browser, subject, path));
    assert.equal(response.status, 303, await response.text());
    return {browser, location: response.headers.get('location'), cookies: response.headers.getSetCookie()};
}

const whoIs = browser => browser.fetch(`${url}/session`);

async function assertRefused(response) {
    assert.equal(response.status, 403);
    assert.match(await response.text(), /You are not signed in[^]*with this reference: <strong>[0-9a-f]{10}</);
}

test('a sign-in, and what the session may do', async () => {
    const {browser, location, cookies} = await signIn('operator', '/signin?return=%2Fcases%3Fopen%3D1');
    assert.equal(location, '/cases?open=1');
    const [session] = cookies.filter(line => line.startsWith('samspil-session='));
    assert.match(session, /; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    assert.doesNotMatch(cookies.join() + location, /operator/);

    const who = await (await whoIs(browser)).json();
    assert.equal(who.subject, 'operator');
    assert.deepEqual(who.acting.roles, ['operator']);

    const call = headers => browser.fetch(`${url}/call/samspil.directory.list_organisations`, {
        method: 'POST', body: '{}', headers: {'content-type': 'application/json', ...headers}});
    assert.equal((await call({origin: url})).status, 200);
    for (const headers of [{}, {origin: 'https://other.example'}, {origin: 'null', 'sec-fetch-site': 'cross-site'}]) {
        const response = await call(headers);
        assert.equal(response.status, 403);
        assert.equal((await response.json()).code, 'foreign_origin');
    }
});

async function websocket(browser, origin, at = url) {
    const socket = new WebSocket(`${at.replace('http:', 'ws:')}/ws`, 'wamp.2.json',
        {headers: {cookie: browser.cookies(url), origin}});
    await once(socket, 'open');
    socket.send(JSON.stringify([1, 'samspil', {authmethods: ['cookie'], roles: {caller: {}}}]));
    const [message] = await once(socket, 'message');
    return {socket, message: JSON.parse(message)};
}

test('a websocket by cookie, until signing out', async () => {
    const {browser} = await signIn('operator');
    const foreign = await websocket(browser, 'https://other.example');
    assert.deepEqual([foreign.message[0], foreign.message[2]], [3, 'wamp.error.authentication_required']);
    const nobody = await websocket(new Browser(), url);
    assert.equal(nobody.message[0], 3);

    const {socket, message} = await websocket(browser, url);
    assert.equal(message[0], 2);
    assert.equal(message[2].authmethod, 'cookie');
    assert.equal(message[2].authrole, 'operator');
    const kept = browser.cookies(url);
    const closed = once(socket, 'close');
    const response = await browser.fetch(`${url}/signout`, {method: 'POST', headers: {origin: url}});
    assert.equal(response.status, 303);
    const location = new URL(response.headers.get('location'));
    assert.equal(location.origin, new URL(issuer).origin);
    assert.equal(location.searchParams.get('post_logout_redirect_uri'), `${url}/`);
    assert.equal(location.searchParams.get('id_token_hint'), null); /* it says who they are */
    const [code] = await closed;
    assert.equal(code, 1013);
    assert.equal((await whoIs(browser)).status, 401);
    assert.equal((await fetch(`${url}/session`, {headers: {cookie: kept}})).status, 401);
});

/* A second process of the same installation, on ports of its own. */
async function startGateway() {
    const [port, monitorPort] = [Number(new URL(url).port) + 13, Number(new URL(url).port) + 14];
    const gateway = spawn(`${state}/bin/samspil-gateway`, ['--config', `${state}/config/samspil.ini`, '--port', port,
        '--monitor-port', monitorPort], {stdio: 'ignore'});
    const isReady = () => fetch(`http://127.0.0.1:${monitorPort}/readyz`).then(({ok}) => ok, () => false);
    for (const deadline = Date.now() + 30_000; !await isReady();)
        assert.ok(Date.now() < deadline && gateway.exitCode === null, 'the second gateway is not ready');
    return {
        url: `http://127.0.0.1:${port}`,
        async stop() {
            gateway.kill();
            await once(gateway, 'exit');
        },
    };
}

/* Makes somebody a member, who has a feed. */
async function makeMember(subject) {
    const authorization = `Bearer ${await provider.sign({sub: 'operator', aud: 'samspil'})}`;
    const tell = async (command, args) => (await fetch(`${url}/call/samspil.directory.${command}`, {
        method: 'POST', body: JSON.stringify({command_id: randomUUID(), ...args}),
        headers: {authorization, 'content-type': 'application/json'}})).json();
    const {organisation_id} = await tell('register_organisation', {name: 'Aaby Friends', type: 'voluntary'});
    await tell('add_member', {organisation_id, subject, roles: ['coordinator']});
}

test('who has signed out is so at every gateway, also at one that starts later', async () => {
    let other = await startGateway();
    try {
        await makeMember('bo');
        const {browser} = await signIn('bo');
        const kept = {cookie: browser.cookies(url)};
        const at = async where => (await fetch(`${where}/session`, {headers: kept})).status;
        assert.deepEqual([await at(url), await at(other.url)], [200, 200]);
        const {socket, message} = await websocket({cookies: () => kept.cookie}, url, other.url);
        assert.equal(message[0], 2);
        const closed = once(socket, 'close');
        const feed = await fetch(`${other.url}/feed`, {headers: kept});
        assert.equal(feed.status, 200);

        const signingOut = {method: 'POST', headers: {origin: url}};
        assert.equal((await browser.fetch(`${url}/signout`, signingOut)).status, 303);
        assert.equal((await closed)[0], 1013);
        await feed.text().catch(() => undefined); // it has ended
        assert.deepEqual([await at(url), await at(other.url)], [401, 401]);
        await other.stop();
        other = await startGateway();
        assert.equal(await at(other.url), 401);
        const someoneElse = await signIn('operator');
        const cookie = someoneElse.browser.cookies(url);
        assert.equal((await fetch(`${other.url}/session`, {headers: {cookie}})).status, 200);
    } finally {
        await other.stop();
    }
});

test('nobody signs anybody out from elsewhere', async () => {
    const {browser} = await signIn('operator');
    const response = await browser.fetch(`${url}/signout`, {method: 'POST', headers: {origin: 'https://other.example'}});
    assert.equal(response.status, 403);
    assert.equal((await whoIs(browser)).status, 200);
});

test('an answer that was not asked for', async () => {
    const browser = new Browser();
    const answer = new URL(await answerOfProvider(browser, 'operator'));
    await assertRefused(await fetch(answer)); // another browser
    const other = new URL(answer);
    other.searchParams.set('state', 'x'.repeat(43));
    const cookies = browser.cookies(url);
    await assertRefused(await fetch(other, {headers: {cookie: cookies}}));
    const elsewhere = new URL(answer);
    elsewhere.searchParams.set('iss', 'https://other.example');
    await assertRefused(await fetch(elsewhere, {headers: {cookie: cookies}}));
    const denied = new URL(answer);
    denied.searchParams.set('error', 'access_denied');
    await assertRefused(await fetch(denied, {headers: {cookie: cookies}}));
    const inDanish = await fetch(denied, {headers: {cookie: `${cookies}; samspil-language=da`, 'accept-language': 'nl'}});
    assert.match(await inDanish.text(), /<html lang="da">[^]*Du er ikke logget ind[^]*href="\/signin\?return=%2F"/);
    const tampered = cookies.replace(/samspil-signin=(.)/, (_, first) => `samspil-signin=${first === 'A' ? 'B' : 'A'}`);
    await assertRefused(await fetch(answer, {headers: {cookie: tampered}}));
});

test('a code is good once, and only for who asked for it', async () => {
    const mallory = new Browser(), anna = new Browser();
    const stolen = new URL(await answerOfProvider(anna, 'anna'));
    const own = new URL(await answerOfProvider(mallory, 'mallory'));
    own.searchParams.set('code', stolen.searchParams.get('code'));
    await assertRefused(await mallory.fetch(own)); // the verifier is anna's
    const bo = new Browser();
    const answer = await answerOfProvider(bo, 'bo');
    const cookies = bo.cookies(url);
    assert.equal((await fetch(answer, {headers: {cookie: cookies}, redirect: 'manual'})).status, 303);
    await assertRefused(await fetch(answer, {headers: {cookie: cookies}}));
});

test('nothing personal is logged', async () => {
    const log = await readFile(`${state}/log/gateway/current`, 'utf8');
    assert.match(log, /signing in or out was refused/);
    assert.doesNotMatch(log, /mallory|code=|state=/);
});

test('only paths of our own are returned to', async () => {
    const {location} = await signIn('operator', '/signin?return=https%3A%2F%2Fother.example');
    assert.equal(location, '/');
});

test("the provider's tokens, and not those for others", async () => {
    const status = async claims => (await fetch(`${url}/session`, {
        headers: {authorization: `Bearer ${await provider.sign(claims)}`}})).status;
    assert.equal(await status({sub: 'operator', aud: 'samspil'}), 200);
    assert.equal(await status({sub: 'operator', aud: client.client_id}), 401);
    const {stdout} = await run(`${state}/bin/samspil`, ['token', '--state', state, '--as', 'operator']);
    assert.equal((await fetch(`${url}/session`, {headers: {authorization: `Bearer ${stdout.trim()}`}})).status, 200);
});

test('a provider that has changed its key', async () => {
    await provider.useNewKey();
    const {browser} = await signIn('operator');
    assert.equal((await whoIs(browser)).status, 200);
});

test('a provider that is away', async () => {
    const browser = new Browser();
    const answer = await answerOfProvider(browser, 'operator');
    await provider.stop();
    await assertRefused(await browser.fetch(answer));
    const away = await fetch(`${url}/signin?return=%2Fplan`);
    assert.equal(away.status, 503);
    assert.match(await away.text(), /cannot be reached[^]*href="\/signin\?return=%2Fplan"[^]*<strong>[0-9a-f]{10}</);
    provider = await startProvider(issuer, client);
});

test('nobody chooses who they are where a provider is configured', async () => {
    const response = await fetch(`${url}/signin`, {
        method: 'POST', redirect: 'manual', headers: {origin: url}, body: new URLSearchParams({subject: 'operator'})});
    assert.equal(response.status, 404);
});
