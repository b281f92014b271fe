// SPDX-License-Identifier: EUPL-1.2
/*
 * Refer: find an offer, say why, see what will be shared and whether the citizen has consented to it, check the answers,
 * send. Each step has its address, so that back and reload do what one expects; the words are kept until they are sent.
 */

import {useState} from 'preact/hooks';
import {useLocation} from 'preact-iso/router';
import type {cases, common, consents, directory, referrals} from 'samspil';
import {tell} from '../../connection';
import {date} from '../../format';
import {dropDraft, loadDraft, type Values} from '../../forms/drafts';
import {type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {language, t, word, words} from '../../i18n';
import {organisationName} from '../../names';
import {Facts, Words} from '../../parts/facts';
import {OfferSearch, places, wait} from '../../parts/offers';
import {Answer, Failure, LinkButton, Page, Section} from '../../parts/page';
import type {Problem} from '../../problems';
import {about, useQuery} from '../../query';
import type {Parameters} from '../../routes';

interface Referring {
    caseId: string;
    person: cases.Case;
    offer: directory.Offer;
    values: Values;
}

const draftName = (caseId: string, offerId: string) => `refer ${caseId} ${offerId}`;
const address = (caseId: string, offerId: string, step: string) =>
    `/cases/${caseId}/refer?offer=${offerId}&step=${step}`;

/* What a consent must permit for these words to be sent. */
export function needed(values: Values): common.Category[] {
    const extra: [string, common.Category][] = [
        ['note', 'notes'],
        ['health_note', 'health'],
    ];
    return [
        'contact',
        'referral',
        ...extra.filter(([field]) => text(values, field) !== '').map(([, category]) => category),
    ];
}

export const missing = (values: Values, given: consents.Consent[]) =>
    needed(values).filter(
        category => !given.some(consent => consent.status === 'given' && consent.categories.includes(category)),
    );

function Why({caseId, offer}: {caseId: string; offer: directory.Offer}) {
    const {route} = useLocation();
    const fields: Field[] = [
        {
            name: 'reason',
            label: t('refer-reason'),
            hint: t('refer-reason-hint'),
            kind: 'area',
            required: true,
            max: 5000,
        },
        {name: 'note', label: t('refer-note'), hint: t('refer-note-hint'), kind: 'area', max: 5000},
        {name: 'health_note', label: t('refer-health'), hint: t('refer-health-hint'), kind: 'area', max: 5000},
        {
            name: 'priority',
            label: t('refer-priority'),
            kind: 'radios',
            options: words('priority', ['routine', 'urgent']),
        },
    ];
    return (
        <Form
            draft={draftName(caseId, offer.offer_id)}
            fields={fields}
            initial={{priority: 'routine'}}
            submit={t('continue')}
            keep
            onSubmit={() => route(address(caseId, offer.offer_id, 'check'))}
        />
    );
}

/* The citizen said so to the caseworker, who records how; or the citizen is asked and answers in their own app. */
function ConsentNeeded({
    caseId,
    person,
    offer,
    values,
    asked,
    refresh,
}: Referring & {asked: boolean; refresh: () => Promise<void>}) {
    const categories = needed(values);
    const terms = {
        case_id: caseId,
        organisation_id: offer.organisation_id,
        purpose: 'SocialWelfareProvision' as const,
        categories,
        language: language.value,
        text: t('consent-text', {
            who: organisationName(offer.organisation_id),
            what: categories.map(category => word('category', category)).join(', '),
        }),
    };
    const fields: Field[] = [
        {
            name: 'method',
            label: t('consent-method'),
            kind: 'radios',
            required: true,
            options: words('method', ['conversation', 'telephone', 'paper']),
        },
    ];
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
            {person.linked && !asked && (
                <div class="actions">
                    <button class="ds-button" data-variant="secondary" type="button" onClick={request}>
                        {t('consent-ask')}
                    </button>
                </div>
            )}
            <Section title={t('consent-record')}>
                <Form
                    draft={`consent ${caseId} ${offer.offer_id}`}
                    fields={fields}
                    submit={t('consent-record')}
                    onSubmit={record}
                />
            </Section>
        </div>
    );
}

const Shared = ({person, values}: Referring) => (
    <Facts
        rows={[
            [t('name'), person.citizen_name],
            [t('phone'), person.phone],
            [t('email'), person.email],
            [t('reason'), text(values, 'reason')],
            [t('refer-note'), text(values, 'note')],
            [t('refer-health'), text(values, 'health_note')],
            [t('urgency'), word('priority', text(values, 'priority') || 'routine')],
        ]}
    />
);

function Send({caseId, offer, values}: Referring) {
    const {route} = useLocation();
    const [problem, setProblem] = useState<Problem>();
    const [busy, setBusy] = useState(false);
    const name = draftName(caseId, offer.offer_id);
    const full = offer.capacity?.available === 0;
    const send = async () => {
        if (busy) return;
        setBusy(true);
        try {
            const sent = await tell(
                'referrals.send_referral',
                {
                    case_id: caseId,
                    offer_id: offer.offer_id,
                    reason: text(values, 'reason'),
                    note: text(values, 'note'),
                    health_note: text(values, 'health_note'),
                    priority: (text(values, 'priority') || 'routine') as referrals.Priority,
                    accept_waiting_list: full || undefined,
                },
                loadDraft(name)!.commandId,
            );
            dropDraft(name);
            route(`/cases/${caseId}/refer?sent=${sent.referral_id}`, true);
        } catch (error) {
            setProblem(error as Problem);
            setBusy(false);
        }
    };
    return (
        <>
            {problem && <Failure problem={problem} />}
            {full && <p class="ds-paragraph">{t('refer-full')}</p>}
            <div class="actions">
                <button class="ds-button" type="button" aria-disabled={busy || undefined} onClick={send}>
                    {busy ? t('sending') : t('refer-send')}
                </button>
            </div>
        </>
    );
}

function Check(referring: Referring) {
    const {caseId, offer, values} = referring;
    const terms = {case_id: caseId, organisation_id: offer.organisation_id, limit: 50};
    const query = useQuery('consents.list_consents', terms, {concerns: about(['consents.'], caseId), as: 'refresh'});
    return (
        <>
            <Section
                title={t('refer-to')}
                action={
                    <a class="ds-link" href={`/cases/${caseId}/refer`}>
                        {t('change-offer')}
                    </a>
                }
            >
                <Facts
                    rows={[
                        [t('offer'), offer.name],
                        [t('organisation'), organisationName(offer.organisation_id)],
                        [t('places-label'), places(offer)],
                        [t('wait-label'), wait(offer)],
                    ]}
                />
            </Section>
            <Section
                title={t('refer-shared')}
                action={
                    <a class="ds-link" href={address(caseId, offer.offer_id, 'why')}>
                        {t('change-words')}
                    </a>
                }
            >
                <p class="ds-paragraph">{t('refer-shared-lead', {who: organisationName(offer.organisation_id)})}</p>
                <Shared {...referring} />
            </Section>
            <Section title={t('consent')}>
                <Answer query={query}>
                    {({consents}) => {
                        const lacking = missing(values, consents);
                        const inForce = consents.find(consent => consent.status === 'given');
                        if (lacking.length === 0)
                            return (
                                <div class="stack">
                                    <p class="ds-paragraph" role="status">
                                        {t('consent-there', {day: date(inForce?.valid_until)})}
                                    </p>
                                    <Send {...referring} />
                                </div>
                            );
                        return (
                            <div class="stack">
                                <p class="ds-paragraph">
                                    {t('consent-lacking', {
                                        what: lacking.map(category => word('category', category)).join(', '),
                                    })}
                                </p>
                                <ConsentNeeded
                                    {...referring}
                                    asked={consents.some(each => each.status === 'requested')}
                                    refresh={query.refresh}
                                />
                            </div>
                        );
                    }}
                </Answer>
            </Section>
        </>
    );
}

const Sent = ({caseId, referralId}: {caseId: string; referralId: string}) => (
    <Page title={t('refer-sent')} lead={t('refer-sent-lead')}>
        <div class="actions">
            <LinkButton href={`/referrals/${referralId}`}>{t('to-referral')}</LinkButton>
            <LinkButton plain href={`/cases/${caseId}`}>
                {t('to-citizen')}
            </LinkButton>
        </div>
    </Page>
);

function Step({caseId, offerId, step, person}: {caseId: string; offerId: string; step: string; person: cases.Case}) {
    const query = useQuery('directory.get_offer', {offer_id: offerId});
    const kept = loadDraft(draftName(caseId, offerId));
    const checking = step === 'check' && kept !== undefined;
    const title = checking ? t('refer-check') : t('refer-why');
    const back: [string, string] = checking
        ? [address(caseId, offerId, 'why'), t('refer-why')]
        : [`/cases/${caseId}/refer`, t('refer-find')];
    return (
        <Page key={title} title={title} back={back}>
            <p class="subtle">{person.citizen_name}</p>
            <Answer query={query}>
                {({offer}) =>
                    checking ? (
                        <Check caseId={caseId} person={person} offer={offer} values={kept.values} />
                    ) : (
                        <>
                            <p class="ds-paragraph">
                                {offer.name}, {organisationName(offer.organisation_id)} · {wait(offer)}
                            </p>
                            <Why caseId={caseId} offer={offer} />
                        </>
                    )
                }
            </Answer>
        </Page>
    );
}

export function Refer({params}: Parameters) {
    const caseId = params.id!;
    const {query: where} = useLocation();
    const query = useQuery('cases.get_case', {case_id: caseId});
    if (where.sent) return <Sent caseId={caseId} referralId={where.sent} />;
    if (!query.data)
        return (
            <Page title={t('refer')}>
                <Answer query={query}>{() => null}</Answer>
            </Page>
        );
    if (where.offer)
        return <Step caseId={caseId} offerId={where.offer} step={where.step ?? 'why'} person={query.data.case} />;
    return (
        <Page title={t('refer-find')} back={[`/cases/${caseId}`, query.data.case.citizen_name ?? t('citizen')]}>
            <OfferSearch>
                {offer => (
                    <div class="actions">
                        <a
                            class="ds-button"
                            data-variant="secondary"
                            href={address(caseId, offer.offer_id, 'why')}
                            aria-label={`${t('choose-offer')}: ${offer.name}`}
                        >
                            {t('choose-offer')}
                        </a>
                    </div>
                )}
            </OfferSearch>
        </Page>
    );
}
