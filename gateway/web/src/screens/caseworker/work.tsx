// SPDX-License-Identifier: EUPL-1.2
/* What is to be done, in three groups: late, mine to do, with others. */
import type {cases, referrals} from 'samspil';
import {daysFrom, isPast} from '../../format';
import {t} from '../../i18n';
import {organisationName} from '../../names';
import {Tag} from '../../parts/facts';
import {Answer, Empty, LinkButton, Page, Section} from '../../parts/page';
import {about, useQuery} from '../../query';

/* Days an organisation has for its answer. */
export const ANSWER_DAYS = 7;

type Group = 'overdue' | 'mine' | 'waiting';

/* Undefined: nothing is to be done about it any more. */
export function groupOf(referral: referrals.Referral): Group | undefined {
    switch (referral.status) {
        case 'requested':
            return isPast(daysFrom(referral.requested_at, ANSWER_DAYS)) ? 'overdue' : 'waiting';
        case 'accepted':
            return isPast(referral.contact_date) ? 'overdue' : 'waiting';
        case 'on-hold':
            return 'waiting';
        case 'rejected':
        case 'failed':
            return referral.replaced_by ? undefined : 'mine';
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
        <span class="clamp">{inquiry.need}</span>
        <Tag family="inquiry" value={inquiry.status} />
    </li>
);

export function Work() {
    const sent = useQuery(
        'referrals.list_referrals',
        {box: 'outbox', status: ['requested', 'accepted', 'on-hold', 'rejected', 'failed'], limit: 100},
        {concerns: about(['referrals.']), as: 'news'},
    );
    const asked = useQuery(
        'cases.list_inquiries',
        {status: ['waiting', 'taken'], limit: 50},
        {concerns: about(['cases.inqui']), as: 'news'},
    );
    const inquiries = asked.data?.inquiries ?? [];
    return (
        <Page title={t('nav-work')} lead={t('work-lead')}>
            <div class="actions">
                <LinkButton href="/citizens">{t('work-refer')}</LinkButton>
            </div>
            <Answer query={asked}>{() => null}</Answer>
            <Answer query={sent}>
                {({referrals}) =>
                    GROUPS.map(([group, title]) => {
                        const rows = referrals.filter(referral => groupOf(referral) === group);
                        const empty = rows.length === 0 && (group !== 'mine' || inquiries.length === 0);
                        return (
                            <Section key={group} title={t(title)}>
                                {empty ? (
                                    <Empty text={t(`${title}-none`)} />
                                ) : (
                                    <ul class="rows">
                                        {group === 'mine' &&
                                            inquiries.map(inquiry => (
                                                <InquiryRow key={inquiry.inquiry_id} inquiry={inquiry} />
                                            ))}
                                        {rows.map(referral => (
                                            <ReferralRow key={referral.referral_id} referral={referral} />
                                        ))}
                                    </ul>
                                )}
                            </Section>
                        );
                    })
                }
            </Answer>
        </Page>
    );
}
