// SPDX-License-Identifier: EUPL-1.2
/* Who may do what with a plan, what stands where, and a change in words. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {plans} from 'samspil';
import {describe, expect, test} from 'vitest';
import {changedTo, changeOf, itemOf} from '../src/screens/plan/changes';
import {
    type Activity,
    activityMoves,
    apart,
    type Goal,
    goalMoves,
    isMine,
    letsIn,
    mayWord,
    sharesOut,
    speaks,
    type Viewer,
    type Whole,
} from '../src/screens/plan/rules';

const HOME = 'home';
const CITIZEN: Viewer = {isCitizen: true};
const CASEWORKER: Viewer = {isCitizen: false, organisationId: HOME};
const HELPER: Viewer = {isCitizen: false, organisationId: 'helper'};
const OTHER: Viewer = {isCitizen: false, organisationId: 'other'};

const goal = (of: Partial<Goal> = {}) => ({goal_id: 'g', status: 'active', version: 1, ...of}) as Goal;
const activity = (of: Partial<Activity> = {}) =>
    ({activity_id: 'a', status: 'not-started', goal_ids: [], ...of}) as Activity;
const whole = (participants: Partial<plans.Participant>[] = []) =>
    ({plan: {home_id: HOME}, goals: [], activities: [], participants}) as unknown as Whole;
const labels = (moves: {label: string}[]) => moves.map(({label}) => label);

describe('who may', () => {
    const authorised = whole([{organisation_id: 'helper', status: 'joined', edits_goals: true}]);
    test('speak for the citizen: they themselves, and whom they authorised', () => {
        expect([CITIZEN, CASEWORKER, HELPER].map(who => speaks(whole(), who))).toEqual([true, false, false]);
        expect([HELPER, OTHER].map(who => speaks(authorised, who))).toEqual([true, false]);
    });
    test('say who sees what: also the home municipality', () =>
        expect([CITIZEN, CASEWORKER, HELPER].map(who => sharesOut(whole(), who))).toEqual([true, true, false]));
    test('let organisations in: the citizen and the home municipality, whoever may change goals', () =>
        expect([CITIZEN, CASEWORKER, HELPER].map(who => letsIn(authorised, who))).toEqual([true, true, false]));
    test('word a proposal: also who made it, until it is answered', () => {
        const proposed_by: plans.Editor = {kind: 'organisation', organisation_id: 'helper'};
        expect(mayWord(goal({status: 'proposed', proposed_by}), whole(), HELPER)).toBe(true);
        expect(mayWord(goal({status: 'proposed', proposed_by}), whole(), OTHER)).toBe(false);
        expect(mayWord(goal({status: 'active', proposed_by}), whole(), HELPER)).toBe(false);
    });
    test('an activity is whose who does it', () => {
        const of = (responsible?: plans.Responsible) => activity({responsible});
        expect(isMine(of({party: 'network'}), CITIZEN)).toBe(true);
        expect(isMine(of({party: 'organisation', organisation_id: 'helper'}), HELPER)).toBe(true);
        expect(isMine(of({party: 'organisation', organisation_id: 'helper'}), CITIZEN)).toBe(false);
        expect(isMine(of(), HELPER)).toBe(false);
    });
});

describe('what can become of', () => {
    const proposal = goal({status: 'proposed', proposed_by: {kind: 'organisation', organisation_id: 'helper'}});
    test('a proposal: the citizen answers, its author takes it back, nobody else does anything', () => {
        expect(labels(goalMoves(proposal, whole(), CITIZEN))).toEqual(['goal-accept', 'goal-reject']);
        expect(labels(goalMoves(proposal, whole(), HELPER))).toEqual(['goal-take-back']);
        expect(goalMoves(proposal, whole(), OTHER)).toEqual([]);
    });
    test('a goal: one thing for each word', () => {
        const states: Goal['status'][] = [
            'planned',
            'accepted',
            'active',
            'on-hold',
            'completed',
            'cancelled',
            'rejected',
        ];
        for (const status of states) {
            const found = labels(goalMoves(goal({status}), whole(), CITIZEN));
            expect(found.length).toBeGreaterThan(0);
            expect(new Set(found).size).toBe(found.length);
        }
        expect(goalMoves(goal({status: 'entered-in-error'}), whole(), CITIZEN)).toEqual([]);
    });
    test('an activity: what follows a referral is moved by nobody here', () => {
        expect(labels(activityMoves(activity()))).toEqual(['activity-begin', 'activity-rest', 'activity-cancel']);
        expect(activityMoves(activity({referral_id: 'r'}))).toEqual([]);
    });
});

test('what ends while one reads stays where it was first seen; what is new stands at the end', () => {
    const seen = new Map<string, boolean>();
    const ids = (goals: Goal[][]) => goals.map(group => group.map(({goal_id}) => goal_id));
    const [a, b] = [goal({goal_id: 'a'}), goal({goal_id: 'b', status: 'completed'})];
    expect(ids(apart([a, b], seen))).toEqual([['a'], ['b']]);
    const later = [goal({goal_id: 'a', status: 'completed'}), goal({goal_id: 'b'}), goal({goal_id: 'c'})];
    expect(ids(apart(later, seen))).toEqual([['a', 'c'], ['b']]);
    expect(ids(apart(later, new Map()))).toEqual([['b', 'c'], ['a']]);
});

describe('a change', () => {
    const change = (of: Partial<plans.HistoryEntry>) => of as plans.HistoryEntry;
    test('each kind of the contract has its sentence with what it can happen to', () => {
        const contract = JSON.parse(readFileSync(join(import.meta.dirname, '../../../schemas/plans.json'), 'utf8'));
        const items: plans.ItemKind[] = contract.$defs.item_kind.enum;
        const changes: plans.Change[] = contract.$defs.change.enum;
        for (const what of changes)
            expect(
                items.map(item => changeOf(change({item, change: what}))).filter(id => id !== 'change-other'),
            ).not.toEqual([]);
    });
    test('says where one word does what it was changed to', () => {
        expect(changedTo(change({change: 'status_changed', goal: goal({status: 'completed'})}), 'v')).toEqual([
            'goal',
            'completed',
        ]);
        expect(changedTo(change({change: 'followed_referral', activity: activity()}), 'v')).toEqual([
            'activity',
            'not-started',
        ]);
        expect(changedTo(change({change: 'visibility_changed', goal: goal({visibility: 'private'})}), 'v')).toEqual([
            'v',
            'private',
        ]);
        expect(changedTo(change({change: 'reworded', goal: goal()}), 'v')).toBeUndefined();
        expect(changedTo(change({change: 'status_changed', plan: {} as plans.Plan}), 'v')).toBeUndefined();
    });
    test('shows the words as they were then', () => {
        const plan = {title: 'Title', next_action: {text: 'Next'}} as plans.Plan;
        expect(itemOf(change({change: 'planned', plan}))).toBe('Next');
        expect(itemOf(change({change: 'reworded', plan}))).toBe('Title');
        expect(itemOf(change({change: 'added', goal: goal({description: 'Walk'})}))).toBe('Walk');
        expect(itemOf(change({change: 'invited', item: 'participant'}))).toBeUndefined();
    });
});
