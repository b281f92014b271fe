// SPDX-License-Identifier: EUPL-1.2
import {t} from '../../i18n';
import {Page, Section} from '../../parts/page';

export const Accessibility = () => (
    <Page title={t('accessibility')} lead={t('accessibility-lead')}>
        <Section title={t('accessibility-how')}>
            <ul class="ds-list">
                <li>{t('accessibility-keyboard')}</li>
                <li>{t('accessibility-zoom')}</li>
                <li>{t('accessibility-tests')}</li>
            </ul>
        </Section>
        <Section title={t('accessibility-limits')}>
            <p class="ds-paragraph">{t('accessibility-limits-lead')}</p>
        </Section>
        <Section title={t('accessibility-tell')}>
            <p class="ds-paragraph">{t('accessibility-tell-lead')}</p>
        </Section>
    </Page>
);
