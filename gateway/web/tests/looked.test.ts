// SPDX-License-Identifier: EUPL-1.2
import type {disclosures} from 'samspil';
import {expect, test} from 'vitest';
import {byDay} from '../src/looked';

const look = (at: string, more: Partial<disclosures.Disclosure> = {}): disclosures.Disclosure => ({
    at,
    case_id: 'c',
    kind: 'read',
    what: 'samspil.plans.get_plan',
    organisation_id: 'a',
    categories: ['plan'],
    basis: 'consent',
    ...more,
});

test('what is alike on a day is one line, whichever procedure it was, and another organisation stands by itself', () => {
    const days = byDay([
        look('2026-11-24T12:00:00Z'),
        look('2026-11-24T11:00:00Z', {organisation_id: 'b'}),
        look('2026-11-24T10:00:00Z', {what: 'samspil.plans.list_comments', categories: ['notes', 'plan']}),
        look('2026-11-24T09:00:00Z', {kind: 'told', what: 'samspil.plans.goal_changed'}),
        look('2026-11-24T08:00:00Z', {kind: 'told', what: 'samspil.plans.activity_changed'}),
        look('2026-11-20T12:00:00Z'),
    ]);
    const count = days.map(({day, parties}) => [day, parties.map(({looks}) => looks.map(({times}) => times.length))]);
    expect(count).toEqual([
        ['2026-11-24', [[2, 1, 1], [1]]],
        ['2026-11-20', [[1]]],
    ]);
    const first = days[0]!.parties[0]!.looks[0]!;
    expect(first.categories).toEqual(['plan', 'notes']);
    expect(first.times).toEqual(['2026-11-24T12:00:00Z', '2026-11-24T10:00:00Z']);
});

test('the same for another reason is not alike', () => {
    const [day] = byDay([
        look('2026-11-24T12:00:00Z', {consent_id: 'x'}),
        look('2026-11-24T11:00:00Z', {consent_id: 'y'}),
    ]);
    expect(day!.parties[0]!.looks.length).toBe(2);
});
