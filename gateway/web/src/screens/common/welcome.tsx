// SPDX-License-Identifier: EUPL-1.2
import {t} from '../../i18n';
import {LinkButton, Page, Section} from '../../parts/page';
import {SignIn} from '../../parts/sign_in';

export const Welcome = () => (
    <Page title={t('welcome-title')} lead={t('welcome-lead')}>
        <div class="actions">
            <SignIn />
        </div>
        <Section title={t('nav-pilots')}>
            <p class="ds-paragraph">{t('welcome-pilots')}</p>
            <div>
                <LinkButton plain href="/pilots">
                    {t('nav-pilots')}
                </LinkButton>
            </div>
        </Section>
    </Page>
);
