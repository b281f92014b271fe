// SPDX-License-Identifier: EUPL-1.2
/* What is asked about a goal: its words and dates, who sees it, how far it has come. */
import type {plans} from 'samspil';
import {tell} from '../../connection';
import type {Values} from '../../forms/drafts';
import {day, dayValues, type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, words} from '../../i18n';
import {Dialog} from '../../parts/dialog';
import {Versioned} from '../../parts/versioned';
import {is} from '../../session';
import {type Refresh, viewer, visibilityFamily} from './page';
import {type Goal, sharesOut, type Whole} from './rules';

const VISIBILITIES = ['participants', 'private'];
const ACHIEVEMENTS = [
    'in-progress',
    'improving',
    'worsening',
    'no-change',
    'achieved',
    'sustaining',
    'not-achieved',
    'no-progress',
    'not-attainable',
];

const wording = (): Field[] => [
    {
        name: 'description',
        label: t('goal-words'),
        hint: is('citizen') ? undefined : t('goal-words-hint'),
        kind: 'area',
        required: true,
        max: 2000,
    },
    {name: 'note', label: t('goal-note'), kind: 'area', max: 5000},
    {name: 'due_date', label: t('goal-due'), kind: 'date'},
];
const visibility = (): Field => ({
    name: 'visibility',
    label: t('visible-to'),
    kind: 'radios',
    required: true,
    options: words(visibilityFamily(), VISIBILITIES),
});

const asValues = (goal: Goal): Values => ({
    description: goal.description ?? '',
    note: goal.note ?? '',
    ...dayValues('due_date', goal.due_date),
});
const asGoal = (values: Values) => ({
    description: text(values, 'description'),
    note: text(values, 'note'),
    due_date: day(values, 'due_date'),
});

export function AddGoal({
    whole,
    close,
    added,
}: {
    whole: Whole;
    close: () => void;
    added: (id: string) => Promise<void>;
}) {
    const caseId = whole.plan.case_id;
    const draft = `new goal ${caseId}`;
    return (
        <Dialog title={t('goal-add')} close={close}>
            {!is('citizen') && <p class="ds-paragraph">{t('goal-proposal')}</p>}
            <Form
                draft={draft}
                fields={sharesOut(whole, viewer()) ? [...wording(), visibility()] : wording()}
                initial={{visibility: 'participants'}}
                submit={t('goal-add')}
                cancel={close}
                onSubmit={async (values, commandId) => {
                    const shown = text(values, 'visibility') as plans.Visibility;
                    const goal = {case_id: caseId, ...asGoal(values), visibility: shown};
                    await added((await tell('plans.add_goal', goal, commandId)).goal_id);
                }}
            />
        </Dialog>
    );
}

interface Props {
    goal: Goal;
    close: () => void;
    refresh: Refresh;
}

/* What was emptied is said so: what is absent stays. */
const emptied = ({note, due_date}: ReturnType<typeof asGoal>): plans.GoalClear[] => [
    ...(note ? [] : (['note'] as const)),
    ...(due_date ? [] : (['due_date'] as const)),
];

const EditWords = ({goal, close, refresh}: Props) => (
    <Versioned
        title={t('goal-edit')}
        draft={`goal ${goal.goal_id}`}
        item={goal}
        fields={wording()}
        valuesOf={asValues}
        send={(version, values, commandId) => {
            const written = asGoal(values);
            const change = {goal_id: goal.goal_id, version, ...written, clear: emptied(written)};
            return tell('plans.update_goal', change, commandId);
        }}
        close={close}
        refresh={refresh}
    />
);

const EditVisibility = ({goal, close, refresh}: Props) => (
    <Versioned
        title={t('visible-to')}
        draft={`goal visibility ${goal.goal_id}`}
        item={goal}
        fields={[visibility()]}
        valuesOf={({visibility}) => ({visibility})}
        send={(version, values, commandId) => {
            const chosen = text(values, 'visibility') as plans.Visibility;
            return tell('plans.set_goal_visibility', {goal_id: goal.goal_id, version, visibility: chosen}, commandId);
        }}
        close={close}
        refresh={refresh}
    />
);

const Assess = ({goal, close, refresh}: Props) => (
    <Versioned
        title={t('goal-assess')}
        draft={`goal achievement ${goal.goal_id}`}
        item={goal}
        fields={[
            {
                name: 'achievement',
                label: t('goal-achievement'),
                kind: 'select',
                required: true,
                options: words('achievement', ACHIEVEMENTS),
            },
        ]}
        valuesOf={({achievement}) => ({achievement: achievement ?? ''})}
        send={(version, values, commandId) => {
            const achievement = text(values, 'achievement') as plans.Achievement;
            return tell('plans.assess_goal', {goal_id: goal.goal_id, version, achievement}, commandId);
        }}
        close={close}
        refresh={refresh}
    />
);

export const GOAL_DIALOGS = {'goal-edit': EditWords, 'visible-to': EditVisibility, 'goal-assess': Assess};
