// SPDX-License-Identifier: EUPL-1.2
/* The next page behind the one there is: every list of an answer grows. */
export function joined<T extends object>(first: T, second: T): T {
    const pairs = Object.entries(second).map(([name, value]) => {
        const before = (first as Record<string, unknown>)[name];
        return [name, Array.isArray(value) && Array.isArray(before) ? [...before, ...value] : value];
    });
    return {...first, next: undefined, ...Object.fromEntries(pairs)};
}
