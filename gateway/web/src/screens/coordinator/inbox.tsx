// SPDX-License-Identifier: EUPL-1.2
import type {referrals} from 'samspil';
import {date, isPast} from '../../format';
import {t} from '../../i18n';
import {Tag} from '../../parts/facts';
import {Answer, Empty, Page} from '../../parts/page';
import {about, useQuery} from '../../query';
import {standing} from '../common/referral';

const isUrgent = (referral: referrals.Referral) => referral.priority !== undefined && referral.priority !== 'routine';

function Deadline({referral}: {referral: referrals.Referral}) {
    const day = date(referral.due);
    return isPast(referral.due) ? <strong>{t('answer-overdue', {day})}</strong> : <span>{t('answer-by', {day})}</span>;
}

export function Inbox() {
    const query = useQuery(
        'referrals.list_referrals',
        {box: 'inbox', status: ['requested'], limit: 50},
        {concerns: about(['referrals.', 'consents.withdrawn']), as: 'news'},
    );
    return (
        <Page title={t('nav-inbox')} lead={t('inbox-lead')}>
            <Answer query={query}>
                {({referrals}) =>
                    referrals.length === 0 ? (
                        <Empty text={t('inbox-none')}>
                            <p>
                                <a class="ds-link" href="/active">
                                    {t('nav-active')}
                                </a>
                            </p>
                        </Empty>
                    ) : (
                        <ol class="rows">
                            {referrals.map(referral => (
                                <li key={referral.referral_id}>
                                    <a class="ds-link" href={`/referrals/${referral.referral_id}`}>
                                        {referral.citizen_name ?? t('name-withheld')}
                                    </a>
                                    <span>{referral.offer_name}</span>
                                    {isUrgent(referral) && <Tag family="priority" value={referral.priority!} />}
                                    <span class="subtle">
                                        {t('waited', {count: referral.waited_days})} · <Deadline referral={referral} />
                                    </span>
                                </li>
                            ))}
                        </ol>
                    )
                }
            </Answer>
        </Page>
    );
}

export function Active() {
    const query = useQuery(
        'referrals.list_referrals',
        {box: 'inbox', status: ['accepted', 'on-hold', 'in-progress'], limit: 50},
        {concerns: about(['referrals.', 'consents.withdrawn']), as: 'news'},
    );
    return (
        <Page title={t('nav-active')} lead={t('active-lead')}>
            <Answer query={query}>
                {({referrals}) =>
                    referrals.length === 0 ? (
                        <Empty text={t('active-none')} />
                    ) : (
                        <ul class="rows">
                            {referrals.map(referral => (
                                <li key={referral.referral_id}>
                                    <a class="ds-link" href={`/referrals/${referral.referral_id}`}>
                                        {referral.citizen_name ?? t('name-withheld')}
                                    </a>
                                    <span>{referral.offer_name}</span>
                                    <Tag family="referral" value={referral.status} />
                                    {referral.status !== 'in-progress' && (
                                        <span class="subtle">{standing(referral)}</span>
                                    )}
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Page>
    );
}
