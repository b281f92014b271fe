// SPDX-License-Identifier: EUPL-1.2
/* Dates, times and numbers as the chosen language writes them. */
import {LANGUAGES, language} from './i18n';

const DAY = 24 * 60 * 60 * 1000;
const locale = () => LANGUAGES[language.value].locale;

/* A date without a time is the same day everywhere. */
const parse = (text: string) => new Date(text.length === 10 ? `${text}T12:00:00` : text);

const written = (options: Intl.DateTimeFormatOptions) => (text?: string) =>
    text ? new Intl.DateTimeFormat(locale(), options).format(parse(text)) : '';

export const date = written({day: 'numeric', month: 'long', year: 'numeric'});
export const weekday = written({weekday: 'long', day: 'numeric', month: 'long'});
export const dateTime = written({day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit'});
export const time = written({hour: '2-digit', minute: '2-digit'});
export const exactTime = written({hour: '2-digit', minute: '2-digit', second: '2-digit'});
export const number = (value: number) => new Intl.NumberFormat(locale(), {maximumFractionDigits: 2}).format(value);

export const isoDate = (when: Date) =>
    [when.getFullYear(), when.getMonth() + 1, when.getDate()].map(part => String(part).padStart(2, '0')).join('-');

export const daysFrom = (text: string, days: number) => isoDate(new Date(parse(text).getTime() + days * DAY));
export const daysSince = (text: string) => Math.floor((Date.now() - parse(text).getTime()) / DAY);
export const today = () => isoDate(new Date());
export const isPast = (day?: string) => !!day && day.slice(0, 10) < today();

/* Undefined unless the three parts name a day that exists. */
export function dateOf(year: string, month: string, day: string): string | undefined {
    const made = new Date(Number(year), Number(month) - 1, Number(day), 12);
    const exists = /^\d{4}$/.test(year) && made.getMonth() === Number(month) - 1 && made.getDate() === Number(day);
    return exists ? isoDate(made) : undefined;
}
