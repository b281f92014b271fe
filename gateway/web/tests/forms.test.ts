// SPDX-License-Identifier: EUPL-1.2
import {describe, expect, test} from 'vitest';
import {dateOf, daysFrom, isoDate} from '../src/format';
import {amount, day, dayValues, type Field, faults, inWords, shown} from '../src/forms/fields';
import {joined} from '../src/pages';

describe('dates', () => {
    test('only days that exist', () => {
        expect(dateOf('2028', '2', '29')).toBe('2028-02-29');
        expect(dateOf('2027', '2', '29')).toBeUndefined();
        expect(dateOf('27', '2', '2')).toBeUndefined();
        expect(dateOf('2027', '13', '1')).toBeUndefined();
        expect(dateOf('2027', 'x', '1')).toBeUndefined();
    });
    test('there and back', () => expect(day(dayValues('due', '2027-01-05'), 'due')).toBe('2027-01-05'));
    test('days on, over a change of the clock', () => expect(daysFrom('2027-03-27', 2)).toBe('2027-03-29'));
    test('local day', () => expect(isoDate(new Date(2027, 0, 5, 23, 59))).toBe('2027-01-05'));
});

describe('faults', () => {
    const wrong = (field: Field, value: string | string[] = '') => faults([field], {[field.name]: value});
    test('required', () => {
        expect(wrong({name: 'a', label: 'A', required: true}, ' ')).toHaveProperty('a');
        expect(wrong({name: 'a', label: 'A'})).toEqual({});
        expect(wrong({name: 'a', label: 'A', kind: 'checks', required: true}, [])).toHaveProperty('a');
    });
    test('numbers', () => {
        const field: Field = {name: 'a', label: 'A', kind: 'number', max: 10};
        expect(wrong(field, '10')).toEqual({});
        expect(wrong(field, '9,5')).toEqual({});
        for (const value of ['11', '10,5', '-1', 'ten', '1e3']) expect(wrong(field, value)).toHaveProperty('a');
        expect([amount({a: '9,5'}, 'a'), amount({a: '9.5'}, 'a'), amount({}, 'a')]).toEqual([9.5, 9.5, undefined]);
    });
    test('length in bytes, as the services count', () => {
        expect(wrong({name: 'a', label: 'A', max: 3}, 'æø')).toHaveProperty('a');
        expect(wrong({name: 'a', label: 'A', max: 4}, 'æø')).toEqual({});
    });
    test('fields that are not shown are not checked', () => {
        const fields: Field[] = [{name: 'b', label: 'B', required: true, when: values => values.a === 'yes'}];
        expect(faults(fields, {a: 'no'})).toEqual({});
        expect(shown(fields, {a: 'yes'})).toHaveLength(1);
    });
});

test('a value as one reads it', () => {
    const options: [string, string][] = [
        ['x', 'Ex'],
        ['y', 'Why'],
    ];
    expect(inWords({name: 'a', label: 'A'}, {a: ' words '})).toBe('words');
    expect(inWords({name: 'a', label: 'A', kind: 'select', options}, {a: 'y'})).toBe('Why');
    expect(inWords({name: 'a', label: 'A', kind: 'checks', options}, {a: ['y', 'x']})).toBe('Ex, Why');
    expect(inWords({name: 'a', label: 'A', kind: 'date'}, dayValues('a', '2027-01-05'))).toBe('5 January 2027');
    expect(inWords({name: 'a', label: 'A', kind: 'date'}, {})).toBe('');
});

test('pages of an answer are joined, the last one has no next', () => {
    expect(joined({rows: [1], next: 'a'}, {rows: [2]})).toEqual({rows: [1, 2], next: undefined});
});
