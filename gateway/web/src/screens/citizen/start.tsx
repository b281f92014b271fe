// SPDX-License-Identifier: EUPL-1.2
/* For somebody whom nobody knows yet: a code from somebody else, or asking for help. */
import {t} from '../../i18n';
import {UseCode} from '../../parts/code';
import {LinkButton, Page, Section} from '../../parts/page';

export const Start = () => (
    <Page title={t('start-title')}>
        <Section title={t('nav-ask')}>
            <p class="ds-paragraph">{t('ask-lead')}</p>
            <div>
                <LinkButton href="/ask">{t('nav-ask')}</LinkButton>
            </div>
        </Section>
        <Section title={t('start-have-code')}>
            <UseCode />
        </Section>
    </Page>
);
