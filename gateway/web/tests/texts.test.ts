// SPDX-License-Identifier: EUPL-1.2
/* Every text that the screens name is there in every language, none is left over, and every enum has its words. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {FluentBundle, FluentResource} from '@fluent/bundle';
import {describe, expect, test} from 'vitest';

const root = join(import.meta.dirname, '..');
const LANGUAGES = ['en', 'da', 'sv', 'nb', 'nl'];
const read = (language: string) => readFileSync(join(root, 'src/texts', `${language}.ftl`), 'utf8');
const resource = (language: string) => new FluentResource(read(language));
const idsOf = (language: string) => resource(language).body.map(message => message.id);

const sources = readdirSync(join(root, 'src'), {recursive: true, encoding: 'utf8'})
    .filter(name => /\.tsx?$/.test(name))
    .map(name => readFileSync(join(root, 'src', name), 'utf8'))
    .join('\n');

/* Families of words, by the enum of the contracts whose values they are. */
const FAMILIES: Record<string, string> = {
    role: 'common.Role',
    category: 'common.Category',
    basis: 'common.Basis',
    referral: 'referrals.Status',
    priority: 'referrals.Priority',
    reason: 'referrals.ReasonCode',
    outcome: 'referrals.Outcome',
    consent: 'consents.Status',
    purpose: 'consents.Purpose',
    method: 'consents.Method',
    inquiry: 'cases.InquiryStatus',
    inquirer: 'cases.Inquirer',
    why: 'cases.Why',
    channel: 'cases.Channel',
    'case-outcome': 'cases.Outcome',
    relation: 'cases.Relation',
    scope: 'common.Scope',
    goal: 'plans.GoalStatus',
    achievement: 'plans.Achievement',
    activity: 'plans.ActivityStatus',
    kind: 'plans.ActivityKind',
    visibility: 'plans.Visibility',
    'visibility-own': 'plans.Visibility',
    participant: 'plans.ParticipantStatus',
    source: 'plans.ParticipantSource',
    stage: 'pilots.Stage',
    risk: 'pilots.Risk',
    domain: 'pilots.Domain',
    'pilot-outcome': 'pilots.Outcome',
    evidence: 'pilots.EvidenceKind',
    again: 'pilots.Again',
    register: 'pilots.Register',
    'import-from': 'imports.Register',
    'import-state': 'imports.State',
    'import-fault': 'imports.Fault',
    'import-row': 'imports.RowKind',
    'import-why': 'imports.Why',
    challenge: 'pilots.ChallengeStatus',
    proposal: 'pilots.ProposalStatus',
};

interface Contract {
    $defs: Record<string, {enum?: string[]}>;
    events: Record<string, object>;
    problems?: {code: string}[];
}
const contract = (name: string): Contract =>
    JSON.parse(readFileSync(join(root, '../../schemas', `${name}.json`), 'utf8'));
const snake = (name: string) => name.replace(/[A-Z]/g, (letter, index) => (index ? '_' : '') + letter.toLowerCase());
const valuesOf = (enumName: string) => {
    const [service, name] = enumName.split('.') as [string, string];
    return contract(service).$defs[snake(name)]!.enum!;
};
const slug = (value: string) => value.replaceAll(' ', '-').replaceAll('_', '-');

/* What the gates of a pilot's stages ask for: the names of the conditions, which no contract lists. */
const rules = readFileSync(join(root, '../../services/pilots/rules.c'), 'utf8');
const conditions = [...rules.matchAll(/\[CONDITION_\w+\] *= \{"(\w+)"/g)].map(([, name]) => `gate-${slug(name!)}`);

const enumTexts = Object.entries(FAMILIES).flatMap(([family, name]) =>
    valuesOf(name).map(value => `${family}-${slug(value)}`),
);
enumTexts.push(...conditions);
const events = [...sources.matchAll(/'((?:cases|consents|referrals|plans)\.[a-z_]+)'/g)].map(
    ([, name]) => `event-${name!.replace(/[._]/g, '-')}`,
);

/* Said of an id in the sources: as a whole string, or by its beginning where the rest is computed. */
const COMPUTED = [/^move-/, /^looked-/, /^record-/, /^signal-/, /^work-.*-none$/, /-none-fit$/];
const isNamed = (id: string) =>
    sources.includes(`'${id}'`) ||
    enumTexts.includes(id) ||
    events.includes(id) ||
    COMPUTED.some(pattern => pattern.test(id));

describe('texts', () => {
    test.each(LANGUAGES)('%s parses whole and has the same messages as English', language => {
        const ids = idsOf(language);
        expect(ids.length).toBe(read(language).match(/^[a-z][\w-]* =/gim)!.length);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(idsOf('en'));
    });

    test.each(LANGUAGES)('%s names the same variables as English in each message', language => {
        const variables = (source: string) =>
            Object.fromEntries(
                source
                    .split(/\n(?=[a-z][\w-]* =)/i)
                    .map(message => [message.split(' =')[0], [...new Set(message.match(/\$\w+/g) ?? [])].sort()]),
            );
        const [own, english] = [variables(read(language)), variables(read('en'))];
        for (const id of idsOf('en')) expect([id, own[id]]).toEqual([id, english[id]]);
    });

    test('none is missing', () => {
        const ids = new Set(idsOf('en'));
        const literal = [...sources.matchAll(/\bt\('([\w-]+)'/g)].map(match => match[1]!);
        const tabled = [
            ...sources.matchAll(/'((?:nav|problem|state|fault|move|standing|now|news|change)-[\w-]+)'/g),
        ].map(match => match[1]!);
        expect([...literal, ...tabled, ...enumTexts].filter(id => !ids.has(id))).toEqual([]);
    });

    test('none is left over', () => {
        expect(idsOf('en').filter(id => !isNamed(id))).toEqual([]);
    });

    test('every problem of the contracts is worded', () => {
        const table = readFileSync(join(root, 'src/problems.ts'), 'utf8');
        const own = ['no_such_procedure', 'command_id_reused'];
        const codes = contract('problems').problems!.map(problem => problem.code);
        expect(codes.filter(code => !own.includes(code) && !table.includes(`    ${code}: '`))).toEqual([]);
    });

    test('every event that is news is one of the contracts, and worded', () => {
        const ids = new Set(idsOf('en'));
        const rows = [...readFileSync(join(root, 'src/news.ts'), 'utf8').matchAll(/ '(\w+)\.(\w+)': \{(.*)\},/g)];
        expect(rows.length).toBeGreaterThan(30);
        const wrong = rows.filter(([, service, event, row]) => {
            const text = /text: '([\w-]+)'/.exec(row!)?.[1] ?? `event-${service}-${slug(event!)}`;
            return !contract(service!).events[event!] || !ids.has(text);
        });
        expect(wrong.map(([row]) => row)).toEqual([]);
    });

    test('plurals follow the language', () => {
        const bundle = new FluentBundle('da-DK', {useIsolating: false});
        bundle.addResource(resource('da'));
        const waited = (count: number) => bundle.formatPattern(bundle.getMessage('waited')!.value!, {count});
        expect([waited(0), waited(1), waited(5)]).toEqual(['kom i dag', 'ventet 1 dag', 'ventet 5 dage']);
    });
});
