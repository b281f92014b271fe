// SPDX-License-Identifier: EUPL-1.2
/* The terms of a consent, and how a caseworker comes by it. */
import type {common, consents} from 'samspil';
import {tell} from '../connection';
import type {Values} from '../forms/drafts';
import {type Field, text} from '../forms/fields';
import {Form} from '../forms/form';
import {language, t, wordList, words} from '../i18n';
import {organisationName} from '../names';
import {Words} from './facts';
import {Section} from './page';

export const termsOf = (caseId: string, organisationId: string, categories: common.Category[]) => ({
    case_id: caseId,
    organisation_id: organisationId,
    purpose: 'SocialWelfareProvision' as const,
    categories,
    language: language.value,
    text: t('consent-text', {
        who: organisationName(organisationId),
        what: wordList('category', categories),
    }),
});

/* How the citizen said something to a caseworker. */
export const methodField = (): Field => ({
    name: 'method',
    label: t('consent-method'),
    kind: 'radios',
    required: true,
    options: words('method', ['conversation', 'telephone', 'paper']),
});

/* The citizen said so to the caseworker, who records how; or the citizen is asked and answers in their own app. */
export function ConsentNeeded({
    terms,
    isLinked,
    asked,
    refresh,
    cancel,
}: {
    terms: ReturnType<typeof termsOf>;
    /* Whether the citizen has an app to be asked in. */
    isLinked: boolean;
    asked: boolean;
    refresh: () => Promise<void>;
    /* Where it can be left without either. */
    cancel?: () => void;
}) {
    const record = async (values: Values, commandId: string) => {
        const recorded = {method: text(values, 'method') as consents.Method, at: new Date().toISOString()};
        await tell('consents.give_consent', {...terms, given_by: 'citizen', recorded}, commandId);
        await refresh();
    };
    const request = async () => {
        await tell('consents.request_consent', terms);
        await refresh();
    };
    return (
        <div class="stack">
            <Words text={terms.text} />
            {asked && (
                <p class="ds-paragraph" role="status">
                    {t('consent-asked')}
                </p>
            )}
            {isLinked && !asked && (
                <div class="actions">
                    <button class="ds-button" data-variant="secondary" type="button" onClick={request}>
                        {t('consent-ask')}
                    </button>
                </div>
            )}
            <Section title={t('consent-record')}>
                <Form
                    draft={`consent ${terms.case_id} ${terms.organisation_id}`}
                    fields={[methodField()]}
                    submit={t('consent-record')}
                    cancel={cancel}
                    onSubmit={record}
                />
            </Section>
        </div>
    );
}
