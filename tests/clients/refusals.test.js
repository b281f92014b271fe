// SPDX-License-Identifier: EUPL-1.2
/* What clients are told when something is not done; then what ends a connection, seen on the bare websocket. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {test} from 'node:test';
import {WebSocket} from 'ws';
import {Refused, kinds} from './clients.js';
import {command, newPlace, signal, token, websocketUrl} from './product.js';

const MESSAGE_LIMIT = 1 << 20; // the gateway's max_message_bytes, as it comes

const isRefused = (uri, problem = {}) => error => {
    assert.ok(error instanceof Refused, `${error}`);
    assert.equal(error.uri, uri);
    for (const [name, value] of Object.entries(problem))
        assert.equal(error.problem[name], value);
    return true;
};

/* While the directory stands still, what is asked of it has no answer. */
async function withoutDirectory(act) {
    await signal('directory', 'SIGSTOP');
    try {
        await act();
    } finally {
        await signal('directory', 'SIGCONT');
    }
}

for (const kind of kinds) {
    test(`refusals with ${kind.name}`, async t => {
        const place = await newPlace();
        const subject = place.caseworker;
        const client = await kind.connect({url: websocketUrl, subject, token: await token(subject)});
        t.after(() => client.close());

        await t.test('a wrong ticket', () => assert.rejects(
            kind.connect({url: websocketUrl, subject, token: 'no.such.token'}), isRefused('wamp.error.authentication_failed')));
        await t.test('a procedure that does not exist', () => assert.rejects(
            client.call('directory.give_everything'), isRefused('wamp.error.no_such_procedure')));
        await t.test('a procedure for others', () => assert.rejects(
            client.call('directory.register_organisation', command({name: 'Mine', type: 'voluntary'})),
            isRefused('wamp.error.not_authorized')));
        await t.test('an argument that is not as the contract says', async () => {
            await assert.rejects(client.call('cases.open_case', command({citizen_name: 5})),
                isRefused('wamp.error.invalid_argument', {code: 'invalid_argument', field: 'citizen_name'}));
            await assert.rejects(client.call('cases.open_case', command({citizen_name: 'Ida', address: {country: 'Denmark'}})),
                isRefused('wamp.error.invalid_argument', {field: 'address.country'}));
            await assert.rejects(client.call('cases.open_case', command({citizen_name: 'Ida', colour: 'blue'})),
                isRefused('wamp.error.invalid_argument', {field: 'colour'}));
        });
        await t.test('what nobody may see', () => assert.rejects(
            client.call('cases.get_case', {case_id: '01890000-0000-7000-8000-000000000000'}),
            isRefused('samspil.error.not_found', {code: 'not_found'})));
        await t.test('a topic that is no feed', async () => {
            for (const topic of ['samspil.event.referrals', 'samspil.feedback', 'wamp.session.on_join'])
                await assert.rejects(client.subscribe(topic, 'exact', assert.fail), isRefused('wamp.error.not_authorized'));
        });
        await t.test('publishing and registering', async () => {
            await assert.rejects(client.publish('samspil.feed'), isRefused('wamp.error.not_authorized'));
            await assert.rejects(client.register('samspil.cases.open_case'), isRefused('wamp.error.not_authorized'));
        });
        await t.test('a call that is canceled', () => withoutDirectory(async () => {
            const {answer, cancel} = client.start('directory.list_organisations', {}, {});
            cancel();
            await assert.rejects(answer, isRefused('wamp.error.canceled'));
        }));
        await t.test('a call that takes too long', () => withoutDirectory(() => assert.rejects(
            client.call('directory.list_organisations', {}, {timeout: 200}), isRefused('wamp.error.timeout'))));
        await t.test('and the connection lives', async () => {
            const {organisation} = await client.call('directory.get_organisation', {organisation_id: place.homeId});
            assert.equal(organisation.type, 'municipality');
        });
    });
}

/* A bare websocket, and what arrives on it. */
async function open(protocol) {
    const socket = new WebSocket(websocketUrl, protocol);
    const messages = [];
    const closed = once(socket, 'close').then(([code]) => code);
    socket.on('message', data => messages.push(data));
    await once(socket, 'open');
    return {socket, messages, closed};
}

for (const protocol of ['wamp.2.json', 'wamp.2.msgpack']) {
    test(`a message that is too large, ${protocol}`, async () => {
        for (const pieces of [1, 4]) {
            const {socket, messages, closed} = await open(protocol);
            const piece = Buffer.alloc((MESSAGE_LIMIT + 4) / pieces, 0x20);
            for (let sent = 1; sent <= pieces; sent++)
                socket.send(piece, {binary: protocol === 'wamp.2.msgpack', fin: sent === pieces});
            assert.equal(await closed, 1009);
            assert.equal(messages.length, 0);
        }
    });
}

test('what is no WAMP', async () => {
    const hello = JSON.stringify([1, 'samspil', {roles: {caller: {}}, authmethods: ['ticket']}]);
    for (const [messages, reason] of [
        [['nonsense'], 'wamp.error.protocol_violation'],
        [['[48,1,{},"samspil.cases.list_cases"]'], 'wamp.error.protocol_violation'],
        [[hello, hello], 'wamp.error.protocol_violation'],
        [['[1,"elsewhere",{"roles":{},"authmethods":["ticket"]}]'], 'wamp.error.no_such_realm'],
        [['[1,"samspil",{"roles":{},"authmethods":["wampcra"]}]'], 'wamp.error.no_matching_auth_method'],
        [['[1,"samspil",{"roles":{}}]'], 'wamp.error.authentication_required'],
    ]) {
        const {socket, messages: answers, closed} = await open('wamp.2.json');
        for (const message of messages)
            socket.send(message);
        await closed;
        const [code, , uri] = JSON.parse(answers.at(-1));
        assert.deepEqual([code, uri], [3, reason]);
    }
});

test('a sub-protocol that is not spoken', async () => {
    for (const protocols of [[], ['wamp.2.cbor']]) {
        const socket = new WebSocket(websocketUrl, protocols);
        const [, response] = await once(socket, 'unexpected-response');
        assert.equal(response.statusCode, 400);
        response.destroy();
    }
});

test('a goodbye ends cleanly', async () => {
    const subject = 'operator';
    const {socket, messages, closed} = await open('wamp.2.json');
    socket.send(JSON.stringify([1, 'samspil', {roles: {caller: {}}, authmethods: ['ticket'], authid: subject}]));
    await once(socket, 'message');
    socket.send(JSON.stringify([5, await token(subject), {}]));
    await once(socket, 'message');
    socket.send(JSON.stringify([6, {}, 'wamp.close.close_realm']));
    assert.equal(await closed, 1000);
    assert.deepEqual(JSON.parse(messages.at(-1)), [6, {}, 'wamp.close.goodbye_and_out']);
});
