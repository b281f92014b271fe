// SPDX-License-Identifier: EUPL-1.2
/* A referral is passed on to another offer: it ends where it is, and a new one with the same words begins there. */
import type {cases, referrals} from 'samspil';
import {tell} from '../../connection';
import {type Field, text} from '../../forms/fields';
import {t} from '../../i18n';
import {organisationName} from '../../names';
import {Answer, Page} from '../../parts/page';
import {Sending, type Way} from '../../parts/sending';
import {both, useQuery} from '../../query';
import type {Parameters} from '../../routes';

const fields = (): Field[] => [
    {name: 'text', label: t('transfer-why'), hint: t('transfer-why-hint'), kind: 'area', required: true, max: 2000},
];

const way = (referral: referrals.Referral, person: cases.Case): Way => ({
    person,
    path: `/referrals/${referral.referral_id}/transfer`,
    back: [`/referrals/${referral.referral_id}`, t('referral')],
    why: t('transfer-why'),
    fields: fields(),
    words: () => referral,
    from: {
        offerId: referral.offer_id,
        name: `${referral.offer_name}, ${organisationName(referral.performer_id)}`,
        why: values => text(values, 'text'),
    },
    send: async (offer, values, full, commandId) => {
        const sent = await tell(
            'referrals.transfer_referral',
            {
                referral_id: referral.referral_id,
                offer_id: offer.offer_id,
                text: text(values, 'text'),
                accept_waiting_list: full || undefined,
            },
            commandId,
        );
        return sent.replaced_by;
    },
});

export function Transfer({params}: Parameters) {
    const referral = useQuery('referrals.get_referral', {referral_id: params.id!});
    const caseId = referral.data?.referral.case_id;
    const person = useQuery('cases.get_case', caseId ? {case_id: caseId} : undefined);
    if (referral.data && person.data) return <Sending way={way(referral.data.referral, person.data.case)} />;
    return (
        <Page title={t('transfer')}>
            <Answer query={both(referral, person)}>{() => null}</Answer>
        </Page>
    );
}
