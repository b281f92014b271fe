// SPDX-License-Identifier: EUPL-1.2
/* Who may do what with a plan, and what can become of its goals and activities. The services decide; buttons follow this. */
import type {plans} from 'samspil';

export type Whole = plans.GetPlanResult;
export type Goal = plans.Goal;
export type Activity = plans.Activity;
export type GoalStatus = plans.GoalStatus;
export type ActivityStatus = plans.ActivityStatus;

/* Who reads the plan: the citizen (or who speaks for them), or a member of an organisation. */
export interface Viewer {
    isCitizen: boolean;
    organisationId?: string;
}

export const isHome = ({plan}: Whole, {organisationId}: Viewer) => organisationId === plan.home_id;

/* Whose word the citizen's is: who accepts and words goals. */
export const speaks = ({participants}: Whole, {isCitizen, organisationId}: Viewer) =>
    isCitizen || participants.some(each => each.edits_goals && each.organisation_id === organisationId);

/* Who says who sees a goal or an activity. */
export const sharesOut = (whole: Whole, viewer: Viewer) => speaks(whole, viewer) || isHome(whole, viewer);

/* Who lets organisations into the plan, and out. */
export const letsIn = (whole: Whole, viewer: Viewer) => viewer.isCitizen || isHome(whole, viewer);

const ENDED = ['completed', 'cancelled', 'rejected', 'entered-in-error', 'stopped'];
export const isEnded = ({status}: {status: string}) => ENDED.includes(status);

/* Of an activity: whether the reader is who does it. */
export const isMine = ({responsible}: Activity, {isCitizen, organisationId}: Viewer) =>
    isCitizen
        ? responsible?.party === 'citizen' || responsible?.party === 'network'
        : organisationId !== undefined && responsible?.organisation_id === organisationId;

const isProposer = ({status, proposed_by}: Goal, {organisationId}: Viewer) =>
    status === 'proposed' && organisationId !== undefined && proposed_by?.organisation_id === organisationId;

/* The words of a proposal are also its author's. */
export const mayWord = (goal: Goal, whole: Whole, viewer: Viewer) => speaks(whole, viewer) || isProposer(goal, viewer);

export interface Move<Status extends string> {
    label: string;
    from: Status[];
    to: Status;
}

const BEGUN: GoalStatus[] = ['planned', 'accepted', 'active', 'on-hold'];

const OF_CITIZEN: Move<GoalStatus>[] = [
    {label: 'goal-accept', from: ['proposed'], to: 'active'},
    {label: 'goal-reject', from: ['proposed'], to: 'rejected'},
    {label: 'goal-reached', from: BEGUN, to: 'completed'},
    {label: 'activity-begin', from: ['planned', 'accepted'], to: 'active'},
    {label: 'activity-again', from: ['on-hold', 'completed', 'cancelled', 'rejected'], to: 'active'},
    {label: 'activity-rest', from: ['planned', 'accepted', 'active'], to: 'on-hold'},
    {label: 'goal-give-up', from: BEGUN, to: 'cancelled'},
];
const OF_PROPOSER: Move<GoalStatus>[] = [{label: 'goal-take-back', from: ['proposed'], to: 'cancelled'}];

export function goalMoves(goal: Goal, whole: Whole, viewer: Viewer): Move<GoalStatus>[] {
    const moves = speaks(whole, viewer) ? OF_CITIZEN : isProposer(goal, viewer) ? OF_PROPOSER : [];
    return moves.filter(({from}) => from.includes(goal.status));
}

const OF_ACTIVITY: Move<ActivityStatus>[] = [
    {label: 'activity-begin', from: ['not-started', 'scheduled', 'unknown'], to: 'in-progress'},
    {label: 'activity-done', from: ['in-progress'], to: 'completed'},
    {label: 'activity-again', from: ['on-hold', 'completed', 'stopped'], to: 'in-progress'},
    {label: 'activity-again', from: ['cancelled'], to: 'not-started'},
    {label: 'activity-rest', from: ['not-started', 'scheduled', 'in-progress'], to: 'on-hold'},
    {label: 'activity-cancel', from: ['not-started', 'scheduled', 'on-hold'], to: 'cancelled'},
    {label: 'activity-stop', from: ['in-progress'], to: 'stopped'},
];

/* What follows a referral moves with it. */
export const activityMoves = ({referral_id, status}: Activity): Move<ActivityStatus>[] =>
    referral_id ? [] : OF_ACTIVITY.filter(({from}) => from.includes(status));

/*
 * What has ended stands apart; but what ends while somebody reads stays where they first saw it, and says so there. What
 * has been seen is remembered in `seen`.
 */
export function apart<T extends {goal_id: string; status: string}>(goals: T[], seen: Map<string, boolean>): [T[], T[]] {
    for (const goal of goals) if (!seen.has(goal.goal_id)) seen.set(goal.goal_id, isEnded(goal));
    return [goals.filter(goal => !seen.get(goal.goal_id)), goals.filter(goal => seen.get(goal.goal_id))];
}

/* What a consent for the plan can permit beyond it. */
export const BEYOND_PLAN = ['contact', 'progress', 'notes'];
