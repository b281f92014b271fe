// SPDX-License-Identifier: EUPL-1.2
/* What one has asked for: where it is, what was answered, and the offers, which one can turn to oneself or be referred to. */
import {useState} from 'preact/hooks';
import type {cases} from 'samspil';
import {tell} from '../../connection';
import {date} from '../../format';
import {Form} from '../../forms/form';
import {language, t, word} from '../../i18n';
import {organisationName} from '../../names';
import {Dialog} from '../../parts/dialog';
import {Tag, Words} from '../../parts/facts';
import {Failure, Section} from '../../parts/page';
import {Problem} from '../../problems';
import {about, type Query, useQuery} from '../../query';
import {may} from '../../session';

const WHERE: Partial<Record<cases.InquiryStatus, string>> = {
    waiting: 'inquiry-is-waiting',
    taken: 'inquiry-is-taken',
};
const NEEDED = ['contact', 'referral'] as const;

interface Wish {
    match: cases.Match;
    caseId: string;
    need: string;
}

/* The citizen's consent is asked for here only if the organisation does not have it yet. */
async function refer({match, caseId, need}: Wish, text: string, commandId: string) {
    const send = () =>
        tell(
            'referrals.send_referral',
            {case_id: caseId, offer_id: match.offer_id, reason: need, accept_waiting_list: !match.has_place},
            commandId,
        );
    try {
        await send();
    } catch (problem) {
        if (!(problem instanceof Problem) || problem.code !== 'consent_missing') throw problem;
        const terms = {
            case_id: caseId,
            organisation_id: match.organisation_id,
            purpose: 'SocialWelfareProvision' as const,
            categories: [...NEEDED],
            language: language.value,
            text,
        };
        await tell('consents.give_consent', terms, commandId);
        await send();
    }
}

function ReferMyself({close, done, ...wish}: Wish & {close: () => void; done: () => void}) {
    const who = organisationName(wish.match.organisation_id);
    const text = t('consent-text', {who, what: NEEDED.map(category => word('category', category)).join(', ')});
    return (
        <Dialog title={t('refer-myself-title', {who})} close={close}>
            <p class="ds-paragraph">{t('refer-myself-lead', {who})}</p>
            <Words text={wish.need} />
            <p class="ds-paragraph">{t('refer-myself-consent')}</p>
            <Words text={text} />
            {!wish.match.has_place && <p class="ds-paragraph">{t('refer-myself-full')}</p>}
            <Form
                draft={`refer myself ${wish.match.offer_id}`}
                fields={[]}
                submit={t('refer-myself-send')}
                cancel={close}
                onSubmit={async (_, commandId) => {
                    await refer(wish, text, commandId);
                    done();
                }}
            />
        </Dialog>
    );
}

export function Match({match, caseId, need}: {match: cases.Match; caseId?: string; need?: string}) {
    const [open, setOpen] = useState(false);
    const [sent, setSent] = useState(false);
    const close = () => setOpen(false);
    const done = () => {
        close();
        setSent(true);
    };
    return (
        <li class="ds-card">
            <h3 class="ds-heading" data-size="xs">
                {match.name}
            </h3>
            <p class="subtle">{organisationName(match.organisation_id)}</p>
            <p class="ds-paragraph">{match.description}</p>
            {match.has_place && (
                <p class="ds-paragraph">
                    <strong>{t('has-place')}</strong>
                </p>
            )}
            <div role="status">{sent && <p class="ds-paragraph">{t('refer-myself-sent')}</p>}</div>
            {open && <ReferMyself match={match} caseId={caseId!} need={need!} close={close} done={done} />}
            <div class="actions">
                {caseId && need && !sent && may('referral') && may('consent') && (
                    <button
                        class="ds-button"
                        type="button"
                        onClick={() => setOpen(true)}
                        aria-label={`${t('refer-myself')}: ${match.name}`}
                    >
                        {t('refer-myself')}
                    </button>
                )}
                {match.phone && (
                    <a class="ds-button" data-variant="secondary" href={`tel:${match.phone.replaceAll(' ', '')}`}>
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
}

function Card({inquiry, refresh}: {inquiry: cases.Inquiry; refresh: () => Promise<void>}) {
    const [problem, setProblem] = useState<Problem>();
    const where = WHERE[inquiry.status];
    const close = () => tell('cases.close_inquiry', {inquiry_id: inquiry.inquiry_id}).then(refresh, setProblem);
    return (
        <li class="ds-card">
            <p class="subtle">
                {date(inquiry.at)} <Tag family="inquiry" value={inquiry.status} />
            </p>
            <Words text={inquiry.need} />
            {where && <p class="ds-paragraph">{t(where)}</p>}
            {inquiry.answer && (
                <>
                    <p class="subtle">{t('inquiry-answer-given')}</p>
                    <Words text={inquiry.answer} />
                </>
            )}
            {inquiry.offers.length > 0 && inquiry.status !== 'closed' && (
                <details class="ds-details">
                    <summary>{t('inquiry-offers', {count: inquiry.offers.length})}</summary>
                    <ul class="cards">
                        {inquiry.offers.map(match => (
                            <Match key={match.offer_id} match={match} caseId={inquiry.case_id} need={inquiry.need} />
                        ))}
                    </ul>
                </details>
            )}
            {problem && <Failure problem={problem} />}
            {inquiry.status !== 'closed' && may('referral') && (
                <div class="actions">
                    <button class="ds-button" data-variant="tertiary" data-size="sm" type="button" onClick={close}>
                        {t('inquiry-over')}
                    </button>
                </div>
            )}
        </li>
    );
}

/* Without statuses: all of them. */
export const useOwnInquiries = (statuses?: cases.InquiryStatus[]) =>
    useQuery('cases.list_inquiries', {status: statuses, limit: 20}, {concerns: about(['cases.inqui']), as: 'refresh'});

/* Nothing is shown where there is none. */
export function OwnInquiries({query}: {query: Query<cases.ListInquiriesResult>}) {
    const inquiries = query.data?.inquiries ?? [];
    if (query.problem) return <Failure problem={query.problem} retry={query.refresh} />;
    if (inquiries.length === 0) return null;
    return (
        <Section title={t('own-inquiries')}>
            <ul class="cards">
                {inquiries.map(inquiry => (
                    <Card key={inquiry.inquiry_id} inquiry={inquiry} refresh={query.refresh} />
                ))}
            </ul>
        </Section>
    );
}
