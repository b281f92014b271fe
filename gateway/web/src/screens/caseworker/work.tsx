// SPDX-License-Identifier: EUPL-1.2
/* What is to be done, in three groups: late, mine to do, with others. */
import type {VNode} from 'preact';
import type {cases, consents, referrals} from 'samspil';
import {daysFrom, daysSince, isPast} from '../../format';
import {t} from '../../i18n';
import {citizenName, organisationName} from '../../names';
import {Tag} from '../../parts/facts';
import {Answer, Empty, LinkButton, Page, Section} from '../../parts/page';
import {about, both, useQuery} from '../../query';
import {concernsList, mine, Scope} from './scope';

/* Days an organisation has for its answer. */
export const ANSWER_DAYS = 7;

type Group = 'overdue' | 'mine' | 'waiting';
type Item = [group: Group | undefined, row: VNode];

/* Undefined: nothing is to be done about it any more. What came to nothing needs somebody until another is asked. */
function groupOf(referral: referrals.Referral, all: referrals.Referral[]): Group | undefined {
    const {case_id, requested_at} = referral;
    switch (referral.status) {
        case 'requested':
            return isPast(daysFrom(requested_at, ANSWER_DAYS)) ? 'overdue' : 'waiting';
        case 'accepted':
            return isPast(referral.contact_date) ? 'overdue' : 'waiting';
        case 'on-hold':
            return 'waiting';
        case 'rejected':
        case 'failed':
            return all.some(later => later.case_id === case_id && later.requested_at > requested_at)
                ? undefined
                : 'mine';
        default:
            return undefined;
    }
}

const GROUPS: [Group, string][] = [
    ['overdue', 'work-overdue'],
    ['mine', 'work-mine'],
    ['waiting', 'work-waiting'],
];

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

/* Everything there is to do, each with its group and its row. */
const itemsOf = (inquiries: cases.Inquiry[], referrals: referrals.Referral[], asked: consents.Consent[]): Item[] => [
    ...inquiries.map((inquiry): Item => ['mine', <InquiryRow key={inquiry.inquiry_id} inquiry={inquiry} />]),
    ...referrals.map(
        (referral): Item => [
            groupOf(referral, referrals),
            <ReferralRow key={referral.referral_id} referral={referral} />,
        ],
    ),
    ...asked.map((consent): Item => ['waiting', <ConsentRow key={consent.consent_id} consent={consent} />]),
];

export function Work() {
    const own = mine.value || undefined;
    const sent = useQuery(
        'referrals.list_referrals',
        {
            box: own ? 'mine' : 'outbox',
            status: ['requested', 'accepted', 'on-hold', 'in-progress', 'rejected', 'failed'],
            limit: 100,
        },
        {concerns: concernsList(['referrals.', 'cases.assigned'], data => data.referrals), as: 'news'},
    );
    const inquired = useQuery(
        'cases.list_inquiries',
        {status: ['waiting', 'taken'], mine: own, limit: 50},
        {concerns: about(['cases.inqui']), as: 'news'},
    );
    const asked = useQuery(
        'consents.list_consents',
        {status: 'requested', mine: own, limit: 100},
        {concerns: concernsList(['consents.'], data => data.consents), as: 'news'},
    );
    return (
        <Page title={t('nav-work')} lead={t('work-lead')}>
            <div class="actions">
                <LinkButton href="/citizens">{t('work-refer')}</LinkButton>
            </div>
            <Scope />
            <Answer query={both(sent, both(inquired, asked))}>
                {([{referrals}, [{inquiries}, {consents}]]) => {
                    const items = itemsOf(inquiries, referrals, consents);
                    return GROUPS.map(([group, title]) => {
                        const rows = items.filter(([of]) => of === group).map(([, row]) => row);
                        return (
                            <Section key={group} title={t(group === 'mine' && !own ? 'work-ours' : title)}>
                                {rows.length === 0 ? <Empty text={t(`${title}-none`)} /> : <ul class="rows">{rows}</ul>}
                            </Section>
                        );
                    });
                }}
            </Answer>
        </Page>
    );
}
