// SPDX-License-Identifier: EUPL-1.2
/* Names of organisations and of the citizens of cases by their ids, asked for once each. */
import {signal} from '@preact/signals';
import {ask} from './connection';
import {t} from './i18n';
import {acting} from './session';

const names = signal<Record<string, string>>({});
const asked = new Set<string>();

function known(id: string, find: () => Promise<string>): string {
    if (!asked.has(id)) {
        asked.add(id);
        find()
            .then(name => {
                names.value = {...names.value, [id]: name};
            })
            .catch(() => asked.delete(id));
    }
    return names.value[id] ?? '…';
}

export function organisationName(id?: string): string {
    if (!id) return '';
    if (id === acting.value?.organisation_id && acting.value.organisation_name) return acting.value.organisation_name;
    return known(id, async () => (await ask('directory.get_organisation', {organisation_id: id})).organisation.name);
}

/* Of a case that one may not see any more, there is none. */
export const citizenName = (caseId: string) =>
    known(caseId, () =>
        ask('cases.get_case', {case_id: caseId}).then(
            answer => answer.case.citizen_name ?? t('name-withheld'),
            () => t('name-withheld'),
        ),
    );
