// SPDX-License-Identifier: EUPL-1.2
/* Who looked and who was told, by day and by who it was: what is alike is one line with all its times, so that twenty
 * looks by one helper do not hide the one by somebody else. */
import type {disclosures} from 'samspil';
import {isoDate} from './format';

type Disclosure = disclosures.Disclosure;

/* What one party did in one way on a day; latest first, as are its times. */
export interface Looks {
    first: Disclosure;
    times: string[];
    categories: Disclosure['categories'];
}

/* An organisation, or who represents the citizen. */
export interface Party {
    organisation_id?: string;
    looks: Looks[];
}

export interface Day {
    day: string;
    parties: Party[];
}

/* A read is of a service ("your plan"), whichever of its procedures it was; what was told is told apart. */
export const subject = ({kind, what}: Disclosure) => (kind === 'read' ? (what.split('.')[1] ?? '') : what);

const isAlike = (a: Disclosure, b: Disclosure) =>
    a.kind === b.kind && subject(a) === subject(b) && a.basis === b.basis && a.consent_id === b.consent_id;

/* The one of the list that is meant, or a new one at its end. */
function one<T>(list: T[], isMeant: (each: T) => boolean, made: T): T {
    const found = list.find(isMeant);
    if (!found) list.push(made);
    return found ?? made;
}

export function byDay(disclosures: Disclosure[]): Day[] {
    const days: Day[] = [];
    for (const each of disclosures) {
        const {organisation_id, at} = each;
        const date = isoDate(new Date(at));
        const day = one(days, ({day}) => day === date, {day: date, parties: []});
        const party = one(day.parties, party => party.organisation_id === organisation_id, {
            organisation_id,
            looks: [],
        });
        const looks = one(party.looks, ({first}) => isAlike(first, each), {first: each, times: [], categories: []});
        looks.times.push(at);
        looks.categories = [...new Set([...looks.categories, ...each.categories])];
    }
    return days;
}
