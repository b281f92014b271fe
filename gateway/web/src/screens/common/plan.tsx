// SPDX-License-Identifier: EUPL-1.2
/*
 * The shared plan: goals in the citizen's words, what is done for each, how it goes. One screen for both sides; who may word
 * and accept goals the service decides, the buttons follow whose word it is.
 */
import {useState} from 'preact/hooks';
import type {plans} from 'samspil';
import {tell} from '../../connection';
import {date, weekday} from '../../format';
import {dropDraft, type Values} from '../../forms/drafts';
import {day, dayValues, type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, word, words} from '../../i18n';
import {organisationName} from '../../names';
import {Dialog} from '../../parts/dialog';
import {Facts, Tag, Words} from '../../parts/facts';
import {Answer, Empty, Failure, Page, Section} from '../../parts/page';
import {Plot} from '../../parts/plot';
import {Problem} from '../../problems';
import {about, useQuery} from '../../query';
import {acting, is} from '../../session';

type Goal = plans.Goal;
type Activity = plans.Activity;
type Refresh = () => Promise<void>;

const VISIBILITIES = ['participants', 'private'];
const KINDS = [
    'volunteer_offer',
    'network',
    'training',
    'welfare_technology',
    'individual_coaching',
    'ad_hoc_help',
    'self_care',
];
const ENDED = ['completed', 'cancelled', 'rejected', 'entered-in-error', 'stopped'];

function editorName({kind, organisation_id}: plans.Editor): string {
    if (kind === 'citizen') return is('citizen') ? t('you') : t('sender-citizen');
    if (kind === 'representative') return t('sender-representative');
    return kind === 'organisation' ? organisationName(organisation_id) : 'Samspil';
}

const goalFields = (): Field[] => [
    {name: 'description', label: t('goal-words'), hint: t('goal-words-hint'), kind: 'area', required: true, max: 2000},
    {name: 'due_date', label: t('goal-due'), kind: 'date'},
];
const goalValues = (goal?: Partial<Goal>): Values => ({
    description: goal?.description ?? '',
    ...dayValues('due_date', goal?.due_date),
});

/* Both versions side by side: the reader decides which words count, nothing is lost. */
function Conflict({
    theirs,
    mine,
    keepTheirs,
    useMine,
}: {
    theirs: Partial<Goal>;
    mine: string;
    keepTheirs: () => void;
    useMine: () => void;
}) {
    return (
        <div class="ds-alert stack" data-color="warning" role="alert">
            <p class="ds-paragraph">{t('conflict')}</p>
            <div class="versions">
                <div>
                    <h3 class="ds-heading" data-size="xs">
                        {t('conflict-theirs')}
                    </h3>
                    <Words text={theirs.description} />
                </div>
                <div>
                    <h3 class="ds-heading" data-size="xs">
                        {t('conflict-mine')}
                    </h3>
                    <Words text={mine} />
                </div>
            </div>
            <div class="actions">
                <button class="ds-button" type="button" onClick={useMine}>
                    {t('conflict-use-mine')}
                </button>
                <button class="ds-button" data-variant="secondary" type="button" onClick={keepTheirs}>
                    {t('conflict-keep-theirs')}
                </button>
            </div>
        </div>
    );
}

function EditGoal({goal, close, refresh}: {goal: Goal; close: () => void; refresh: Refresh}) {
    const draft = `goal ${goal.goal_id}`;
    /* The version that was read, or the newer one that the reader has been shown. */
    const [version, setVersion] = useState(goal.version);
    const [conflict, setConflict] = useState<{theirs: Partial<Goal>; values: Values}>();
    const send = async (values: Values, seen: number, commandId?: string) => {
        await tell(
            'plans.update_goal',
            {
                goal_id: goal.goal_id,
                version: seen,
                description: text(values, 'description'),
                due_date: day(values, 'due_date'),
            },
            commandId,
        );
        await refresh();
        close();
    };
    const save = async (values: Values, commandId: string) => {
        try {
            await send(values, version, commandId);
        } catch (error) {
            if (!(error instanceof Problem) || error.code !== 'version_conflict' || !error.details.current) throw error;
            const theirs = error.details.current as Partial<Goal>;
            setVersion(theirs.version!);
            setConflict({theirs, values});
            throw error;
        }
    };
    const leave = () => {
        dropDraft(draft);
        void refresh();
        close();
    };
    return (
        <Dialog title={t('goal-edit')} close={close}>
            {conflict && (
                <Conflict
                    theirs={conflict.theirs}
                    mine={text(conflict.values, 'description')}
                    keepTheirs={leave}
                    useMine={() => void send(conflict.values, version).then(() => dropDraft(draft))}
                />
            )}
            <Form
                draft={draft}
                fields={goalFields()}
                initial={goalValues(goal)}
                submit={t('save')}
                cancel={leave}
                onSubmit={save}
            />
        </Dialog>
    );
}

function AddGoal({caseId, close}: {caseId: string; close: () => void}) {
    const fields: Field[] = [
        ...goalFields(),
        {name: 'visibility', label: t('visible-to'), kind: 'radios', options: words('visibility', VISIBILITIES)},
    ];
    return (
        <Dialog title={t('goal-add')} close={close}>
            {!is('citizen') && <p class="ds-paragraph">{t('goal-proposal')}</p>}
            <Form
                draft={`new goal ${caseId}`}
                fields={fields}
                initial={{visibility: 'participants'}}
                submit={t('goal-add')}
                cancel={close}
                onSubmit={async (values, commandId) => {
                    await tell(
                        'plans.add_goal',
                        {
                            case_id: caseId,
                            description: text(values, 'description'),
                            due_date: day(values, 'due_date'),
                            visibility: text(values, 'visibility') as plans.Visibility,
                        },
                        commandId,
                    );
                    close();
                }}
            />
        </Dialog>
    );
}

function AddActivity({caseId, goals, close}: {caseId: string; goals: Goal[]; close: () => void}) {
    const fields: Field[] = [
        {name: 'description', label: t('activity-words'), kind: 'area', required: true, max: 2000},
        {name: 'kind', label: t('activity-kind'), kind: 'select', required: true, options: words('kind', KINDS)},
        {
            name: 'goal',
            label: t('activity-goal'),
            kind: 'select',
            options: goals.map(goal => [goal.goal_id, goal.description ?? '']),
        },
        {name: 'due_date', label: t('goal-due'), kind: 'date'},
    ];
    return (
        <Dialog title={t('activity-add')} close={close}>
            <Form
                draft={`new activity ${caseId}`}
                fields={fields}
                submit={t('activity-add')}
                cancel={close}
                onSubmit={async (values, commandId) => {
                    const goal = text(values, 'goal');
                    await tell(
                        'plans.add_activity',
                        {
                            case_id: caseId,
                            description: text(values, 'description'),
                            kind: text(values, 'kind') as plans.ActivityKind,
                            goal_ids: goal ? [goal] : [],
                            due_date: day(values, 'due_date'),
                        },
                        commandId,
                    );
                    close();
                }}
            />
        </Dialog>
    );
}

/* Buttons that move something to another state; what cannot be now is answered in words. */
function Moves({moves}: {moves: [label: string, go: () => Promise<unknown>][]}) {
    const [problem, setProblem] = useState<Problem>();
    return (
        <>
            {problem && <Failure problem={problem} />}
            <div class="actions">
                {moves.map(([label, go]) => (
                    <button
                        key={label}
                        class="ds-button"
                        data-variant="secondary"
                        data-size="sm"
                        type="button"
                        onClick={() => void go().then(() => setProblem(undefined), setProblem)}
                    >
                        {label}
                    </button>
                ))}
            </div>
        </>
    );
}

const ActivityItem = ({activity, refresh}: {activity: Activity; refresh: Refresh}) => {
    const move = (status: plans.ActivityStatus) => () =>
        tell('plans.set_activity_status', {activity_id: activity.activity_id, version: activity.version, status}).then(
            refresh,
        );
    const moves: [string, () => Promise<unknown>][] =
        activity.referral_id || ENDED.includes(activity.status)
            ? []
            : activity.status === 'in-progress'
              ? [[t('activity-done'), move('completed')]]
              : [[t('activity-begin'), move('in-progress')]];
    const who = activity.responsible?.name ?? organisationName(activity.responsible?.organisation_id);
    return (
        <li>
            <span>{activity.description ?? t('withheld')}</span>
            <Tag family="activity" value={activity.status} />
            <span class="subtle">
                {[
                    activity.kind && word('kind', activity.kind),
                    who,
                    activity.due_date && t('until-day', {day: date(activity.due_date)}),
                ]
                    .filter(Boolean)
                    .join(' · ')}
            </span>
            {moves.length > 0 && <Moves moves={moves} />}
        </li>
    );
};

function CheckIns({caseId, goalId}: {caseId: string; goalId?: string}) {
    const query = useQuery(
        'plans.list_check_ins',
        {case_id: caseId, goal_id: goalId, limit: 50},
        {concerns: about(['plans.checked_in'], caseId), as: 'refresh'},
    );
    const scored = (query.data?.check_ins ?? []).filter(each => each.score !== undefined);
    if (scored.length < 2) return null;
    return (
        <Plot
            title={t('how-it-goes')}
            low={0}
            high={10}
            points={scored.map(each => ({date: each.at, value: each.score!, note: each.words}))}
        />
    );
}

function CheckIn({caseId, goals, close}: {caseId: string; goals: Goal[]; close: () => void}) {
    const fields: Field[] = [
        {name: 'score', label: t('check-in-score'), hint: t('check-in-score-hint'), kind: 'number', max: 10},
        {name: 'words', label: t('check-in-words'), kind: 'area', max: 2000},
        {
            name: 'goal',
            label: t('activity-goal'),
            kind: 'select',
            options: goals.map(goal => [goal.goal_id, goal.description ?? '']),
        },
    ];
    return (
        <Dialog title={t('check-in')} close={close}>
            <Form
                draft={`check-in ${caseId}`}
                fields={fields}
                submit={t('save')}
                cancel={close}
                onSubmit={async (values, commandId) => {
                    const score = text(values, 'score');
                    await tell(
                        'plans.add_check_in',
                        {
                            case_id: caseId,
                            goal_id: text(values, 'goal'),
                            score: score === '' ? undefined : Math.round(Number(score)),
                            words: text(values, 'words'),
                        },
                        commandId,
                    );
                    close();
                }}
            />
        </Dialog>
    );
}

function GoalCard({
    goal,
    activities,
    mayWord,
    refresh,
}: {
    goal: Goal;
    activities: Activity[];
    mayWord: boolean;
    refresh: Refresh;
}) {
    const [editing, setEditing] = useState(false);
    const to = (status: plans.GoalStatus) => () =>
        tell('plans.set_goal_status', {goal_id: goal.goal_id, version: goal.version, status}).then(refresh);
    const proposed = goal.status === 'proposed';
    const isOwnProposal =
        proposed &&
        goal.proposed_by?.organisation_id !== undefined &&
        goal.proposed_by.organisation_id === acting.value?.organisation_id;
    const moves: [string, () => Promise<unknown>][] = [
        ...(mayWord && proposed
            ? ([
                  [t('goal-accept'), to('active')],
                  [t('goal-reject'), to('rejected')],
              ] as [string, () => Promise<unknown>][])
            : []),
        ...(mayWord && goal.status === 'active'
            ? ([[t('goal-reached'), to('completed')]] as [string, () => Promise<unknown>][])
            : []),
        ...(isOwnProposal && !mayWord
            ? ([[t('goal-take-back'), to('cancelled')]] as [string, () => Promise<unknown>][])
            : []),
        ...(mayWord || isOwnProposal
            ? ([[t('goal-edit'), async () => setEditing(true)]] as [string, () => Promise<unknown>][])
            : []),
    ];
    return (
        <li class="ds-card">
            <h3 class="ds-heading" data-size="xs">
                {goal.description ?? t('withheld')}
            </h3>
            <p>
                <Tag family="goal" value={goal.status} />{' '}
                {goal.visibility === 'private' && <Tag family="visibility" value="private" />}{' '}
                {proposed && goal.proposed_by && (
                    <span class="subtle">{t('proposed-by', {who: editorName(goal.proposed_by)})}</span>
                )}
            </p>
            <Facts
                rows={[
                    [t('goal-due'), date(goal.due_date)],
                    [t('goal-achievement'), goal.achievement && word('achievement', goal.achievement)],
                ]}
            />
            <Words text={goal.note} />
            {activities.length > 0 && (
                <ul class="rows">
                    {activities.map(activity => (
                        <ActivityItem key={activity.activity_id} activity={activity} refresh={refresh} />
                    ))}
                </ul>
            )}
            {goal.trend && goal.trend.count > 1 && <CheckIns caseId={goal.case_id} goalId={goal.goal_id} />}
            <Moves moves={moves} />
            {editing && <EditGoal goal={goal} close={() => setEditing(false)} refresh={refresh} />}
        </li>
    );
}

function NextAction({plan, refresh}: {plan: plans.Plan; refresh: Refresh}) {
    const [editing, setEditing] = useState(false);
    const next = plan.next_action;
    const fields: Field[] = [
        {name: 'text', label: t('next-step-words'), required: true, max: 300},
        {name: 'due_date', label: t('goal-due'), kind: 'date'},
    ];
    const save = async (values: Values, commandId: string) => {
        await tell(
            'plans.set_next_action',
            {
                case_id: plan.case_id,
                version: plan.version,
                next_action: {text: text(values, 'text'), due_date: day(values, 'due_date')},
            },
            commandId,
        );
        await refresh();
        setEditing(false);
    };
    return (
        <Section
            title={t('next-step')}
            action={
                <button
                    class="ds-button"
                    data-variant="secondary"
                    data-size="sm"
                    type="button"
                    onClick={() => setEditing(true)}
                >
                    {t('next-step-edit')}
                </button>
            }
        >
            {next ? (
                <p class="ds-paragraph lead">
                    {next.text}
                    {next.due_date && ` (${t('until-day', {day: weekday(next.due_date)})})`}
                </p>
            ) : (
                <Empty text={t('next-step-none')} />
            )}
            {editing && (
                <Dialog title={t('next-step')} close={() => setEditing(false)}>
                    <Form
                        draft={`next ${plan.case_id}`}
                        fields={fields}
                        initial={{text: next?.text ?? '', ...dayValues('due_date', next?.due_date)}}
                        submit={t('save')}
                        cancel={() => setEditing(false)}
                        onSubmit={save}
                    />
                </Dialog>
            )}
        </Section>
    );
}

type Adding = 'goal' | 'activity' | 'check-in';

function Whole({whole, refresh}: {whole: plans.GetPlanResult; refresh: Refresh}) {
    const {plan, goals, activities, participants} = whole;
    const [adding, setAdding] = useState<Adding>();
    const close = () => {
        setAdding(undefined);
        void refresh();
    };
    const mayWord =
        is('citizen') ||
        participants.some(each => each.edits_goals && each.organisation_id === acting.value?.organisation_id);
    const current = goals.filter(goal => !ENDED.includes(goal.status));
    const past = goals.filter(goal => ENDED.includes(goal.status));
    const loose = activities.filter(activity => !activity.goal_ids.some(id => goals.some(goal => goal.goal_id === id)));
    const ofGoal = (goal: Goal) => activities.filter(activity => activity.goal_ids.includes(goal.goal_id));
    const card = (goal: Goal) => (
        <GoalCard key={goal.goal_id} goal={goal} activities={ofGoal(goal)} mayWord={mayWord} refresh={refresh} />
    );
    return (
        <>
            {plan.title && <p class="ds-paragraph lead">{plan.title}</p>}
            <div class="actions">
                <button class="ds-button" type="button" onClick={() => setAdding('goal')}>
                    {t('goal-add')}
                </button>
                <button class="ds-button" data-variant="secondary" type="button" onClick={() => setAdding('activity')}>
                    {t('activity-add')}
                </button>
                {is('citizen') && (
                    <button
                        class="ds-button"
                        data-variant="secondary"
                        type="button"
                        onClick={() => setAdding('check-in')}
                    >
                        {t('check-in')}
                    </button>
                )}
                <button class="ds-button" data-variant="tertiary" type="button" onClick={() => print()}>
                    {t('print')}
                </button>
            </div>
            {adding === 'goal' && <AddGoal caseId={plan.case_id} close={close} />}
            {adding === 'activity' && <AddActivity caseId={plan.case_id} goals={current} close={close} />}
            {adding === 'check-in' && <CheckIn caseId={plan.case_id} goals={current} close={close} />}
            <NextAction plan={plan} refresh={refresh} />
            <Section title={t('goals')}>
                {current.length === 0 ? <Empty text={t('goals-none')} /> : <ul class="cards">{current.map(card)}</ul>}
            </Section>
            {loose.length > 0 && (
                <Section title={t('activities')}>
                    <ul class="rows">
                        {loose.map(activity => (
                            <ActivityItem key={activity.activity_id} activity={activity} refresh={refresh} />
                        ))}
                    </ul>
                </Section>
            )}
            <Section title={t('how-it-goes')}>
                <CheckIns caseId={plan.case_id} />
                <p class="ds-paragraph subtle">
                    {plan.next_check_in ? t('next-check-in', {day: weekday(plan.next_check_in)}) : t('check-ins-none')}
                </p>
            </Section>
            <Section title={t('who-takes-part')}>
                <ul class="rows">
                    {participants
                        .filter(each => each.status !== 'left')
                        .map(each => (
                            <li key={each.organisation_id}>
                                <span>{organisationName(each.organisation_id)}</span>{' '}
                                <span class="subtle">{word('participant', each.status)}</span>
                            </li>
                        ))}
                </ul>
            </Section>
            {past.length > 0 && (
                <details class="ds-details no-print">
                    <summary>{t('goals-past')}</summary>
                    <ul class="cards">{past.map(card)}</ul>
                </details>
            )}
        </>
    );
}

export function Plan({caseId, back}: {caseId: string; back?: [string, string]}) {
    const query = useQuery(
        'plans.get_plan',
        {case_id: caseId},
        {concerns: about(['plans.', 'consents.withdrawn'], caseId), as: 'refresh'},
    );
    if (query.problem?.code === 'not_found')
        return <Page title={t('referral-gone')} lead={t('referral-gone-lead')} back={back} />;
    return (
        <Page title={t(is('citizen') ? 'nav-plan' : 'plan')} back={back}>
            <Answer query={query}>{whole => <Whole whole={whole} refresh={query.refresh} />}</Answer>
        </Page>
    );
}
