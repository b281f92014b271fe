// SPDX-License-Identifier: EUPL-1.2
/*
 * What has been typed outlives a reload and a lost connection, in this tab only: it may be about a citizen. The command_id
 * belongs to the draft: sending the same words again is the same command.
 */
export type Values = Record<string, string | string[]>;

export interface Draft {
    values: Values;
    commandId: string;
}

const key = (name: string) => `draft ${name}`;

export function loadDraft(name: string): Draft | undefined {
    const kept = sessionStorage.getItem(key(name));
    return kept ? JSON.parse(kept) : undefined;
}

export const saveDraft = (name: string, draft: Draft) => sessionStorage.setItem(key(name), JSON.stringify(draft));
export const dropDraft = (name: string) => sessionStorage.removeItem(key(name));
