// SPDX-License-Identifier: EUPL-1.2
/* Chromium with people in it: each has a context of their own, signed in on the page that the installation serves. */
import {randomUUID} from 'node:crypto';
import {mkdtemp, mkdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {chromium} from 'playwright-core';

export const {SAMSPIL_URL: url, SAMSPIL_STATE: state, SAMSPIL_SCREENSHOTS: screenshots} = process.env;
if (!url || !state || !screenshots) throw new Error('run.py starts the installation that these tests drive');

const FLAGS = [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const ANNA = 'anna.caseworker@aaby.example';
export const BO = 'bo.caseworker@aaby.example';
export const VERA = 'vera.coordinator@visiting.example';
export const CARL = 'carl.coordinator@commonroom.example';
export const IDA = 'ida.citizen@home.example';
export const PETRA = 'petra.project@aaby.example';
export const MAJA = 'maja.coordinator@volunteers.example';
export const RITA = 'rita.relative@home.example';
export const LARS = 'lars.leader@aaby.example';
export const IVAN = 'ivan.integrator@familyhelpers.example';

/* One browser for a test file, with what its pages complained about. */
export class Browser {
    static async start() {
        const browser = new Browser();
        browser.profile = await mkdtemp(join(tmpdir(), 'samspil-web-'));
        browser.chromium = await chromium.launchPersistentContext(browser.profile, {executablePath: '/usr/bin/chromium', args: FLAGS});
        browser.process = browser.chromium.browser();
        browser.complaints = [];
        browser.contexts = [browser.chromium];
        await mkdir(screenshots, {recursive: true});
        return browser;
    }

    async open(options = {}) {
        const context = await this.process.newContext({baseURL: url, locale: 'en-GB', viewport: {width: 1280, height: 900}, ...options});
        this.contexts.push(context);
        const page = await context.newPage();
        page.setDefaultTimeout(10_000);
        page.on('pageerror', error => this.complaints.push(String(error)));
        page.on('console', message => {
            if (/Content Security Policy/.test(message.text())) this.complaints.push(message.text());
        });
        page.on('request', request => {
            if (!request.url().startsWith(url) && !request.url().startsWith('data:')) this.complaints.push(`asked ${request.url()}`);
        });
        return page;
    }

    /* away: lets the test cut this page's websockets, and keep them cut. */
    async signIn(subject, options, away) {
        const page = await this.open(options);
        if (away)
            await page.routeWebSocket(/\/ws$/, socket => {
                if (away.blocked) return socket.close({code: 1013});
                socket.connectToServer();
                away.sockets.push(socket);
            });
        await page.goto('/signin?return=/');
        const known = page.locator(`button[name="subject"][value="${subject}"]`);
        if (await known.count()) await known.click();
        else {
            await page.locator('input[name="subject"]:not([type="hidden"])').fill(subject);
            await page.locator('input[name="subject"]:not([type="hidden"])').press('Enter');
        }
        await page.locator('.connection[data-state="live"]').waitFor();
        return page;
    }

    async stop() {
        for (const context of this.contexts.reverse()) await context.close();
        await rm(this.profile, {recursive: true, force: true});
    }
}

/* As who is signed in on this page, but without its screens: what a test needs to be there, or to know. */
export async function ask(page, procedure, args) {
    const answer = await page.request.post(`${url}/call/samspil.${procedure}`, {data: args, headers: {Origin: url}});
    const result = await answer.json();
    if (!answer.ok()) throw new Error(`${procedure}: ${result.code} ${result.field ?? ''}`);
    return result;
}

export const tell = (page, procedure, args) => ask(page, procedure, {command_id: randomUUID(), ...args});

/* The one-time code that has just been made on the page. */
export async function codeIn(page) {
    const words = await page.getByRole('status').filter({hasText: 'Code:'}).innerText();
    return /Code: (\S+?)\./.exec(words)[1];
}

/* Everything is there that was asked for: nothing is being read any more. */
export async function settled(page) {
    await page.locator('h1').waitFor();
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]') && !document.querySelector('main')?.innerText.includes('…'));
}

/* Goes on by Tab until that has the focus. */
export async function tabTo(page, role, name) {
    const wanted = page.getByRole(role, {name}).first();
    for (let i = 0; i < 80; i++) {
        await page.keyboard.press('Tab');
        if (await wanted.evaluate(element => element === document.activeElement)) return;
    }
    throw new Error(`${role} ${name} cannot be reached with the keyboard`);
}

/* A screenshot at both widths, and what axe finds; nothing may be cut off at 320 px. */
export async function inspect(page, name) {
    const found = [];
    for (const width of [1280, 320]) {
        await page.setViewportSize({width, height: 900});
        await settled(page);
        await page.evaluate(() => Promise.allSettled(document.getAnimations().map(animation => animation.finished))); // a dialog fades in
        await page.screenshot({path: join(screenshots, `${name}-${width}.png`), fullPage: true});
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) found.push(`${name} at ${width}: ${overflow} px too wide`);
        /* The page's policy forbids scripts of others; the debugger's own world may. */
        await page.evaluate(axe);
        const {violations} = await page.evaluate(() => globalThis.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}));
        for (const violation of violations) found.push(`${name} at ${width}: ${violation.id}: ${violation.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`);
    }
    await page.setViewportSize({width: 1280, height: 900});
    return found;
}
