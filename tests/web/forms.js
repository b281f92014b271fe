// SPDX-License-Identifier: EUPL-1.2
/* Dialogs, and forms behind a button: opened, and sent as they are where that is refused, so that their errors are seen as
   well. Nothing is changed by it. */
import {inspect, settled} from './browser.js';

const by = name => ({name, exact: typeof name === 'string'});

/* What was found in all that was looked at. */
export const faults = [];
export const look = async (page, screen) => faults.push(...(await inspect(page, screen)));

/* The form with this button, emptied and sent: it says what is missing, and that has the focus. fill: what is sent instead. */
export async function refused(page, screen, send, fill = {}) {
    const form = page.locator('form', {has: page.getByRole('button', by(send))}).last();
    for (const box of await form.locator('input:is([type="text"], :not([type])), textarea').all()) await box.fill('');
    for (const [label, value] of Object.entries(fill)) await form.getByLabel(label).fill(value);
    await form.getByRole('button', by(send)).click();
    await page.locator('.ds-error-summary:focus').waitFor();
    await look(page, screen);
    await form.getByRole('button', {name: 'Cancel'}).click();
}

export async function open(page, path, button) {
    if (path) await page.goto(path);
    await settled(page);
    await page.getByRole('button', by(button)).first().click();
    await settled(page);
}

/* The dialogs that only ask whether. */
export async function asked(page, screen, path, button) {
    await open(page, path, button);
    await look(page, screen);
    await page.getByRole('dialog').getByRole('button', {name: 'Cancel'}).click();
    await page.getByRole('dialog').waitFor({state: 'detached'});
}
