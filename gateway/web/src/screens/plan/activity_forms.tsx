// SPDX-License-Identifier: EUPL-1.2
/* What is asked about an activity: what is done, by whom, for which goals, and who sees it. */
import type {plans} from 'samspil';
import {tell} from '../../connection';
import type {Values} from '../../forms/drafts';
import {day, dayValues, type Field, list, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, words} from '../../i18n';
import {organisationName} from '../../names';
import {Dialog} from '../../parts/dialog';
import {Versioned} from '../../parts/versioned';
import {type Refresh, responsibleName, viewer, visibilityFamily} from './page';
import {type Activity, isEnded, sharesOut, type Whole} from './rules';

const VISIBILITIES = ['participants', 'responsible', 'private'];
const KINDS = [
    'volunteer_offer',
    'network',
    'training',
    'welfare_technology',
    'individual_coaching',
    'ad_hoc_help',
    'self_care',
];

/* Who can do something: the citizen, somebody close to them, an organisation of the plan; or, as it was, somebody else. */
function whoOptions({plan, participants}: Whole, now?: plans.Responsible): [string, string][] {
    const joined = participants.filter(({status}) => status === 'joined').map(({organisation_id}) => organisation_id);
    const organisations = [...new Set([plan.home_id, ...joined])];
    const options: [string, string][] = [
        ['citizen', responsibleName({party: 'citizen'})],
        ['network', responsibleName({party: 'network'})],
        ...organisations.map((id): [string, string] => [id, organisationName(id)]),
    ];
    const known = options.some(([value]) => value === whoValue(now));
    return now && !known ? [...options, [whoValue(now), responsibleName(now)]] : options;
}

const AS_IT_WAS = 'as it was';
function whoValue(responsible?: plans.Responsible): string {
    if (!responsible) return '';
    if (responsible.party === 'member') return AS_IT_WAS;
    return responsible.organisation_id ?? responsible.party;
}

export const whoFields = (whole: Whole, now?: plans.Responsible): Field[] => [
    {name: 'who', label: t('activity-who'), kind: 'select', options: whoOptions(whole, now)},
    {name: 'who_name', label: t('name'), max: 200, when: values => text(values, 'who') === 'network'},
];

export const whoValues = (responsible?: plans.Responsible): Values => ({
    who: whoValue(responsible),
    who_name: responsible?.name ?? '',
});

export function asResponsible(values: Values, now?: plans.Responsible): plans.Responsible | undefined {
    const who = text(values, 'who');
    if (who === '') return undefined;
    if (who === 'network') return {party: 'network', name: text(values, 'who_name') || undefined};
    if (now && who === whoValue(now)) return now;
    return who === 'citizen' ? {party: 'citizen'} : {party: 'organisation', organisation_id: who};
}

function fieldsOf(whole: Whole, activity?: Activity): Field[] {
    const chosen = activity?.goal_ids ?? [];
    const goals = whole.goals.filter(goal => !isEnded(goal) || chosen.includes(goal.goal_id));
    const fields: Field[] = [
        {name: 'description', label: t('activity-words'), kind: 'area', required: true, max: 2000},
        {name: 'kind', label: t('activity-kind'), kind: 'select', required: true, options: words('kind', KINDS)},
        ...whoFields(whole, activity?.responsible),
        {name: 'due_date', label: t('goal-due'), kind: 'date'},
    ];
    if (goals.length > 0)
        fields.push({
            name: 'goals',
            label: t('activity-goal'),
            kind: 'checks',
            options: goals.map(goal => [goal.goal_id, goal.description ?? t('withheld')]),
        });
    return fields;
}

const visibility = (): Field => ({
    name: 'visibility',
    label: t('visible-to'),
    kind: 'radios',
    required: true,
    options: words(visibilityFamily(), VISIBILITIES),
});

const asValues = (activity: Activity): Values => ({
    description: activity.description ?? '',
    kind: activity.kind ?? '',
    ...whoValues(activity.responsible),
    goals: activity.goal_ids,
    ...dayValues('due_date', activity.due_date),
});
const asActivity = (values: Values, now?: plans.Responsible) => ({
    description: text(values, 'description'),
    kind: text(values, 'kind') as plans.ActivityKind,
    responsible: asResponsible(values, now),
    goal_ids: list(values, 'goals'),
    due_date: day(values, 'due_date'),
});

export function AddActivity({
    whole,
    goalId,
    close,
    added,
}: {
    whole: Whole;
    /* The goal that it is for, where that is clear. */
    goalId?: string;
    close: () => void;
    added: (id: string) => Promise<void>;
}) {
    const caseId = whole.plan.case_id;
    const draft = `new activity ${caseId} ${goalId ?? ''}`;
    return (
        <Dialog title={t('activity-add')} close={close}>
            <Form
                draft={draft}
                fields={sharesOut(whole, viewer()) ? [...fieldsOf(whole), visibility()] : fieldsOf(whole)}
                initial={{visibility: 'participants', goals: goalId ? [goalId] : []}}
                submit={t('activity-add')}
                cancel={close}
                onSubmit={async (values, commandId) => {
                    const shown = text(values, 'visibility') as plans.Visibility;
                    const activity = {case_id: caseId, ...asActivity(values), visibility: shown};
                    await added((await tell('plans.add_activity', activity, commandId)).activity_id);
                }}
            />
        </Dialog>
    );
}

interface Props {
    activity: Activity;
    whole: Whole;
    close: () => void;
    refresh: Refresh;
}

/* What was emptied is said so: what is absent stays. So do the goals that the reader does not see, if no other is chosen. */
function changed(activity: Activity, values: Values) {
    const {goal_ids: goals, ...written} = asActivity(values, activity.responsible);
    const isSame = [...goals].sort().join() === [...activity.goal_ids].sort().join();
    const clear: plans.ActivityClear[] = [
        ...(written.responsible ? [] : (['responsible'] as const)),
        ...(written.due_date ? [] : (['due_date'] as const)),
        ...(isSame || goals.length > 0 ? [] : (['goal_ids'] as const)),
    ];
    return {...written, goal_ids: isSame ? undefined : goals, clear};
}

const Edit = ({activity, whole, close, refresh}: Props) => (
    <Versioned
        title={t('activity-edit')}
        draft={`activity ${activity.activity_id}`}
        item={activity}
        fields={fieldsOf(whole, activity)}
        valuesOf={asValues}
        send={(version, values, commandId) => {
            const change = {activity_id: activity.activity_id, version, ...changed(activity, values)};
            return tell('plans.update_activity', change, commandId);
        }}
        close={close}
        refresh={refresh}
    />
);

const EditVisibility = ({activity, close, refresh}: Props) => (
    <Versioned
        title={t('visible-to')}
        draft={`activity visibility ${activity.activity_id}`}
        item={activity}
        fields={[visibility()]}
        valuesOf={({visibility}) => ({visibility})}
        send={(version, values, commandId) => {
            const chosen = text(values, 'visibility') as plans.Visibility;
            const change = {activity_id: activity.activity_id, version, visibility: chosen};
            return tell('plans.set_activity_visibility', change, commandId);
        }}
        close={close}
        refresh={refresh}
    />
);

export const ACTIVITY_DIALOGS = {'activity-edit': Edit, 'visible-to': EditVisibility};
