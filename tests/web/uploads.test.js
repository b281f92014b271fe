// SPDX-License-Identifier: EUPL-1.2
/* A register's file: uploaded, checked, imported while one watches, stopped; what is wrong with its rows, and as a file.
 * Stands behind screens.test.js, whose register of pilots is not yet full of these. */
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';
import {promisify} from 'node:util';
import {Browser, inspect, PETRA, settled, state, url} from './browser.js';

const run = promisify(execFile);
let browser;

before(async () => {
    browser = await Browser.start();
});
after(() => browser?.stop());

const AABY = 'Aaby Municipality (demo)';
const record = (number, more = {}) => ({
    name: `Invented system ${number}`,
    organisation: AABY,
    description: `Sorts letters, number ${number}. Invented for a test.`,
    phase: 'Production',
    url: `https://register.example/${number}`,
    ...more,
});
const WRONG = [
    record(900, {phase: 'Nonsense'}),
    record(901, {organisation: undefined}),
    record(902, {organisation: 'Elsewhere (demo)'}),
    record(1),
    '=not a record',
];
const many = (count, first = 0) => Array.from({length: count}, (_, number) => record(first + number));
const fileOf = (records, name = 'records.json') => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(records, null, 1)),
});

async function choose(page, file, register = 'The British register (ATRS)') {
    await page.goto('/pilots/import');
    await page.getByRole('radio', {name: register}).check();
    await page.getByLabel('File').setInputFiles(file);
    await page.getByRole('button', {name: 'Upload and check'}).click();
    await page.getByRole('heading', {level: 1, name: file.name}).waitFor();
}
const isDone = page => page.getByText('The import is done.').waitFor({timeout: 30_000});
const fact = (page, name) => page.locator('.facts > div', {has: page.getByText(name, {exact: true})}).locator('dd').innerText();
const service = (name, ...how) => run('s6-svc', [...how, `${state}/run/service/${name}`]);

test('a team imports what a register says of its systems', async () => {
    const page = await browser.signIn(PETRA);
    const found = [];
    await page.goto('/pilots');
    await page.getByRole('link', {name: 'Import from a register'}).click();
    await page.getByText('Nothing has been imported yet.').waitFor();
    found.push(...(await inspect(page, 'imports')));
    await page.getByRole('button', {name: 'Upload and check'}).click();
    await page.getByRole('alert').waitFor();
    found.push(...(await inspect(page, 'imports-error')));

    await choose(page, fileOf([...many(300), ...WRONG]));
    await page.getByText('Checked: waits for you').waitFor();
    await page.getByText('Invented system 900').waitFor();
    assert.equal(await fact(page, 'New'), '300');
    assert.equal(await fact(page, 'Not usable'), '4');
    assert.equal(await fact(page, 'Of another organisation'), '1');
    await page.getByText('is a word that the register does not have').waitFor();
    found.push(...(await inspect(page, 'import-checked')));

    const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', {name: 'Download what is not taken over (CSV)'}).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'records-not-taken.csv');
    const [mark, ...rest] = await readFile(await download.path(), 'utf8');
    assert.equal(mark, '\ufeff');
    const lines = rest.join('').trim().split('\r\n');
    assert.equal(lines[0], 'kind,line,pointer,identifier,name,field,reason,problem');
    assert.equal(lines.length, 1 + WRONG.length);
    assert.match(lines[2], /^rejected,\d+,\/300,https:\/\/register.example\/900,.*,phase,is none of the register's words,$/);

    await page.getByRole('button', {name: 'Import', exact: true}).click();
    await isDone(page);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'status'); // the button is gone
    assert.equal(await fact(page, 'New'), '300');
    await page.getByLabel('Show').selectOption('New');
    await page.getByText('Invented system 19', {exact: true}).waitFor();
    await page.getByRole('button', {name: 'Show more'}).click();
    await page.getByText('Invented system 39', {exact: true}).waitFor();
    found.push(...(await inspect(page, 'import-done')));
    await page.getByRole('link', {name: '← Imports'}).click();
    await page.getByRole('link', {name: 'records.json'}).waitFor();
    found.push(...(await inspect(page, 'imports-list')));
    assert.deepEqual(found, []);
});

test('the import goes on while nobody looks, shows how far it is, and can be stopped', async () => {
    const page = await browser.signIn(PETRA);
    await choose(page, fileOf(many(3000, 1000), 'more.json'));
    await page.getByText('Checked: waits for you').waitFor({timeout: 30_000});
    /* It would withdraw what the file before had. */
    const alert = page.locator('.ds-alert').filter({hasText: '300 records would no longer be public'});
    await alert.waitFor();
    await page.getByRole('button', {name: 'Import', exact: true}).click();
    await page.getByText('Say first that so many records may be withdrawn.').waitFor();
    assert.deepEqual(await inspect(page, 'import-drastic'), []);
    await page.getByRole('checkbox', {name: 'Yes, withdraw them'}).check();
    await page.getByRole('button', {name: 'Import', exact: true}).click();
    await page.getByText('The file is being imported.').waitFor();
    await page.getByText(/^[1-9][\d,]* of 3,300 done$/).waitFor();
    await service('pilots', '-d');
    assert.deepEqual(await inspect(page, 'import-running'), []);
    await page.reload();
    await page.getByText('The file is being imported.').waitFor();
    await page.getByRole('button', {name: 'Stop the import'}).click();
    await page.getByText('The import is being stopped.').waitFor();
    assert.deepEqual(await inspect(page, 'import-stopping'), []);
    await service('pilots', '-u');
    await page.getByText(/^The import was stopped after [1-9][\d,]* of 3,300 steps/).waitFor({timeout: 60_000});
    assert.deepEqual(await inspect(page, 'import-stopped'), []);
});

test('an upload that was interrupted goes on with the same file', async () => {
    const page = await browser.signIn(PETRA);
    const file = fileOf(many(3, 2000), 'interrupted.json');
    const call = async (procedure, data) => {
        const answer = await page.request.post(`/call/samspil.imports.${procedure}`, {data, headers: {Origin: url, 'Idempotency-Key': crypto.randomUUID()}});
        assert.equal(answer.status(), 200, await answer.text());
        return answer.json();
    };
    const begun = await call('begin_import', {register: 'uk', file_name: file.name, size_bytes: file.buffer.length, source: 'interrupted'});
    const content = `\0${file.buffer.subarray(0, 400).toString('base64')}`;
    await call('add_content', {import_id: begun.import_id, offset: 0, content});
    await page.goto(`/pilots/import/${begun.import_id}`);
    await page.getByText(/^The upload stopped at \d+ %/).waitFor();
    await page.getByLabel(/^The upload stopped/).setInputFiles(fileOf(many(1), 'interrupted.json'));
    await page.getByText('This is another file.').waitFor();
    assert.deepEqual(await inspect(page, 'import-interrupted'), []);
    await page.getByLabel(/^The upload stopped/).setInputFiles(file);
    await page.getByText('Checked: waits for you').waitFor();
    await page.getByRole('button', {name: 'Cancel the import'}).click();
    await page.getByText('The import was cancelled. Nothing was changed.').waitFor();
});

test('what is no file of the register says so', async () => {
    const page = await browser.signIn(PETRA);
    await choose(page, {name: 'letter.json', mimeType: 'application/json', buffer: Buffer.from('Dear all')});
    await page.getByText('This is not a file as this register publishes it.').waitFor();
    assert.deepEqual(await inspect(page, 'import-failed'), []);
});

test('an operator imports for all', async () => {
    const page = await browser.signIn('operator');
    await page.goto('/pilots');
    await page.getByRole('link', {name: 'Import from a register'}).click();
    await page.getByText('of all organisations in the file').waitFor();
    await page.getByRole('listitem').filter({hasText: 'Aaby Municipality (demo)'}).first().waitFor(); // theirs are seen as well
    const dutch = {name: 'Invented system', organization: 'Gemeente Elders (demo)', status: 'In gebruik', url: 'https://register.example/nl'};
    await choose(page, fileOf([dutch], 'all.json'), 'The Dutch Algorithm Register');
    await page.getByText('Checked: waits for you').waitFor({timeout: 20_000});
    assert.equal(await fact(page, 'New organisations'), '1');
    await page.getByRole('button', {name: 'Import', exact: true}).click();
    await isDone(page);
    await settled(page);
    assert.deepEqual(await inspect(page, 'import-operator'), []);
});

test('nobody asked another host, and no policy was broken', () => assert.deepEqual(browser.complaints, []));
