// SPDX-License-Identifier: EUPL-1.2
/* A form is a table of fields; what is wrong with the values is said per field. */
import {date, dateOf} from '../format';
import {t} from '../i18n';
import type {Values} from './drafts';

export interface Field {
    name: string;
    label: string;
    kind?: 'text' | 'area' | 'select' | 'radios' | 'checks' | 'date' | 'number' | 'email' | 'tel' | 'file';
    hint?: string;
    required?: boolean;
    max?: number;
    least?: number;
    options?: [value: string, label: string][];
    /* Shown, checked and sent only then. */
    when?: (values: Values) => boolean;
    autocomplete?: string;
    /* Of a file: which kinds, and who takes it; the value is its name. */
    accept?: string;
    take?: (file?: File) => void;
    /* What else can be wrong with what is there. */
    fault?: () => string | undefined;
}

export const text = (values: Values, name: string) => ((values[name] as string | undefined) ?? '').trim();
export const list = (values: Values, name: string) => (values[name] as string[] | undefined) ?? [];
/* Written with a point or a comma. */
const numberOf = (written: string) => Number(written.replace(',', '.'));
export const amount = (values: Values, name: string) =>
    text(values, name) === '' ? undefined : numberOf(text(values, name));

export const DATE_PARTS = ['day', 'month', 'year'] as const;
const part = (values: Values, name: string, which: string) => text(values, `${name}-${which}`);

export const day = (values: Values, name: string) =>
    dateOf(part(values, name, 'year'), part(values, name, 'month'), part(values, name, 'day'));

export function dayValues(name: string, iso?: string): Values {
    const [year = '', month = '', date = ''] = iso ? iso.slice(0, 10).split('-') : [];
    return {
        [`${name}-year`]: year,
        [`${name}-month`]: month.replace(/^0/, ''),
        [`${name}-day`]: date.replace(/^0/, ''),
    };
}

/* The value of a field as one reads it. */
export function inWords(field: Field, values: Values): string {
    if (field.kind === 'date') return date(day(values, field.name));
    if (!field.options) return text(values, field.name);
    const chosen = field.kind === 'checks' ? list(values, field.name) : [text(values, field.name)];
    return field.options
        .filter(([value]) => chosen.includes(value))
        .map(([, label]) => label)
        .join(', ');
}

const isEmpty = (field: Field, values: Values) => {
    if (field.kind === 'checks') return list(values, field.name).length === 0;
    if (field.kind === 'date') return DATE_PARTS.every(which => part(values, field.name, which) === '');
    return text(values, field.name) === '';
};

function faultOf(field: Field, values: Values): string | undefined {
    if (isEmpty(field, values)) return field.required ? t('fault-required', {label: field.label}) : undefined;
    if (field.kind === 'date') return day(values, field.name) ? undefined : t('fault-date', {label: field.label});
    if (field.kind === 'checks') return undefined;
    if (field.fault) return field.fault();
    const value = text(values, field.name);
    if (field.kind === 'number') {
        const wrong =
            !/^\d+([.,]\d+)?$/.test(value) ||
            numberOf(value) < (field.least ?? 0) ||
            (field.max !== undefined && numberOf(value) > field.max);
        return wrong ? t('fault-number', {label: field.label}) : undefined;
    }
    if (field.kind === 'email' && !/^\S+@\S+\.\S+$/.test(value)) return t('fault-email');
    const bytes = new TextEncoder().encode(value).length;
    return field.max !== undefined && bytes > field.max ? t('fault-long', {label: field.label}) : undefined;
}

export const shown = (fields: Field[], values: Values) => fields.filter(field => !field.when || field.when(values));

export function faults(fields: Field[], values: Values): Record<string, string> {
    const found = shown(fields, values).map(field => [field.name, faultOf(field, values)] as const);
    return Object.fromEntries(found.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
