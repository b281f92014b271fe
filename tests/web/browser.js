// SPDX-License-Identifier: EUPL-1.2
/* Chromium with people in it: each has a context of their own, signed in on the page that the installation serves. */
import {randomUUID} from 'node:crypto';
import {mkdtemp, mkdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {chromium} from 'playwright-core';

export const {SAMSPIL_URL: url, SAMSPIL_STATE: state, SAMSPIL_SCREENSHOTS: screenshots, SAMSPIL_ISSUER: issuer} = process.env;
if (!url || !state) throw new Error('run.py starts the installation that these tests drive');

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
        if (screenshots) await mkdir(screenshots, {recursive: true});
        return browser;
    }

    /* away: lets the test cut this page's websockets, and keep them cut. */
    async open(options = {}, away) {
        const context = await this.process.newContext({baseURL: url, locale: 'en-GB', viewport: {width: 1280, height: 900}, ...options});
        this.contexts.push(context);
        const page = await context.newPage();
        page.setDefaultTimeout(10_000);
        page.on('pageerror', error => this.complaints.push(String(error)));
        page.on('console', message => {
            if (/Content Security Policy/.test(message.text())) this.complaints.push(message.text());
        });
        page.on('request', request => {
            if (issuer && (request.url().startsWith(issuer) || page.url().startsWith(issuer))) return; // whose pages are not ours
            if (!request.url().startsWith(url) && !request.url().startsWith('data:')) this.complaints.push(`asked ${request.url()}`);
        });
        if (away)
            await page.routeWebSocket(/\/ws$/, socket => {
                if (away.blocked) return socket.close({code: 1013});
                socket.connectToServer();
                away.sockets.push(socket);
            });
        return page;
    }

    async signIn(subject, options, away) {
        const page = await this.open(options, away);
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

/* What of the page cannot be seen or needs sideways scrolling, in words. */
function cutOff() {
    const {scrollWidth, clientWidth} = document.documentElement;
    const clips = element => {
        if (element.matches('input')) return false; // one line of what is longer is moved through with the caret
        const {overflowX, position, textOverflow} = getComputedStyle(element);
        return element.scrollWidth > element.clientWidth + 1 && (textOverflow === 'ellipsis' || (overflowX !== 'visible' && position !== 'absolute'));
    };
    const clipped = [...document.body.querySelectorAll('*')].filter(element => element.clientWidth > 1 && clips(element));
    return [
        ...(scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px too wide`] : []),
        ...clipped.map(element => `cut off: ${element.outerHTML.slice(0, 160)}`),
    ];
}

/* How wide a window is, and, for `zoom`, one of 1280 x 1024 in which the reader has zoomed to 200 %. */
const VIEWS = {
    1280: {width: 1280, height: 900, deviceScaleFactor: 1},
    320: {width: 320, height: 900, deviceScaleFactor: 1},
    zoom: {width: 640, height: 512, deviceScaleFactor: 2},
};

/* Not page.screenshot(), which goes back to the metrics that it knows of. */
async function shoot(debugger_, name) {
    const {cssContentSize} = await debugger_.send('Page.getLayoutMetrics');
    const {data} = await debugger_.send('Page.captureScreenshot', {captureBeyondViewport: true, clip: {...cssContentSize, scale: 1}});
    await writeFile(join(screenshots, `${name}.png`), Buffer.from(data, 'base64'));
}

/* In no view may anything be cut off; what axe finds in the wide and the narrow one; screenshots where they are wanted. */
export async function inspect(page, name) {
    const found = [];
    const debugger_ = await page.context().newCDPSession(page);
    for (const [view, metrics] of Object.entries(VIEWS)) {
        await debugger_.send('Emulation.setDeviceMetricsOverride', {...metrics, mobile: false});
        await settled(page);
        await page.evaluate(() => Promise.allSettled(document.getAnimations().map(animation => animation.finished))); // a dialog fades in
        if (screenshots) await shoot(debugger_, `${name}-${view}`);
        found.push(...(await page.evaluate(cutOff)).map(fault => `${name} at ${view}: ${fault}`));
        if (view === 'zoom') continue;
        /* The page's policy forbids scripts of others; the debugger's own world may. */
        await page.evaluate(axe);
        const {violations} = await page.evaluate(() => globalThis.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}));
        for (const violation of violations) found.push(`${name} at ${view}: ${violation.id}: ${violation.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`);
    }
    await debugger_.send('Emulation.clearDeviceMetricsOverride');
    await debugger_.detach();
    await page.setViewportSize({width: 1280, height: 900});
    return found;
}
