// SPDX-License-Identifier: EUPL-1.2
/* A change of the plan in words: the text that says it, and what it was changed to. */
import type {plans} from 'samspil';

type Change = plans.HistoryEntry;

/* By what was changed, and how. */
const SENTENCES: Record<string, string> = {
    'plan reworded': 'change-plan-reworded',
    'plan status_changed': 'change-plan-status',
    'plan planned': 'change-plan-planned',
    'goal added': 'change-goal-added',
    'goal proposed': 'change-goal-proposed',
    'goal accepted': 'change-goal-accepted',
    'goal rejected': 'change-goal-rejected',
    'goal reworded': 'change-goal-reworded',
    'goal status_changed': 'change-goal-status',
    'goal assessed': 'change-goal-assessed',
    'goal visibility_changed': 'change-goal-visibility',
    'activity added': 'change-activity-added',
    'activity reworded': 'change-activity-reworded',
    'activity status_changed': 'change-activity-status',
    'activity visibility_changed': 'change-activity-visibility',
    'activity followed_referral': 'change-activity-referral',
    'participant invited': 'change-participant-invited',
    'participant joined': 'change-participant-joined',
    'participant left': 'change-participant-left',
    'participant authorised': 'change-participant-authorised',
};

export const changeOf = ({item, change}: Change) => SENTENCES[`${item} ${change}`] ?? 'change-other';

/* Where one word says it: its family and value. */
export function changedTo(
    {change, goal, activity}: Change,
    visibilities: string,
): [family: string, value: string] | undefined {
    if (change === 'assessed' && goal?.achievement) return ['achievement', goal.achievement];
    if (change === 'visibility_changed') return [visibilities, (goal ?? activity)!.visibility];
    if (change !== 'status_changed' && change !== 'followed_referral') return undefined;
    if (goal) return ['goal', goal.status];
    return activity && ['activity', activity.status];
}

/* The words of what was changed, as they were then. */
export function itemOf({change, goal, activity, plan}: Change): string | undefined {
    if (plan) return change === 'planned' ? plan.next_action?.text : plan.title;
    return (goal ?? activity)?.description;
}
