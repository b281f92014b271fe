// SPDX-License-Identifier: EUPL-1.2
/* One citizen: referrals, consents, contacts, messages, and all that happened. */

import {useState} from 'preact/hooks';
import {useLocation} from 'preact-iso/router';
import type {cases, consents} from 'samspil';
import {tell} from '../../connection';
import {date, dateTime} from '../../format';
import {type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, word, wordList, words} from '../../i18n';
import {organisationName} from '../../names';
import {MakeCode} from '../../parts/code';
import {Contacts} from '../../parts/contacts';
import {Dialog} from '../../parts/dialog';
import {Facts, Tag} from '../../parts/facts';
import {Messages} from '../../parts/messages';
import {Answer, Empty, Failure, LinkButton, Page, Section} from '../../parts/page';
import {Representatives} from '../../parts/representatives';
import {Timeline} from '../../parts/timeline';
import type {Problem} from '../../problems';
import {about, type Query, useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {acting} from '../../session';
import {Courses, OUTCOMES} from './courses';
import {Responsible} from './responsible';
import {ReferralRow} from './work';

const Invitation = ({caseId}: {caseId: string}) => (
    <div class="ds-alert stack" data-color="info">
        <p class="ds-paragraph">{t('not-linked')}</p>
        <MakeCode make={() => tell('cases.invite_citizen', {case_id: caseId})} />
    </div>
);

const Referrals = ({caseId}: {caseId: string}) => {
    const query = useQuery(
        'referrals.list_referrals',
        {box: 'outbox', case_id: caseId, limit: 50},
        {concerns: about(['referrals.'], caseId), as: 'refresh'},
    );
    return (
        <Section title={t('referrals')}>
            <Answer query={query}>
                {({referrals}) =>
                    referrals.length === 0 ? (
                        <Empty text={t('referrals-none')} />
                    ) : (
                        <ul class="rows">
                            {referrals.map(referral => (
                                <ReferralRow key={referral.referral_id} referral={referral} />
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
};

export const ConsentFacts = ({consent}: {consent: consents.Consent}) => (
    <Facts
        rows={[
            [t('consent-sees'), wordList('category', consent.categories)],
            [t('consent-purpose'), word('purpose', consent.purpose)],
            [t('consent-until'), date(consent.valid_until)],
            [t('consent-ended'), dateTime(consent.effective_at ?? consent.ended_at)],
        ]}
    />
);

const Consents = ({caseId}: {caseId: string}) => {
    const query = useQuery(
        'consents.list_consents',
        {case_id: caseId, limit: 50},
        {concerns: about(['consents.'], caseId), as: 'refresh'},
    );
    return (
        <Section title={t('nav-consents')}>
            <Answer query={query}>
                {({consents}) =>
                    consents.length === 0 ? (
                        <Empty text={t('consents-none-case')} />
                    ) : (
                        <ul class="cards">
                            {consents.map(consent => (
                                <li class="ds-card" key={consent.consent_id}>
                                    <h3 class="ds-heading" data-size="xs">
                                        {organisationName(consent.organisation_id)}{' '}
                                        <Tag family="consent" value={consent.status} />
                                    </h3>
                                    <ConsentFacts consent={consent} />
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
};

const History = ({caseId}: {caseId: string}) => {
    const query = useQuery(
        'disclosures.list_timeline',
        {case_id: caseId, limit: 20},
        {concerns: about([''], caseId), as: 'news'},
    );
    return (
        <Section title={t('timeline')}>
            <Answer query={query}>{({events}) => <Timeline entries={events} />}</Answer>
        </Section>
    );
};

function CloseCase({caseId}: {caseId: string}) {
    const {route} = useLocation();
    const [open, setOpen] = useState(false);
    if (!open)
        return (
            <button class="ds-button" data-variant="tertiary" type="button" onClick={() => setOpen(true)}>
                {t('close-case')}
            </button>
        );
    const fields: Field[] = [
        {
            name: 'outcome',
            label: t('case-outcome'),
            kind: 'radios',
            required: true,
            options: words('case-outcome', OUTCOMES),
        },
    ];
    return (
        <Dialog title={t('close-case')} close={() => setOpen(false)}>
            <p class="ds-paragraph">{t('close-case-lead')}</p>
            <Form
                draft={`close ${caseId}`}
                fields={fields}
                submit={t('close-case')}
                danger
                cancel={() => setOpen(false)}
                onSubmit={async (values, commandId) => {
                    await tell(
                        'cases.close_case',
                        {case_id: caseId, outcome: text(values, 'outcome') as cases.Outcome},
                        commandId,
                    );
                    route('/citizens');
                }}
            />
        </Dialog>
    );
}

/* Not only seen by the citizen's consent. */
const isOurs = (person: cases.Case) => person.home_id === acting.value?.organisation_id;

/* Each citizen has one case: who needs help again has the same. */
function ReopenCase({person, refresh}: {person: cases.Case; refresh: () => Promise<void>}) {
    const [problem, setProblem] = useState<Problem>();
    const reopen = () => tell('cases.reopen_case', {case_id: person.case_id}).then(refresh, setProblem);
    return (
        <>
            {problem && <Failure problem={problem} />}
            <div class="section-head">
                <p class="ds-paragraph">{t('case-is-closed', {day: date(person.closed_at)})}</p>
                {isOurs(person) && (
                    <button class="ds-button" data-variant="secondary" type="button" onClick={reopen}>
                        {t('reopen-case')}
                    </button>
                )}
            </div>
        </>
    );
}

const Person = ({person}: {person: cases.Case}) => (
    <Facts
        rows={[
            [t('birth-date'), date(person.birth_date)],
            [t('phone'), person.phone],
            [t('email'), person.email],
            [
                t('address'),
                person.address &&
                    [person.address.address_1, person.address.postal_code, person.address.city]
                        .filter(Boolean)
                        .join(', '),
            ],
        ]}
    />
);

const PARTS = ['timeline', 'referrals', 'consents', 'contacts', 'courses', 'people', 'messages'] as const;
const PART_LABELS = {
    timeline: 'timeline',
    referrals: 'referrals',
    consents: 'nav-consents',
    contacts: 'contacts',
    courses: 'courses',
    people: 'representatives',
    messages: 'nav-messages',
};

export function Citizen({params}: Parameters) {
    const caseId = params.id!;
    const query: Query<cases.GetCaseResult> = useQuery(
        'cases.get_case',
        {case_id: caseId},
        {concerns: about(['cases.'], caseId), as: 'refresh'},
    );
    const {query: where} = useLocation();
    const part = PARTS.find(each => each === where.part) ?? 'referrals';
    const back: [string, string] = ['/citizens', t('nav-citizens')];
    if (!query.data)
        return (
            <Page title={t('citizen')} back={back}>
                <Answer query={query}>{() => null}</Answer>
            </Page>
        );
    const person = query.data.case;
    return (
        <Page title={person.citizen_name ?? t('name-withheld')} back={back}>
            <Person person={person} />
            {isOurs(person) && <Responsible person={person} refresh={query.refresh} />}
            {person.status === 'closed' ? (
                <ReopenCase person={person} refresh={query.refresh} />
            ) : (
                <div class="actions">
                    <LinkButton href={`/cases/${caseId}/refer`}>{t('refer')}</LinkButton>
                    <LinkButton plain href={`/cases/${caseId}/plan`}>
                        {t('plan')}
                    </LinkButton>
                    <CloseCase caseId={caseId} />
                </div>
            )}
            {!person.linked && person.status === 'open' && <Invitation caseId={caseId} />}
            <nav class="parts" aria-label={t('parts-of-case')}>
                <ul>
                    {PARTS.map(each => (
                        <li key={each}>
                            <a href={`/cases/${caseId}?part=${each}`} aria-current={each === part ? 'true' : undefined}>
                                {t(PART_LABELS[each])}
                            </a>
                        </li>
                    ))}
                </ul>
            </nav>
            {part === 'referrals' && <Referrals caseId={caseId} />}
            {part === 'timeline' && <History caseId={caseId} />}
            {part === 'consents' && <Consents caseId={caseId} />}
            {part === 'contacts' && <Contacts caseId={caseId} />}
            {part === 'courses' && <Courses caseId={caseId} open={person.status === 'open'} />}
            {part === 'people' && <Representatives caseId={caseId} open={person.status === 'open'} />}
            {part === 'messages' && (
                <Section title={t('nav-messages')}>
                    <Messages caseId={caseId} />
                </Section>
            )}
        </Page>
    );
}
