// SPDX-License-Identifier: EUPL-1.2
/*
 * The way to a referral: find an offer, say why, see what will be shared and whether the citizen has consented to it, check
 * the answers, send. Each step has its address, so that back and reload do what one expects; the words are kept until they
 * are sent. A new referral and one that is passed on go this way.
 */

import {useState} from 'preact/hooks';
import {useLocation} from 'preact-iso/router';
import type {cases, common, consents, directory} from 'samspil';
import {date} from '../format';
import {dropDraft, loadDraft, type Values} from '../forms/drafts';
import type {Field} from '../forms/fields';
import {Form} from '../forms/form';
import {t, word, wordList} from '../i18n';
import {organisationName} from '../names';
import type {Problem} from '../problems';
import {about, useQuery} from '../query';
import {ConsentNeeded, termsOf} from './consent';
import {Facts, Words} from './facts';
import {OfferSearch, places, wait} from './offers';
import {Answer, Failure, LinkButton, Page, Section} from './page';

/* What the organisation reads, besides who it is about. */
export interface Told {
    reason?: string;
    note?: string;
    health_note?: string;
    priority?: string;
}

/* One way: what differs between a new referral and one that is passed on. */
export interface Way {
    person: cases.Case;
    /* Path of the first step. */
    path: string;
    back: [href: string, label: string];
    why: string;
    fields: Field[];
    initial?: Values;
    words: (values: Values) => Told;
    /* Of one that is passed on: the offer that has it now, its name, and what is said of why. */
    from?: {offerId: string; name: string; why: (values: Values) => string};
    /* Answers the id of the new referral. full: it goes on the waiting list. */
    send: (offer: directory.Offer, values: Values, full: boolean, commandId: string) => Promise<string>;
}

interface Chosen {
    way: Way;
    offer: directory.Offer;
    values: Values;
}

const draftName = (way: Way, offerId: string) => `${way.path} ${offerId}`;
const address = (way: Way, offerId: string, step: string) => `${way.path}?offer=${offerId}&step=${step}`;

/* What a consent must permit for these words to be sent. */
function needed({note, health_note}: Told): common.Category[] {
    const categories: common.Category[] = ['contact', 'referral'];
    if (note) categories.push('notes');
    if (health_note) categories.push('health');
    return categories;
}

const missing = (words: Told, given: consents.Consent[]) =>
    needed(words).filter(
        category => !given.some(consent => consent.status === 'given' && consent.categories.includes(category)),
    );

function Shared({person, words}: {person: cases.Case; words: Told}) {
    return (
        <Facts
            rows={[
                [t('name'), person.citizen_name],
                [t('phone'), person.phone],
                [t('email'), person.email],
                [t('reason'), words.reason],
                [t('refer-note'), words.note],
                [t('refer-health'), words.health_note],
                [t('urgency'), word('priority', words.priority || 'routine')],
            ]}
        />
    );
}

function Send({way, offer, values}: Chosen) {
    const {route} = useLocation();
    const [problem, setProblem] = useState<Problem>();
    const [busy, setBusy] = useState(false);
    const name = draftName(way, offer.offer_id);
    const full = offer.capacity?.available === 0;
    const send = async () => {
        if (busy) return;
        setBusy(true);
        try {
            const referralId = await way.send(offer, values, full, loadDraft(name)!.commandId);
            dropDraft(name);
            route(`${way.path}?sent=${referralId}`, true);
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

function Consent(chosen: Chosen) {
    const {way, offer, values} = chosen;
    const caseId = way.person.case_id;
    const terms = {case_id: caseId, organisation_id: offer.organisation_id, limit: 50};
    const query = useQuery('consents.list_consents', terms, {concerns: about(['consents.'], caseId), as: 'refresh'});
    return (
        <Answer query={query}>
            {({consents}) => {
                const lacking = missing(way.words(values), consents);
                const inForce = consents.find(consent => consent.status === 'given');
                if (lacking.length === 0)
                    return (
                        <div class="stack">
                            <p class="ds-paragraph" role="status">
                                {t('consent-there', {day: date(inForce?.valid_until)})}
                            </p>
                            <Send {...chosen} />
                        </div>
                    );
                return (
                    <div class="stack">
                        <p class="ds-paragraph">
                            {t('consent-lacking', {
                                what: wordList('category', lacking),
                            })}
                        </p>
                        <ConsentNeeded
                            terms={termsOf(caseId, offer.organisation_id, needed(way.words(values)))}
                            isLinked={way.person.linked}
                            asked={consents.some(each => each.status === 'requested')}
                            refresh={query.refresh}
                        />
                    </div>
                );
            }}
        </Answer>
    );
}

function Check(chosen: Chosen) {
    const {way, offer, values} = chosen;
    const change = (
        <a class="ds-link" href={address(way, offer.offer_id, 'why')}>
            {t('change-words')}
        </a>
    );
    return (
        <>
            <Section
                title={t('refer-to')}
                action={
                    <a class="ds-link" href={way.path}>
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
                        [t('transfer-from'), way.from?.name],
                    ]}
                />
            </Section>
            {way.from && (
                <Section title={way.why} action={change}>
                    <Words text={way.from.why(values)} />
                </Section>
            )}
            <Section title={t('refer-shared')} action={!way.from && change}>
                <p class="ds-paragraph">{t('refer-shared-lead', {who: organisationName(offer.organisation_id)})}</p>
                <Shared person={way.person} words={way.words(values)} />
            </Section>
            <Section title={t('consent')}>
                {offer.organisation_id === way.person.home_id ? (
                    <div class="stack">
                        <p class="ds-paragraph">{t('consent-within')}</p>
                        <Send {...chosen} />
                    </div>
                ) : (
                    <Consent {...chosen} />
                )}
            </Section>
        </>
    );
}

const Sent = ({way, referralId}: {way: Way; referralId: string}) => (
    <Page title={t('refer-sent')} lead={t('refer-sent-lead')}>
        <div class="actions">
            <LinkButton href={`/referrals/${referralId}`}>{t('to-referral')}</LinkButton>
            <LinkButton plain href={`/cases/${way.person.case_id}`}>
                {t('open-citizen')}
            </LinkButton>
        </div>
    </Page>
);

function Why({way, offer}: {way: Way; offer: directory.Offer}) {
    const {route} = useLocation();
    return (
        <>
            <p class="ds-paragraph">
                {offer.name}, {organisationName(offer.organisation_id)} · {wait(offer)}
            </p>
            <Form
                draft={draftName(way, offer.offer_id)}
                fields={way.fields}
                initial={way.initial}
                submit={t('continue')}
                keep
                onSubmit={() => route(address(way, offer.offer_id, 'check'))}
            />
        </>
    );
}

function Step({way, offerId, step}: {way: Way; offerId: string; step?: string}) {
    const query = useQuery('directory.get_offer', {offer_id: offerId});
    const kept = loadDraft(draftName(way, offerId));
    const checking = step === 'check' && kept !== undefined;
    const title = checking ? t('refer-check') : way.why;
    const back: [string, string] = checking ? [address(way, offerId, 'why'), way.why] : [way.path, t('refer-find')];
    return (
        <Page key={title} title={title} back={back}>
            <p class="subtle">{way.person.citizen_name}</p>
            <Answer query={query}>
                {({offer}) =>
                    checking ? <Check way={way} offer={offer} values={kept.values} /> : <Why way={way} offer={offer} />
                }
            </Answer>
        </Page>
    );
}

const Choose = ({way, offer}: {way: Way; offer: directory.Offer}) =>
    offer.offer_id === way.from?.offerId ? (
        <p class="subtle">{t('transfer-from-here')}</p>
    ) : (
        <div class="actions">
            <a
                class="ds-button"
                data-variant="secondary"
                href={address(way, offer.offer_id, 'why')}
                aria-label={`${t('choose-offer')}: ${offer.name}`}
            >
                {t('choose-offer')}
            </a>
        </div>
    );

export function Sending({way}: {way: Way}) {
    const {query: where} = useLocation();
    if (where.sent) return <Sent way={way} referralId={where.sent} />;
    if (where.offer) return <Step way={way} offerId={where.offer} step={where.step} />;
    return (
        <Page title={t('refer-find')} back={way.back}>
            <OfferSearch>{offer => <Choose way={way} offer={offer} />}</OfferSearch>
        </Page>
    );
}
