// SPDX-License-Identifier: EUPL-1.2
import {t} from '../../i18n';
import {Empty, Loading, Page} from '../../parts/page';
import {Representatives} from '../../parts/representatives';
import {useOwnCase} from './own_case';

export function OwnRepresentatives() {
    const caseId = useOwnCase();
    return (
        <Page title={t('nav-representatives')} lead={t('representatives-lead')}>
            {caseId === undefined && <Loading />}
            {caseId === null && <Empty text={t('representatives-no-case')} />}
            {caseId && <Representatives caseId={caseId} open />}
        </Page>
    );
}
