// SPDX-License-Identifier: EUPL-1.2
/* The running instance that run.py started: people in it, and its processes. */
import {execFile} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {readdir, readFile} from 'node:fs/promises';
import {setTimeout} from 'node:timers/promises';
import {promisify} from 'node:util';

const run = promisify(execFile);
const {SAMSPIL_URL: url, SAMSPIL_STATE: state} = process.env;
if (!url || !state)
    throw new Error('run.py starts the instance that these tests talk with');

export const websocketUrl = `${url.replace('http:', 'ws:')}/ws`;

export async function token(subject) {
    return (await run(`${state}/bin/samspil`, ['token', '--state', state, '--as', subject])).stdout.trim();
}

/* Whether each thread of a process has stopped: on a busy machine the signal may reach one later than another. */
async function hasStopped(pid) {
    const threads = await readdir(`/proc/${pid}/task`);
    const states = await Promise.all(threads.map(thread => readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8')));
    return states.every(text => text.slice(text.lastIndexOf(')') + 2).startsWith('T'));
}

/* Sends a signal to a process of the instance; the supervisor starts again what has died. */
export async function signal(name, which) {
    const {stdout} = await run('s6-svstat', ['-o', 'pid', `${state}/run/service/${name}`]);
    process.kill(Number(stdout), which);
    while (which === 'SIGSTOP' && !await hasStopped(Number(stdout)))
        await setTimeout(1);
}

/* Ends a process and keeps it down, until it is started again. */
export const stop = name => run('s6-svc', ['-wD', '-T', '20000', '-d', `${state}/run/service/${name}`]);
export const start = name => run('s6-svc', ['-u', `${state}/run/service/${name}`]);

export async function waitReady() {
    await run(`${state}/bin/samspil`, ['wait-ready', '--state', state, '--timeout', '60']);
}

export const command = args => ({command_id: randomUUID(), ...args});

export async function post(subject, procedure, args) {
    const answer = await fetch(`${url}/call/samspil.${procedure}`, {
        method: 'POST',
        headers: {Authorization: `Bearer ${await token(subject)}`, 'Content-Type': 'application/json'},
        body: JSON.stringify(args),
    });
    const body = await answer.json();
    if (!answer.ok)
        throw new Error(`${procedure}: ${answer.status} ${body.code} ${body.field ?? ''}`);
    return body;
}

/* A new organisation with one member. */
export async function newOrganisation(name, type, subject, role) {
    const made = await post('operator', 'directory.register_organisation', command({name, type}));
    await post('operator', 'directory.add_member', command({...made, subject, roles: [role]}));
    return made.organisation_id;
}

let places = 0;

/* A municipality with a caseworker and a voluntary organisation with a coordinator and an offer, all new. */
export async function newPlace() {
    const number = `${process.pid}-${++places}`;
    const place = {caseworker: `caseworker-${number}`, coordinator: `coordinator-${number}`, citizen: `citizen-${number}`};
    place.homeId = await newOrganisation(`Home ${number}`, 'municipality', place.caseworker, 'caseworker');
    place.ngoId = await newOrganisation(`Friends ${number}`, 'voluntary', place.coordinator, 'coordinator');
    const offer = await post(place.coordinator, 'directory.publish_offer', command({name: 'A visiting friend'}));
    return {...place, offerId: offer.offer_id};
}
