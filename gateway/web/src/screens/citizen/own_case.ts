// SPDX-License-Identifier: EUPL-1.2
import {useQuery} from '../../query';

/* The citizen's open case, or their last one; null: there is none; undefined: not yet known. */
export function useOwnCase(): string | null | undefined {
    const {data} = useQuery('cases.list_cases', {limit: 20});
    if (!data) return undefined;
    const found = data.cases.find(each => each.status === 'open') ?? data.cases[0];
    return found?.case_id ?? null;
}
