// SPDX-License-Identifier: EUPL-1.2

import {useState} from 'preact/hooks';
import {useLocation} from 'preact-iso/router';
import type {cases} from 'samspil';
import {tell} from '../../connection';
import {dateTime} from '../../format';
import {text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, word, wordList} from '../../i18n';
import {Facts, Tag, Words} from '../../parts/facts';
import {Answer, Failure, LinkButton, Page, Section} from '../../parts/page';
import type {Problem} from '../../problems';
import {useQuery} from '../../query';
import type {Parameters} from '../../routes';

function Steps({inquiry, refresh}: {inquiry: cases.Inquiry; refresh: () => Promise<void>}) {
    const {route} = useLocation();
    const [problem, setProblem] = useState<Problem>();
    const take = () => tell('cases.take_inquiry', {inquiry_id: inquiry.inquiry_id}).then(refresh, setProblem);
    const close = async (answer: string, commandId: string) => {
        await tell('cases.close_inquiry', {inquiry_id: inquiry.inquiry_id, answer}, commandId);
        route('/');
    };
    const fields = [
        {
            name: 'answer',
            label: t('inquiry-answer'),
            hint: t('inquiry-answer-hint'),
            kind: 'area' as const,
            required: true,
            max: 2000,
        },
    ];
    return (
        <>
            {problem && <Failure problem={problem} />}
            <div class="actions">
                {inquiry.status === 'waiting' && (
                    <button class="ds-button" type="button" onClick={take}>
                        {t('inquiry-take')}
                    </button>
                )}
                <LinkButton plain={inquiry.status === 'waiting'} href={`/cases/${inquiry.case_id}/refer`}>
                    {t('refer')}
                </LinkButton>
                <LinkButton plain href={`/cases/${inquiry.case_id}`}>
                    {t('open-citizen')}
                </LinkButton>
            </div>
            {inquiry.status === 'taken' && (
                <Section title={t('inquiry-close')}>
                    <Form
                        draft={`inquiry ${inquiry.inquiry_id}`}
                        fields={fields}
                        submit={t('inquiry-close')}
                        onSubmit={(values, commandId) => close(text(values, 'answer'), commandId)}
                    />
                </Section>
            )}
        </>
    );
}

const Details = ({inquiry, refresh}: {inquiry: cases.Inquiry; refresh: () => Promise<void>}) => (
    <div class="stack">
        <p>
            <Tag family="inquiry" value={inquiry.status} />
        </p>
        <Words text={inquiry.need} />
        <Facts
            rows={[
                [t('asked-at'), dateTime(inquiry.at)],
                [t('asked-by'), inquiry.inquirer_name ?? word('inquirer', inquiry.by)],
                [t('asked-contact'), inquiry.inquirer_contact],
                [t('why-caseworker'), wordList('why', inquiry.why)],
                [t('inquiry-answer'), inquiry.answer],
            ]}
        />
        <Steps inquiry={inquiry} refresh={refresh} />
    </div>
);

export function Inquiry({params}: Parameters) {
    const query = useQuery(
        'cases.get_inquiry',
        {inquiry_id: params.id!},
        {concerns: entry => entry.data.inquiry_id === params.id, as: 'refresh'},
    );
    return (
        <Page title={t('inquiry-row')} back={['/', t('nav-work')]}>
            <Answer query={query}>{({inquiry}) => <Details inquiry={inquiry} refresh={query.refresh} />}</Answer>
        </Page>
    );
}
