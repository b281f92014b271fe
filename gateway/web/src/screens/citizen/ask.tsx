// SPDX-License-Identifier: EUPL-1.2
/* Ask for help, in one's own words: answered at once with offers, or by a caseworker, and it is said why. */
import {useState} from 'preact/hooks';
import type {cases} from 'samspil';
import {tell} from '../../connection';
import type {Values} from '../../forms/drafts';
import {type Field, list, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {language, t, wordList, words} from '../../i18n';
import {Answer, Page} from '../../parts/page';
import {useQuery} from '../../query';
import {is, loadSession} from '../../session';

const SIGNALS = ['urgent', 'health', 'safety', 'children', 'housing', 'debt', 'wants_caseworker', 'unsure'];

const Match = ({match}: {match: cases.Match}) => (
    <li class="ds-card">
        <h2 class="ds-heading" data-size="xs">
            {match.name}
        </h2>
        <p class="ds-paragraph">{match.description}</p>
        {match.has_place && (
            <p class="ds-paragraph">
                <strong>{t('has-place')}</strong>
            </p>
        )}
        <div class="actions">
            {match.phone && (
                <a class="ds-button" href={`tel:${match.phone.replaceAll(' ', '')}`}>
                    {t('call', {phone: match.phone})}
                </a>
            )}
            {match.email && (
                <a class="ds-button" data-variant="secondary" href={`mailto:${match.email}`}>
                    {match.email}
                </a>
            )}
        </div>
    </li>
);

const Answered = ({result}: {result: cases.InquireResult}) => (
    <Page title={t(result.route === 'offers' ? 'ask-offers' : 'ask-caseworker')}>
        {result.route === 'caseworker' && (
            <p class="ds-paragraph">{t('ask-caseworker-lead', {why: wordList('why', result.why)})}</p>
        )}
        {result.offers.length > 0 && (
            <>
                <p class="ds-paragraph">{t(result.route === 'offers' ? 'ask-offers-lead' : 'ask-meanwhile')}</p>
                <ul class="cards">
                    {result.offers.map(match => (
                        <Match key={match.offer_id} match={match} />
                    ))}
                </ul>
            </>
        )}
        <p>
            <a class="ds-link" href="/" onClick={() => void loadSession()}>
                {t('to-start')}
            </a>
        </p>
    </Page>
);

function Questions({
    municipalities,
    answered,
}: {
    municipalities: [string, string][];
    answered: (result: cases.InquireResult) => void;
}) {
    const isNew = !is('citizen');
    const fields: Field[] = [
        {name: 'need', label: t('ask-need'), hint: t('ask-need-hint'), kind: 'area', required: true, max: 5000},
        {
            name: 'signals',
            label: t('ask-signals'),
            hint: t('ask-signals-hint'),
            kind: 'checks',
            options: words('signal', SIGNALS),
        },
        ...(isNew
            ? [
                  {
                      name: 'municipality_id',
                      label: t('ask-municipality'),
                      kind: 'select' as const,
                      required: true,
                      options: municipalities,
                  },
                  {name: 'citizen_name', label: t('name'), required: true, max: 200, autocomplete: 'name'},
                  {name: 'phone', label: t('phone'), kind: 'tel' as const, max: 40, autocomplete: 'tel'},
              ]
            : []),
    ];
    const send = async (values: Values, commandId: string) => {
        const result = await tell(
            'cases.inquire',
            {
                by: 'self',
                need: text(values, 'need'),
                signals: list(values, 'signals') as cases.Signal[],
                language: isNew ? language.value : undefined,
                municipality_id: text(values, 'municipality_id'),
                citizen_name: text(values, 'citizen_name'),
                phone: text(values, 'phone'),
            },
            commandId,
        );
        answered(result);
    };
    return (
        <Page title={t('nav-ask')} lead={t('ask-lead')}>
            <Form draft="ask" fields={fields} submit={t('ask-send')} onSubmit={send} />
        </Page>
    );
}

export function Ask() {
    const query = useQuery('directory.list_organisations', {type: 'municipality', limit: 100});
    const [result, setResult] = useState<cases.InquireResult>();
    if (result) return <Answered result={result} />;
    if (!query.data)
        return (
            <Page title={t('nav-ask')}>
                <Answer query={query}>{() => null}</Answer>
            </Page>
        );
    const municipalities = query.data.organisations.map((each): [string, string] => [each.organisation_id, each.name]);
    return <Questions municipalities={municipalities} answered={setResult} />;
}
