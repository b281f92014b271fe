// SPDX-License-Identifier: EUPL-1.2
import {t} from '../../i18n';
import {OfferSearch} from '../../parts/offers';
import {Page} from '../../parts/page';

export const Directory = () => (
    <Page title={t('nav-directory')} lead={t('directory-lead')}>
        <OfferSearch />
    </Page>
);
