// SPDX-License-Identifier: EUPL-1.2
/* Names of organisations by their ids, asked for once each. */
import {signal} from '@preact/signals';
import {ask} from './connection';
import {acting} from './session';

const names = signal<Record<string, string>>({});
const asked = new Set<string>();

export function organisationName(id?: string): string {
    if (!id) return '';
    if (id === acting.value?.organisation_id && acting.value.organisation_name) return acting.value.organisation_name;
    if (!asked.has(id)) {
        asked.add(id);
        ask('directory.get_organisation', {organisation_id: id})
            .then(({organisation}) => {
                names.value = {...names.value, [id]: organisation.name};
            })
            .catch(() => asked.delete(id));
    }
    return names.value[id] ?? '…';
}
