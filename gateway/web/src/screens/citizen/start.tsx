// SPDX-License-Identifier: EUPL-1.2
/* For somebody whom nobody knows yet: a code from a caseworker, or asking for help. */
import {text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t} from '../../i18n';
import {LinkButton, Page, Section} from '../../parts/page';
import {acceptInvitation} from '../../session';

export function Start() {
    const fields = [{name: 'code', label: t('start-code'), hint: t('start-code-hint'), required: true, max: 32}];
    return (
        <Page title={t('start-title')}>
            <Section title={t('nav-ask')}>
                <p class="ds-paragraph">{t('ask-lead')}</p>
                <div>
                    <LinkButton href="/ask">{t('nav-ask')}</LinkButton>
                </div>
            </Section>
            <Section title={t('start-have-code')}>
                <Form
                    draft="code"
                    fields={fields}
                    submit={t('start-code-send')}
                    onSubmit={(values, commandId) => acceptInvitation(text(values, 'code'), commandId)}
                />
            </Section>
        </Page>
    );
}
