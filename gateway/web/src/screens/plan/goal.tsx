// SPDX-License-Identifier: EUPL-1.2
/* One goal: what it says, how it stands, what is done for it, and what is said about it. */
import {useState} from 'preact/hooks';
import {t} from '../../i18n';
import {Words} from '../../parts/facts';
import {Empty, QuietLink, Section, SmallButton} from '../../parts/page';
import type {Parameters} from '../../routes';
import {is} from '../../session';
import {Activities} from './activities';
import {AddActivity} from './activity_forms';
import {CheckInButton, CheckIns} from './check_ins';
import {Comments} from './comments';
import {GOAL_DIALOGS} from './goal_forms';
import {GoalFacts, GoalTags, moveGoal} from './goals';
import {address, backToPlan, Moves, PlanPage, type Refresh, useAdding, viewer} from './page';
import {type Goal, goalMoves, isEnded, mayWord, sharesOut, type Whole} from './rules';

type Dialogs = keyof typeof GOAL_DIALOGS;

function dialogsOf(goal: Goal, whole: Whole): Dialogs[] {
    const allowed: [Dialogs, boolean][] = [
        ['goal-edit', mayWord(goal, whole, viewer())],
        ['goal-assess', goal.status !== 'proposed' && !isEnded(goal)],
        ['visible-to', sharesOut(whole, viewer())],
    ];
    return allowed.filter(([, is]) => is).map(([name]) => name);
}

function Changing({goal, whole, refresh}: {goal: Goal; whole: Whole; refresh: Refresh}) {
    const [open, setOpen] = useState<Dialogs>();
    const Open = open && GOAL_DIALOGS[open];
    return (
        <>
            <Moves
                item={goal.goal_id}
                name={goal.description}
                moves={goalMoves(goal, whole, viewer())}
                go={moveGoal(goal, refresh)}
            />
            <div class="actions">
                {dialogsOf(goal, whole).map(name => (
                    <SmallButton key={name} quiet label={t(name)} press={() => setOpen(name)} />
                ))}
                <QuietLink href={address(goal.case_id, `/history?item=${goal.goal_id}`)} label={t('history')} />
            </div>
            {Open && <Open goal={goal} close={() => setOpen(undefined)} refresh={refresh} />}
        </>
    );
}

function DoneForIt({goal, whole, refresh}: {goal: Goal; whole: Whole; refresh: Refresh}) {
    const {adding, open, close, added} = useAdding(refresh);
    const activities = whole.activities.filter(activity => activity.goal_ids.includes(goal.goal_id));
    return (
        <Section title={t('activities-of-goal')} action={<SmallButton label={t('activity-add')} press={open} />}>
            {activities.length === 0 && <Empty text={t('activities-none')} />}
            <Activities activities={activities} refresh={refresh} />
            {adding && <AddActivity whole={whole} goalId={goal.goal_id} close={close} added={added} />}
        </Section>
    );
}

const Details = ({goal, whole, refresh}: {goal: Goal; whole: Whole; refresh: Refresh}) => (
    <>
        <p class="tags" tabIndex={-1} data-item={goal.goal_id}>
            <GoalTags goal={goal} />
        </p>
        <Words text={goal.note} />
        <GoalFacts goal={goal} />
        <Changing goal={goal} whole={whole} refresh={refresh} />
        <DoneForIt goal={goal} whole={whole} refresh={refresh} />
        <Section
            title={t('how-it-goes')}
            action={is('citizen') && <CheckInButton whole={whole} goalId={goal.goal_id} done={() => void refresh()} />}
        >
            {!goal.trend?.count && <Empty text={t(is('citizen') ? 'check-ins-none' : 'check-ins-none-theirs')} />}
            <CheckIns caseId={goal.case_id} goalId={goal.goal_id} />
        </Section>
        <Comments whole={whole} topic={{goal_id: goal.goal_id}} visibility={goal.visibility} />
    </>
);

export const GoalScreen = ({params}: Parameters) => {
    const find = (whole?: Whole) => whole?.goals.find(goal => goal.goal_id === params.item);
    return (
        <PlanPage
            caseId={params.id!}
            head={whole => ({title: find(whole)?.description ?? t('goal'), back: backToPlan(params.id!)})}
        >
            {(whole, refresh) => {
                const goal = find(whole);
                return goal ? (
                    <Details goal={goal} whole={whole} refresh={refresh} />
                ) : (
                    <Empty text={t('problem-not-found')} />
                );
            }}
        </PlanPage>
    );
};
