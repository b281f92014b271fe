// SPDX-License-Identifier: EUPL-1.2
/* What happens next comes first: what was agreed, and for the citizen when those who help will be in touch. */
import {useState} from 'preact/hooks';
import {tell} from '../../connection';
import {weekday} from '../../format';
import {day, dayValues, text} from '../../forms/fields';
import {t} from '../../i18n';
import {Empty, Section, SmallButton} from '../../parts/page';
import {Versioned} from '../../parts/versioned';
import {about, useQuery} from '../../query';
import {is} from '../../session';
import {plainly} from '../citizen/now';
import {asResponsible, whoFields, whoValues} from './activity_forms';
import {type Refresh, responsibleName} from './page';
import type {Whole} from './rules';

const EditNextStep = ({whole, close, refresh}: {whole: Whole; close: () => void; refresh: Refresh}) => (
    <Versioned
        title={t('next-step')}
        draft={`next ${whole.plan.case_id}`}
        item={whole.plan}
        fields={[
            {name: 'text', label: t('next-step-words'), max: 300},
            ...whoFields(whole, whole.plan.next_action?.responsible),
            {name: 'due_date', label: t('goal-due'), kind: 'date'},
        ]}
        valuesOf={({next_action: next}) => ({
            text: next?.text ?? '',
            ...whoValues(next?.responsible),
            ...dayValues('due_date', next?.due_date),
        })}
        send={(version, values, commandId) => {
            const next = {
                text: text(values, 'text'),
                responsible: asResponsible(values, whole.plan.next_action?.responsible),
                due_date: day(values, 'due_date'),
            };
            const said = {case_id: whole.plan.case_id, version, next_action: next.text ? next : undefined};
            return tell('plans.set_next_action', said, commandId);
        }}
        close={close}
        refresh={refresh}
    />
);

/* When those who have taken on a referral will be in touch. */
function Promised({caseId}: {caseId: string}) {
    const query = useQuery(
        'referrals.list_referrals',
        {box: 'mine', case_id: caseId, status: ['accepted'], limit: 20},
        {concerns: about(['referrals.'], caseId), as: 'refresh'},
    );
    return (
        <>
            {query.data?.referrals.map(referral => (
                <p class="ds-paragraph" key={referral.referral_id}>
                    {plainly(referral)}
                </p>
            ))}
        </>
    );
}

/* What was agreed, as it stands on the plan. */
export function NextStepWords({plan}: Pick<Whole, 'plan'>) {
    const next = plan.next_action;
    if (!next) return <Empty text={t('next-step-none')} />;
    const details = [
        responsibleName(next.responsible),
        next.due_date && t('until-day', {day: weekday(next.due_date)}),
    ].filter(Boolean);
    return (
        <div>
            <p class="ds-paragraph next-step">{next.text}</p>
            <p class="subtle">{details.join(' · ')}</p>
        </div>
    );
}

export function NextStep({whole, refresh}: {whole: Whole; refresh: Refresh}) {
    const [editing, setEditing] = useState(false);
    return (
        <Section
            title={t('next-step')}
            action={<SmallButton label={t('next-step-edit')} press={() => setEditing(true)} />}
        >
            <NextStepWords plan={whole.plan} />
            {is('citizen') && <Promised caseId={whole.plan.case_id} />}
            {editing && <EditNextStep whole={whole} close={() => setEditing(false)} refresh={refresh} />}
        </Section>
    );
}
