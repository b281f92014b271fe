// SPDX-License-Identifier: EUPL-1.2
/* What was changed in the plan, by whom and when, latest first; and the plan as it was on a day. */
import {useLocation} from 'preact-iso/router';
import type {plans} from 'samspil';
import {date, dateTime, isoDate} from '../../format';
import {day} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, word} from '../../i18n';
import {organisationName} from '../../names';
import {Answer, Empty, Page, Section} from '../../parts/page';
import {about, useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {Activities} from './activities';
import {changedTo, changeOf, itemOf} from './changes';
import {GoalCard} from './goals';
import {NextStepWords} from './next_step';
import {address, type Back, backToPlan, editorName, PlanPage, visibilityFamily} from './page';
import type {Whole} from './rules';

type Change = plans.HistoryEntry;

/* Written offline on another day than it came in. */
const isLater = ({at, edited_at}: Change) => edited_at !== undefined && date(edited_at) !== date(at);

const ChangeRow = ({change}: {change: Change}) => {
    const to = changedTo(change, visibilityFamily());
    const what = itemOf(change);
    return (
        <li>
            <p class="subtle">
                {editorName(change.editor)} · <time dateTime={change.at}>{dateTime(change.at)}</time>
                {isLater(change) && ` · ${t('change-written', {day: date(change.edited_at)})}`}
            </p>
            <p class="ds-paragraph">
                {t(changeOf(change), {
                    organisation: change.item === 'participant' ? organisationName(change.item_id) : '',
                })}
                {to && `: ${word(...to)}`}
            </p>
            {what && <p class="ds-paragraph own-words">{what}</p>}
        </li>
    );
};

function Changes({caseId, itemId}: {caseId: string; itemId?: string}) {
    const query = useQuery(
        'plans.list_history',
        {case_id: caseId, item_id: itemId, limit: 30},
        {concerns: about(['plans.plan_', 'plans.goal_', 'plans.activity_', 'plans.participant_'], caseId), as: 'news'},
    );
    return (
        <Answer query={query}>
            {({changes}) =>
                changes.length === 0 ? (
                    <Empty text={t('history-none')} />
                ) : (
                    <ol class="timeline">
                        {changes.map(change => (
                            <ChangeRow key={change.sequence} change={change} />
                        ))}
                    </ol>
                )
            }
        </Answer>
    );
}

function ChooseDay({caseId}: {caseId: string}) {
    const {route} = useLocation();
    return (
        <Section title={t('plan-on')}>
            <Form
                draft={`plan on ${caseId}`}
                fields={[{name: 'on', label: t('plan-on-which'), kind: 'date', required: true}]}
                submit={t('plan-on-show')}
                keep
                onSubmit={values => route(address(caseId, `/history?on=${day(values, 'on')}`))}
            />
        </Section>
    );
}

const Then = ({whole: {plan, goals, activities}}: {whole: Whole}) => {
    const loose = activities.filter(({goal_ids}) => !goals.some(({goal_id}) => goal_ids.includes(goal_id)));
    return (
        <>
            {plan.title && <p class="ds-paragraph lead">{plan.title}</p>}
            <Section title={t('next-step')}>
                <NextStepWords plan={plan} />
            </Section>
            <Section title={t('goals')}>
                {goals.length === 0 ? (
                    <Empty text={t('plan-on-none')} />
                ) : (
                    <ul class="cards">
                        {goals.map(goal => (
                            <GoalCard key={goal.goal_id} goal={goal} activities={activities} />
                        ))}
                    </ul>
                )}
            </Section>
            {loose.length > 0 && (
                <Section title={t('activities')}>
                    <Activities activities={loose} />
                </Section>
            )}
        </>
    );
};

/* At the end of that day, where the reader is. */
function AsOf({caseId, on}: {caseId: string; on: string}) {
    const query = useQuery('plans.get_plan', {case_id: caseId, as_of: new Date(`${on}T23:59:59`).toISOString()});
    const back: Back = [address(caseId, '/history'), t('history')];
    return (
        <Page title={t('plan-on-day', {day: date(on)})} lead={t('plan-on-lead')} back={back}>
            <Answer query={query}>{whole => <Then whole={whole} />}</Answer>
        </Page>
    );
}

const isDay = (text?: string) =>
    !!text && /^\d{4}-\d\d-\d\d$/.test(text) && isoDate(new Date(`${text}T12:00`)) === text;

export function HistoryScreen({params}: Parameters) {
    const caseId = params.id!;
    const {query: where} = useLocation();
    if (isDay(where.on)) return <AsOf key={where.on} caseId={caseId} on={where.on!} />;
    const nameOf = (whole?: Whole) =>
        (
            whole?.goals.find(({goal_id}) => goal_id === where.item) ??
            whole?.activities.find(({activity_id}) => activity_id === where.item)
        )?.description;
    return (
        <PlanPage
            key="all"
            caseId={caseId}
            head={whole => ({title: t('history'), lead: nameOf(whole), back: backToPlan(caseId)})}
        >
            {() => (
                <>
                    <Changes caseId={caseId} itemId={where.item} />
                    {!where.item && <ChooseDay caseId={caseId} />}
                </>
            )}
        </PlanPage>
    );
}
