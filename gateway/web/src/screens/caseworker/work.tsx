// SPDX-License-Identifier: EUPL-1.2
/* What is to be done, in three groups: late, mine to do, with others. */
import type {VNode} from 'preact';
import type {cases, consents, referrals} from 'samspil';
import {ask} from '../../connection';
import {daysSince, isPast} from '../../format';
import {t} from '../../i18n';
import {citizenName, organisationName} from '../../names';
import {Tag} from '../../parts/facts';
import {Answer, Empty, LinkButton, More, Page, Section} from '../../parts/page';
import {about, both, type Live, type Query, useQuery} from '../../query';
import {standing} from '../common/referral';
import {concernsList, mine, Scope} from './scope';

export const ReferralRow = ({referral}: {referral: referrals.Referral}) => (
    <li>
        <a class="ds-link" href={`/referrals/${referral.referral_id}`}>
            {referral.citizen_name ?? t('name-withheld')}
        </a>
        <span>
            {referral.offer_name}, {organisationName(referral.performer_id)}
        </span>
        <Tag family="referral" value={referral.status} />
        <span class="subtle">{t('waited', {count: referral.waited_days})}</span>
        {isPast(referral.due) && <strong>{standing(referral)}</strong>}
    </li>
);

const InquiryRow = ({inquiry}: {inquiry: cases.Inquiry}) => (
    <li>
        <a class="ds-link" href={`/inquiries/${inquiry.inquiry_id}`}>
            {t('inquiry-row')}
        </a>
        <span>{citizenName(inquiry.case_id)}</span>
        <span class="clamp">{inquiry.need}</span>
        <Tag family="inquiry" value={inquiry.status} />
        <span class="subtle">{t('waited', {count: daysSince(inquiry.at)})}</span>
    </li>
);

const ConsentRow = ({consent}: {consent: consents.Consent}) => (
    <li>
        <a class="ds-link" href={`/cases/${consent.case_id}?part=consents`}>
            {t('consent-row')}
        </a>
        <span>
            {citizenName(consent.case_id)}, {organisationName(consent.organisation_id)}
        </span>
        <Tag family="consent" value={consent.status} />
        <span class="subtle">{t('waited', {count: daysSince(consent.requested_at)})}</span>
    </li>
);

const PAGE = 50;

type Concerns = Live<{referrals: referrals.Referral[]}>['concerns'];

/* What the referrals ask of us the service decides, so that each group is whole however many there are in it. */
function useReferrals(attention: referrals.Attention, concerns: Concerns = () => false) {
    const box = mine.value ? 'mine' : 'outbox';
    return useQuery('referrals.list_referrals', {box, attention, limit: PAGE}, {concerns, as: 'news'});
}

const isAmongMine = (caseId: string) =>
    ask('referrals.list_referrals', {box: 'mine', case_id: caseId, limit: 1}).then(
        ({referrals}) => referrals.length > 0,
        () => true,
    );

const referralRows = ({referrals}: {referrals: referrals.Referral[]}) =>
    referrals.map(referral => <ReferralRow key={referral.referral_id} referral={referral} />);

interface Grouped<T> {
    title: string;
    none: string;
    query: Query<T>;
    rows: (data: T) => VNode[];
}

function Group<T>({title, none, query, rows}: Grouped<T>) {
    const shown = rows(query.data!);
    return (
        <Section title={title}>
            {shown.length === 0 ? <Empty text={none} /> : <ul class="rows">{shown}</ul>}
            <More query={query} />
        </Section>
    );
}

export function Work() {
    const own = mine.value || undefined;
    /* One of the three hears for all of them. */
    const unhelped = useReferrals('unhelped');
    const waiting = useReferrals('waiting');
    const others = () => [unhelped, waiting].flatMap(({data}) => data?.referrals ?? []);
    const late = useReferrals(
        'overdue',
        concernsList(['referrals.', 'cases.assigned'], data => [...data.referrals, ...others()], isAmongMine),
    );
    const inquired = useQuery(
        'cases.list_inquiries',
        {status: ['waiting', 'taken'], mine: own, limit: PAGE},
        {concerns: about(['cases.inqui']), as: 'news'},
    );
    const asked = useQuery(
        'consents.list_consents',
        {status: 'requested', mine: own, limit: PAGE},
        {concerns: concernsList(['consents.'], data => data.consents), as: 'news'},
    );
    const needed = both(inquired, unhelped);
    const withOthers = both(waiting, asked);
    return (
        <Page title={t('nav-work')} lead={t('work-lead')}>
            <div class="actions">
                <LinkButton href="/citizens">{t('work-refer')}</LinkButton>
            </div>
            <Scope />
            <Answer query={{...both(late, both(needed, withOthers)), more: undefined}}>
                {() => (
                    <>
                        <Group
                            title={t('work-overdue')}
                            none={t('work-overdue-none')}
                            query={late}
                            rows={referralRows}
                        />
                        <Group
                            title={t(own ? 'work-mine' : 'work-ours')}
                            none={t('work-mine-none')}
                            query={needed}
                            rows={([{inquiries}, unhelped]) => [
                                ...inquiries.map(inquiry => <InquiryRow key={inquiry.inquiry_id} inquiry={inquiry} />),
                                ...referralRows(unhelped),
                            ]}
                        />
                        <Group
                            title={t('work-waiting')}
                            none={t('work-waiting-none')}
                            query={withOthers}
                            rows={([waiting, {consents}]) => [
                                ...referralRows(waiting),
                                ...consents.map(consent => <ConsentRow key={consent.consent_id} consent={consent} />),
                            ]}
                        />
                    </>
                )}
            </Answer>
        </Page>
    );
}
