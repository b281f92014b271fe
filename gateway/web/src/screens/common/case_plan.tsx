// SPDX-License-Identifier: EUPL-1.2
import {t} from '../../i18n';
import type {Parameters} from '../../routes';
import {is} from '../../session';
import {Plan} from './plan';

export const CasePlan = ({params}: Parameters) => (
    <Plan
        caseId={params.id!}
        back={is('caseworker') ? [`/cases/${params.id}`, t('citizen')] : ['/plans', t('nav-plans')]}
    />
);
