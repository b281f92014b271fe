// SPDX-License-Identifier: EUPL-1.2
/* Who may see what, until when, and the end of it: what stops is said before, when it has stopped after. */
import {useState} from 'preact/hooks';
import type {consents} from 'samspil';
import {tell} from '../../connection';
import {date, exactTime} from '../../format';
import {Form} from '../../forms/form';
import {t} from '../../i18n';
import {organisationName} from '../../names';
import {Dialog} from '../../parts/dialog';
import {Tag, Words} from '../../parts/facts';
import {Answer, Empty, Failure, Page, Section} from '../../parts/page';
import type {Problem} from '../../problems';
import {about, useQuery} from '../../query';
import {may} from '../../session';
import {ConsentFacts} from '../caseworker/citizen';

type Consent = consents.Consent;

function Withdraw({consent, close, done}: {consent: Consent; close: () => void; done: (at: string) => void}) {
    const who = organisationName(consent.organisation_id);
    return (
        <Dialog title={t('withdraw-title', {who})} close={close}>
            <p class="ds-paragraph">{t('withdraw-follows', {who})}</p>
            <ul class="ds-list">
                <li>{t('withdraw-sees', {who})}</li>
                <li>{t('withdraw-referrals', {who})}</li>
                <li>{t('withdraw-known', {who})}</li>
            </ul>
            <Form
                draft={`withdraw ${consent.consent_id}`}
                fields={[]}
                submit={t('withdraw')}
                danger
                cancel={close}
                onSubmit={async (_, commandId) => {
                    const answer = await tell('consents.withdraw_consent', {consent_id: consent.consent_id}, commandId);
                    done(answer.effective_at);
                }}
            />
        </Dialog>
    );
}

function Requested({consent, refresh}: {consent: Consent; refresh: () => Promise<void>}) {
    const [problem, setProblem] = useState<Problem>();
    const give = () => tell('consents.give_consent', {consent_id: consent.consent_id}).then(refresh, setProblem);
    const refuse = () => tell('consents.refuse_consent', {consent_id: consent.consent_id}).then(refresh, setProblem);
    return (
        <li class="ds-card">
            <h3 class="ds-heading" data-size="xs">
                {organisationName(consent.organisation_id)}
            </h3>
            <Words text={consent.text} language={consent.language} />
            <ConsentFacts consent={consent} />
            {problem && <Failure problem={problem} />}
            {may('consent') && (
                <>
                    <p class="ds-paragraph">{t('consent-free')}</p>
                    <div class="actions">
                        <button class="ds-button" type="button" onClick={give}>
                            {t('consent-yes')}
                        </button>
                        <button class="ds-button" data-variant="secondary" type="button" onClick={refuse}>
                            {t('consent-no')}
                        </button>
                    </div>
                </>
            )}
        </li>
    );
}

const Given = ({consent, withdraw}: {consent: Consent; withdraw: () => void}) => (
    <li class="ds-card">
        <h3 class="ds-heading" data-size="xs">
            {organisationName(consent.organisation_id)}
        </h3>
        <ConsentFacts consent={consent} />
        {may('consent') && (
            <div class="actions">
                <button
                    class="ds-button"
                    data-variant="secondary"
                    data-color="danger"
                    type="button"
                    onClick={withdraw}
                    aria-label={`${t('withdraw')}: ${organisationName(consent.organisation_id)}`}
                >
                    {t('withdraw')}
                </button>
            </div>
        )}
    </li>
);

const Ended = ({consent}: {consent: Consent}) => (
    <li>
        <span>{organisationName(consent.organisation_id)}</span> <Tag family="consent" value={consent.status} />
        <span class="subtle">{date(consent.effective_at ?? consent.ended_at)}</span>
    </li>
);

export function Consents() {
    const query = useQuery('consents.list_consents', {limit: 100}, {concerns: about(['consents.']), as: 'refresh'});
    const [leaving, setLeaving] = useState<Consent>();
    const [stopped, setStopped] = useState('');
    const done = (at: string) => {
        setStopped(t('withdraw-done', {who: organisationName(leaving!.organisation_id), time: exactTime(at)}));
        setLeaving(undefined);
        void query.refresh();
    };
    return (
        <Page title={t('nav-consents')} lead={t(may('consent') ? 'consents-lead' : 'consents-lead-others')}>
            {leaving && <Withdraw consent={leaving} close={() => setLeaving(undefined)} done={done} />}
            <div role="status">
                {stopped && (
                    <p class="ds-alert" data-color="success">
                        {stopped}
                    </p>
                )}
            </div>
            <Answer query={query}>
                {({consents}) => {
                    const of = (...statuses: consents.Status[]) =>
                        consents.filter(consent => statuses.includes(consent.status));
                    const [requested, given, ended] = [
                        of('requested'),
                        of('given'),
                        of('refused', 'withdrawn', 'expired'),
                    ];
                    if (consents.length === 0) return <Empty text={t('consents-none')} />;
                    return (
                        <>
                            {requested.length > 0 && (
                                <Section title={t('consents-requested')}>
                                    <ul class="cards">
                                        {requested.map(consent => (
                                            <Requested
                                                key={consent.consent_id}
                                                consent={consent}
                                                refresh={query.refresh}
                                            />
                                        ))}
                                    </ul>
                                </Section>
                            )}
                            <Section title={t('consents-given')}>
                                {given.length === 0 ? (
                                    <Empty text={t('consents-given-none')} />
                                ) : (
                                    <ul class="cards">
                                        {given.map(consent => (
                                            <Given
                                                key={consent.consent_id}
                                                consent={consent}
                                                withdraw={() => setLeaving(consent)}
                                            />
                                        ))}
                                    </ul>
                                )}
                            </Section>
                            {ended.length > 0 && (
                                <Section title={t('consents-ended')}>
                                    <ul class="rows">
                                        {ended.map(consent => (
                                            <Ended key={consent.consent_id} consent={consent} />
                                        ))}
                                    </ul>
                                </Section>
                            )}
                        </>
                    );
                }}
            </Answer>
        </Page>
    );
}
