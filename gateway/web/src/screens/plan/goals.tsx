// SPDX-License-Identifier: EUPL-1.2
/* The goals of a plan as cards, each with what is done for it. */
import type {ComponentChildren} from 'preact';
import {tell} from '../../connection';
import {date} from '../../format';
import {t, word} from '../../i18n';
import {Facts, Tag, Words} from '../../parts/facts';
import {Activities} from './activities';
import {editorName, goalAddress, type Refresh, visibilityFamily} from './page';
import type {Activity, Goal} from './rules';

export const moveGoal = (goal: Goal, refresh: Refresh) => (status: Goal['status']) =>
    tell('plans.set_goal_status', {goal_id: goal.goal_id, version: goal.version, status}).then(refresh);

/* In which state it is, who proposed it, who does not see it. */
export const GoalTags = ({goal}: {goal: Goal}) => (
    <>
        <Tag family="goal" value={goal.status} />{' '}
        {goal.visibility === 'private' && <Tag family={visibilityFamily()} value="private" />}{' '}
        {goal.status === 'proposed' && goal.proposed_by && (
            <span class="subtle">{t('proposed-by', {who: editorName(goal.proposed_by)})}</span>
        )}
    </>
);

export const GoalFacts = ({goal}: {goal: Goal}) => (
    <Facts
        rows={[
            [t('goal-due'), date(goal.due_date)],
            [t('goal-achievement'), goal.achievement && word('achievement', goal.achievement)],
            [t('reason'), goal.status_reason],
        ]}
    />
);

export const GoalCard = ({
    goal,
    activities,
    refresh,
    children,
}: {
    goal: Goal;
    /* Of the whole plan. */
    activities: Activity[];
    refresh?: Refresh;
    children?: ComponentChildren;
}) => (
    <li class="ds-card">
        <h3 class="ds-heading" data-size="xs">
            <a class="ds-link" href={goalAddress(goal)} data-item={goal.goal_id}>
                {goal.description ?? t('withheld')}
            </a>
        </h3>
        <p class="tags">
            <GoalTags goal={goal} />
        </p>
        <GoalFacts goal={goal} />
        <Words text={goal.note} />
        <Activities
            activities={activities.filter(activity => activity.goal_ids.includes(goal.goal_id))}
            refresh={refresh}
        />
        {children}
    </li>
);
