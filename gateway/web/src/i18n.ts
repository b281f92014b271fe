// SPDX-License-Identifier: EUPL-1.2
/*
 * The texts: one Fluent file for each language, fetched when it is chosen. The choice is kept in a cookie, where the
 * gateway finds it for its own pages.
 */
import {FluentBundle, FluentResource, type FluentVariable} from '@fluent/bundle';
import {signal} from '@preact/signals';
import da from './texts/da.ftl?url';
import en from './texts/en.ftl?url';
import nb from './texts/nb.ftl?url';
import nl from './texts/nl.ftl?url';
import sv from './texts/sv.ftl?url';

export const LANGUAGES = {
    en: {name: 'English', locale: 'en-GB', texts: en},
    da: {name: 'Dansk', locale: 'da-DK', texts: da},
    sv: {name: 'Svenska', locale: 'sv-SE', texts: sv},
    nb: {name: 'Norsk', locale: 'nb-NO', texts: nb},
    nl: {name: 'Nederlands', locale: 'nl-NL', texts: nl},
};
export type Language = keyof typeof LANGUAGES;

export const language = signal<Language>('en');
const bundle = signal<FluentBundle | undefined>(undefined);

const isLanguage = (name: string | null | undefined): name is Language => !!name && name in LANGUAGES;

const COOKIE = 'samspil-language';
const KEPT_SECONDS = 365 * 24 * 3600;

const chosenBefore = () => document.cookie.match(new RegExp(`(?:^|; )${COOKIE}=(\\w+)`))?.[1];

/* The one chosen before, or the first of the browser's that there is. Norwegian browsers say no, nb or nn. */
export function preferredLanguage(): Language {
    const wanted = [chosenBefore(), ...navigator.languages.map(name => name.split('-')[0])];
    return wanted.map(name => (name === 'no' || name === 'nn' ? 'nb' : name)).find(isLanguage) ?? 'en';
}

export async function setLanguage(chosen: Language) {
    const {locale, texts} = LANGUAGES[chosen];
    const made = new FluentBundle(locale, {useIsolating: false});
    made.addResource(new FluentResource(await (await fetch(texts)).text()));
    // biome-ignore lint/suspicious/noDocumentCookie: the store that is meant instead is not in every browser
    document.cookie = `${COOKIE}=${chosen}; Path=/; Max-Age=${KEPT_SECONDS}; SameSite=Lax`;
    document.documentElement.lang = chosen;
    language.value = chosen;
    bundle.value = made;
}

export function t(id: string, args?: Record<string, FluentVariable>): string {
    const message = bundle.value?.getMessage(id);
    return message?.value ? bundle.value!.formatPattern(message.value, args) : id;
}

/* The word for a value of one of the contracts' enums; tests/texts.test.ts lists the families. */
export const word = (family: string, value: string) =>
    t(`${family}-${value.replaceAll(' ', '-').replaceAll('_', '-')}`);

/* Several of them in one sentence. */
export const wordList = (family: string, values: readonly string[]) =>
    values.map(value => word(family, value)).join(', ');

/* Pairs for a list of choices. */
export const words = (family: string, values: readonly string[]): [string, string][] =>
    values.map(value => [value, word(family, value)]);
