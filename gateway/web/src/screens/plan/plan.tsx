// SPDX-License-Identifier: EUPL-1.2
/*
 * The shared plan on one page: what happens next, the goals in the citizen's words, what is done for each, how it goes.
 * The same page for the citizen and for those who help; what one may do is a row in rules.ts.
 */
import {useRef, useState} from 'preact/hooks';
import {tell} from '../../connection';
import {weekday} from '../../format';
import {amount, text} from '../../forms/fields';
import {t} from '../../i18n';
import {organisationName} from '../../names';
import {Tag} from '../../parts/facts';
import {Empty, QuietLink, Section, SmallButton} from '../../parts/page';
import {Versioned} from '../../parts/versioned';
import {useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {is} from '../../session';
import {Activities} from './activities';
import {AddActivity} from './activity_forms';
import {CheckInButton, CheckIns, Trend} from './check_ins';
import {Comments} from './comments';
import {AddGoal} from './goal_forms';
import {GoalCard, moveGoal} from './goals';
import {NextStep} from './next_step';
import {address, type Back, focusItem, Moves, PlanPage, type Refresh, useAdding, viewer} from './page';
import {apart, type Goal, goalMoves, isEnded, isMine, letsIn, speaks, type Whole} from './rules';

interface Props {
    whole: Whole;
    refresh: Refresh;
}

/* What waits for the citizen's answer, with the way there. */
function Proposals({whole}: {whole: Whole}) {
    const proposed = whole.goals.filter(goal => goal.status === 'proposed');
    if (proposed.length === 0 || !speaks(whole, viewer())) return null;
    return (
        <div class="ds-alert stack no-print" data-color="info">
            <p class="ds-paragraph">{t('proposals-wait', {count: proposed.length})}</p>
            <div>
                <SmallButton label={t('proposals-show')} press={() => focusItem(proposed[0]!.goal_id)} />
            </div>
        </div>
    );
}

/* Helpers move on what is theirs in the list of it, the citizen where it stands. */
const inPlace = (refresh: Refresh) => (is('citizen') ? refresh : undefined);

/* For a helper: what their organisation has taken on and not yet done. */
function Ours({whole, refresh}: Props) {
    const ours = whole.activities.filter(activity => isMine(activity, viewer()) && !isEnded(activity));
    return (
        <div class="no-print">
            <Section title={t('plan-ours')}>
                {ours.length === 0 ? (
                    <Empty text={t('plan-ours-none')} />
                ) : (
                    <Activities activities={ours} refresh={refresh} />
                )}
            </Section>
        </div>
    );
}

/* On the card stand the numbers, and what is asked of the reader; the rest is on the goal's own page. */
const Card = ({goal, whole, refresh}: Props & {goal: Goal}) => (
    <GoalCard goal={goal} activities={whole.activities} refresh={inPlace(refresh)}>
        {(goal.trend?.count ?? 0) > 1 && <Trend caseId={goal.case_id} goalId={goal.goal_id} />}
        {goal.status === 'proposed' && (
            <Moves
                item={goal.goal_id}
                name={goal.description}
                moves={goalMoves(goal, whole, viewer())}
                go={moveGoal(goal, refresh)}
            />
        )}
    </GoalCard>
);

function Goals({whole, refresh}: Props) {
    const {adding, open, close, added} = useAdding(refresh);
    const seen = useRef(new Map<string, boolean>());
    const [current, past] = apart(whole.goals, seen.current);
    const cards = (goals: Goal[]) => (
        <ul class="cards">
            {goals.map(goal => (
                <Card key={goal.goal_id} goal={goal} whole={whole} refresh={refresh} />
            ))}
        </ul>
    );
    return (
        <Section title={t('goals')} action={<SmallButton label={t('goal-add')} press={open} />}>
            {current.length === 0 ? <Empty text={t('goals-none')} /> : cards(current)}
            {past.length > 0 && (
                <details class="ds-details no-print">
                    <summary>{t('goals-past')}</summary>
                    {cards(past)}
                </details>
            )}
            {adding && <AddGoal whole={whole} close={close} added={added} />}
        </Section>
    );
}

/* What is done for no goal that the reader sees. */
function OtherActivities({whole, refresh}: Props) {
    const {adding, open, close, added} = useAdding(refresh);
    const ids = whole.goals.map(goal => goal.goal_id);
    const others = whole.activities.filter(activity => !activity.goal_ids.some(id => ids.includes(id)));
    return (
        <div class={others.length === 0 ? 'no-print' : undefined}>
            <Section title={t('activities')} action={<SmallButton label={t('activity-add')} press={open} />}>
                {others.length === 0 ? (
                    <p class="subtle">{t('activities-other-none')}</p>
                ) : (
                    <Activities activities={others} refresh={inPlace(refresh)} />
                )}
                <p class="no-print">
                    <a class="ds-link" href={address(whole.plan.case_id, '/offers')}>
                        {t('activity-from-offers')}
                    </a>
                </p>
                {adding && <AddActivity whole={whole} close={close} added={added} />}
            </Section>
        </div>
    );
}

const HowItGoes = ({whole, refresh}: Props) => (
    <Section
        title={t('how-it-goes')}
        action={is('citizen') && <CheckInButton whole={whole} done={() => void refresh()} />}
    >
        <CheckIns caseId={whole.plan.case_id} />
        <p class="ds-paragraph subtle">
            {whole.plan.next_check_in
                ? t('next-check-in', {day: weekday(whole.plan.next_check_in)})
                : t(is('citizen') ? 'check-ins-none' : 'check-ins-none-theirs')}
        </p>
    </Section>
);

const WhoTakesPart = ({whole}: {whole: Whole}) => {
    const others = whole.participants.filter(
        each => each.status !== 'left' && each.organisation_id !== whole.plan.home_id,
    );
    return (
        <Section
            title={t('who-takes-part')}
            action={
                <a class="ds-link no-print" href={address(whole.plan.case_id, '/people')}>
                    {t(letsIn(whole, viewer()) ? 'people-change' : 'people-show')}
                </a>
            }
        >
            <ul class="rows">
                <li>
                    <span>{organisationName(whole.plan.home_id)}</span>
                </li>
                {others.map(each => (
                    <li key={each.organisation_id}>
                        <span>{organisationName(each.organisation_id)}</span>
                        {each.status === 'invited' && <Tag family="participant" value={each.status} />}
                    </li>
                ))}
            </ul>
        </Section>
    );
};

const EditPlan = ({whole: {plan}, close, refresh}: Props & {close: () => void}) => (
    <Versioned
        title={t('plan-edit')}
        draft={`plan ${plan.case_id}`}
        item={plan}
        fields={[
            {name: 'title', label: t('plan-title'), max: 200},
            {name: 'days', label: t('plan-rhythm'), hint: t('plan-rhythm-hint'), kind: 'number', least: 1, max: 365},
        ]}
        valuesOf={({title, check_in_every_days: days}) => ({title: title ?? '', days: String(days ?? '')})}
        send={(version, values, commandId) => {
            const [title, days] = [text(values, 'title'), amount(values, 'days')];
            const clear = [...(title ? [] : (['title'] as const)), ...(days ? [] : (['check_in_every_days'] as const))];
            const change = {case_id: plan.case_id, version, title, check_in_every_days: days, clear};
            return tell('plans.update_plan', change, commandId);
        }}
        close={close}
        refresh={refresh}
    />
);

function More({whole, refresh}: Props) {
    const [editing, setEditing] = useState(false);
    return (
        <div class="actions">
            <QuietLink href={address(whole.plan.case_id, '/history')} label={t('history')} />
            {speaks(whole, viewer()) && <SmallButton quiet label={t('plan-edit')} press={() => setEditing(true)} />}
            <SmallButton quiet label={t('print')} press={() => print()} />
            {editing && <EditPlan whole={whole} close={() => setEditing(false)} refresh={refresh} />}
        </div>
    );
}

const Everything = (props: Props) => (
    <>
        <NextStep {...props} />
        <Proposals whole={props.whole} />
        {!is('citizen') && <Ours {...props} />}
        <Goals {...props} />
        <OtherActivities {...props} />
        <HowItGoes {...props} />
        <WhoTakesPart whole={props.whole} />
        <More {...props} />
        <Comments whole={props.whole} />
    </>
);

export const Plan = ({caseId, title, back}: {caseId: string; title: string; back?: Back}) => (
    <PlanPage caseId={caseId} head={whole => ({title, lead: whole?.plan.title, back})}>
        {(whole, refresh) => <Everything whole={whole} refresh={refresh} />}
    </PlanPage>
);

/* As a helper opens it. Not each of them may know the citizen's name. */
export function CasePlan({params}: Parameters) {
    const caseId = params.id!;
    const query = useQuery('cases.get_case', {case_id: caseId});
    const name = query.data?.case.citizen_name;
    const back: Back = is('caseworker') ? [`/cases/${caseId}`, t('citizen')] : ['/plans', t('nav-plans')];
    return <Plan caseId={caseId} title={name ? t('plan-of', {name}) : t('plan')} back={back} />;
}
