// SPDX-License-Identifier: EUPL-1.2
import {t} from '../../i18n';
import {Empty, LinkButton, Loading, Page} from '../../parts/page';
import {may} from '../../session';
import {Plan} from '../plan/plan';
import {useOwnCase} from './own_case';

export function OwnPlan() {
    const caseId = useOwnCase();
    if (caseId) return <Plan key={caseId} caseId={caseId} title={t('nav-plan')} />;
    if (caseId === undefined)
        return (
            <Page title={t('nav-plan')}>
                <Loading />
            </Page>
        );
    return (
        <Page title={t('nav-plan')}>
            <Empty text={t('goals-none')}>
                {may('referral') && <LinkButton href="/ask">{t('nav-ask')}</LinkButton>}
            </Empty>
        </Page>
    );
}
