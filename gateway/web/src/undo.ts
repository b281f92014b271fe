// SPDX-License-Identifier: EUPL-1.2
/*
 * A decision that can be taken back for some seconds is sent only after them, or at once when the page is left. What the
 * browser may not have got out then is sent when the page is there again; its command_id sees to it that it happens once.
 */
import {signal} from '@preact/signals';
import {type Arguments, type Procedure, tell} from './connection';
import type {Problem} from './problems';

const KEY = 'undo';
const SECONDS = 10;

interface Waiting {
    procedure: Procedure;
    args: object;
    commandId: string;
    text: string;
    /* What it is about, so that its page can say so. */
    about: string;
}

export const waiting = signal<Waiting | null>(null);
export const left = signal(SECONDS);
export const failed = signal<Problem | null>(null);
export const held = signal(false);

function set(value: Waiting | null) {
    waiting.value = value;
    left.value = SECONDS;
    held.value = false;
    if (value) sessionStorage.setItem(KEY, JSON.stringify(value));
    else sessionStorage.removeItem(KEY);
}

export async function sendNow() {
    const now = waiting.value;
    set(null);
    if (!now) return;
    try {
        await send(now);
    } catch (problem) {
        failed.value = problem as Problem;
    }
}

export async function decide<P extends Procedure>(procedure: P, args: Arguments<P>, text: string, about: string) {
    await sendNow();
    failed.value = null;
    set({procedure, args, commandId: crypto.randomUUID(), text, about});
}

export const undo = () => set(null);

setInterval(() => {
    if (!waiting.value || held.value) return;
    left.value -= 1;
    if (left.value <= 0) void sendNow();
}, 1000);

const send = ({procedure, args, commandId}: Waiting) => tell(procedure, args as Arguments<Procedure>, commandId);

addEventListener('pagehide', () => {
    if (waiting.value) void send(waiting.value).catch(() => undefined);
});

/* Once signed in. */
export function resume() {
    waiting.value = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    void sendNow();
}
