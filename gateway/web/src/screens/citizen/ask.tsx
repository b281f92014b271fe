// SPDX-License-Identifier: EUPL-1.2
/* Ask for help, in one's own words: answered at once with offers, or by a caseworker, and it is said why. */
import {useState} from 'preact/hooks';
import type {cases} from 'samspil';
import {tell} from '../../connection';
import type {Values} from '../../forms/drafts';
import {type Field, list, shown, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {language, t, wordList, words} from '../../i18n';
import {Answer, Page, Section} from '../../parts/page';
import {useQuery, useWhole} from '../../query';
import {is, isRepresentative, loadSession} from '../../session';
import {Match, OwnInquiries, useOwnInquiries} from './inquiries';

interface Given {
    result: cases.InquireResult;
    need: string;
}

const SIGNALS = ['urgent', 'health', 'safety', 'children', 'housing', 'debt', 'wants_caseworker', 'unsure'];

const Answered = ({result, need}: Given) => (
    <Page title={t(result.route === 'offers' ? 'ask-offers' : 'ask-caseworker')}>
        {result.route === 'caseworker' && (
            <p class="ds-paragraph">
                {t(result.case_id ? 'ask-caseworker-lead' : 'ask-caseworker-relative', {
                    why: wordList('why', result.why),
                })}
            </p>
        )}
        {result.offers.length > 0 && (
            <Section title={t('nav-directory')}>
                <p class="ds-paragraph">{t(result.route === 'offers' ? 'ask-offers-lead' : 'ask-meanwhile')}</p>
                <ul class="cards">
                    {result.offers.map(match => (
                        <Match key={match.offer_id} match={match} caseId={result.case_id} need={need} />
                    ))}
                </ul>
            </Section>
        )}
        <p>
            <a class="ds-link" href="/" onClick={() => void loadSession()}>
                {t('to-start')}
            </a>
        </p>
    </Page>
);

const Earlier = () => <OwnInquiries query={useOwnInquiries()} />;

function Questions({municipalities, answered}: {municipalities: [string, string][]; answered: (given: Given) => void}) {
    const isNew = !is('citizen');
    const forOther = (values: Values) => text(values, 'for') === 'relative';
    const forNew = (values: Values) => isNew || forOther(values);
    const fields: Field[] = [
        {
            name: 'for',
            label: t('ask-for'),
            kind: 'radios',
            required: true,
            options: [
                ['self', t('ask-for-self')],
                ['relative', t('ask-for-relative')],
            ],
            when: () => !isRepresentative.value,
        },
        {name: 'need', label: t('ask-need'), hint: t('ask-need-hint'), kind: 'area', required: true, max: 5000},
        {
            name: 'signals',
            label: t('ask-signals'),
            hint: t('ask-signals-hint'),
            kind: 'checks',
            options: words('signal', SIGNALS),
        },
        {
            name: 'municipality_id',
            label: t('ask-municipality'),
            kind: 'select',
            required: true,
            options: municipalities,
            when: forNew,
        },
        {name: 'citizen_name', label: t('ask-name'), required: true, max: 200, when: forNew},
        {name: 'phone', label: t('ask-phone'), kind: 'tel', max: 40, when: forNew},
        {name: 'inquirer_name', label: t('ask-own-name'), required: true, max: 200, when: forOther},
        {
            name: 'inquirer_contact',
            label: t('ask-own-contact'),
            hint: t('ask-own-contact-hint'),
            required: true,
            max: 254,
            when: forOther,
        },
    ];
    const send = async (values: Values, commandId: string) => {
        const asked = Object.fromEntries(
            shown(fields, values)
                .filter(field => !['for', 'signals'].includes(field.name))
                .map(field => [field.name, text(values, field.name)]),
        ) as {need: string};
        const result = await tell(
            'cases.inquire',
            {
                ...asked,
                by: isRepresentative.value || forOther(values) ? 'relative' : 'self',
                signals: list(values, 'signals') as cases.Signal[],
                language: forNew(values) ? language.value : undefined,
            },
            commandId,
        );
        answered({result, need: asked.need});
    };
    return (
        <Page title={t('nav-ask')} lead={t('ask-lead')}>
            <Form draft="ask" fields={fields} initial={{for: 'self'}} submit={t('ask-send')} onSubmit={send} />
            {!isNew && <Earlier />}
        </Page>
    );
}

export function Ask() {
    const query = useWhole(useQuery('directory.list_organisations', {type: 'municipality', limit: 200}));
    const [given, setGiven] = useState<Given>();
    if (given) return <Answered {...given} />;
    if (!query.data)
        return (
            <Page title={t('nav-ask')}>
                <Answer query={query}>{() => null}</Answer>
            </Page>
        );
    const municipalities = query.data.organisations.map((each): [string, string] => [each.organisation_id, each.name]);
    return <Questions municipalities={municipalities} answered={setGiven} />;
}
