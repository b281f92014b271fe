// SPDX-License-Identifier: EUPL-1.2
import {t} from '../../i18n';
import {Messages} from '../../parts/messages';
import {Empty, Loading, Page} from '../../parts/page';
import {useOwnCase} from './own_case';

export function Conversation() {
    const caseId = useOwnCase();
    return (
        <Page title={t('nav-messages')} lead={t('messages-lead')}>
            {caseId === undefined && <Loading />}
            {caseId === null && <Empty text={t('messages-none')} />}
            {caseId && <Messages caseId={caseId} />}
        </Page>
    );
}
