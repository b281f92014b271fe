// SPDX-License-Identifier: EUPL-1.2
import {useQuery} from '../../query';
import {acting, isRepresentative, represented} from '../../session';

/* The citizen's open case, or their last one; who represents them: the one that it is for. null: there is none; undefined:
 * not yet known. */
export function useOwnCase(): string | null | undefined {
    const {data} = useQuery('cases.list_cases', isRepresentative.value ? undefined : {limit: 20});
    if (isRepresentative.value) return represented.value[acting.value!.citizen_id!]?.case_id;
    if (!data) return undefined;
    const found = data.cases.find(each => each.status === 'open') ?? data.cases[0];
    return found?.case_id ?? null;
}
