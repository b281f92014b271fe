// SPDX-License-Identifier: EUPL-1.2
/* A new referral of a citizen. */
import type {cases, referrals} from 'samspil';
import {tell} from '../../connection';
import {type Field, text} from '../../forms/fields';
import {t, words} from '../../i18n';
import {Answer, Page} from '../../parts/page';
import {Sending, type Way} from '../../parts/sending';
import {useQuery} from '../../query';
import type {Parameters} from '../../routes';

const fields = (): Field[] => [
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

const way = (person: cases.Case): Way => ({
    person,
    path: `/cases/${person.case_id}/refer`,
    back: [`/cases/${person.case_id}`, person.citizen_name ?? t('citizen')],
    why: t('refer-why'),
    fields: fields(),
    initial: {priority: 'routine'},
    words: values => ({
        reason: text(values, 'reason'),
        note: text(values, 'note'),
        health_note: text(values, 'health_note'),
        priority: text(values, 'priority'),
    }),
    send: async (offer, values, full, commandId) => {
        const sent = await tell(
            'referrals.send_referral',
            {
                case_id: person.case_id,
                offer_id: offer.offer_id,
                reason: text(values, 'reason'),
                note: text(values, 'note'),
                health_note: text(values, 'health_note'),
                priority: (text(values, 'priority') || 'routine') as referrals.Priority,
                accept_waiting_list: full || undefined,
            },
            commandId,
        );
        return sent.referral_id;
    },
});

export function Refer({params}: Parameters) {
    const query = useQuery('cases.get_case', {case_id: params.id!});
    if (query.data) return <Sending way={way(query.data.case)} />;
    return (
        <Page title={t('refer')}>
            <Answer query={query}>{() => null}</Answer>
        </Page>
    );
}
