// SPDX-License-Identifier: EUPL-1.2
/* How it goes, in the citizen's numbers and words: of one goal, or in general. */
import {useState} from 'preact/hooks';
import type {plans} from 'samspil';
import {tell} from '../../connection';
import {date} from '../../format';
import {amount, type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t} from '../../i18n';
import {Dialog} from '../../parts/dialog';
import {SmallButton} from '../../parts/page';
import {Plot} from '../../parts/plot';
import {about, useQuery} from '../../query';

import {isEnded, type Whole} from './rules';

/* Of no goal: what was said of none in particular. */
function useCheckIns(caseId: string, goalId?: string): plans.CheckIn[] {
    const query = useQuery(
        'plans.list_check_ins',
        {case_id: caseId, goal_id: goalId, limit: 100},
        {concerns: about(['plans.checked_in'], caseId), as: 'refresh'},
    );
    return (query.data?.check_ins ?? []).filter(each => each.goal_id === goalId);
}

const Scores = ({checkIns}: {checkIns: plans.CheckIn[]}) => {
    const scored = checkIns.filter(each => each.score !== undefined);
    return scored.length < 2 ? null : (
        <Plot
            title={t('check-ins-plot')}
            low={0}
            high={10}
            points={scored.map(each => ({date: each.at, value: each.score!, note: each.words}))}
        />
    );
};

const InWords = ({checkIns}: {checkIns: plans.CheckIn[]}) => (
    <ol class="timeline no-print">
        {checkIns
            .filter(each => each.words)
            .map(each => (
                <li key={each.check_in_id}>
                    <time class="subtle" dateTime={each.at}>
                        {date(each.at)}
                        {each.score !== undefined && ` · ${t('check-in-of-ten', {score: each.score})}`}
                    </time>
                    <p class="ds-paragraph own-words">{each.words}</p>
                </li>
            ))}
    </ol>
);

/* The numbers alone, as they stand on a goal's card. */
export const Trend = ({caseId, goalId}: {caseId: string; goalId: string}) => (
    <Scores checkIns={useCheckIns(caseId, goalId)} />
);

export function CheckIns({caseId, goalId}: {caseId: string; goalId?: string}) {
    const checkIns = useCheckIns(caseId, goalId);
    return (
        <>
            <Scores checkIns={checkIns} />
            <InWords checkIns={checkIns} />
        </>
    );
}

export function CheckInButton({whole, goalId, done}: {whole: Whole; goalId?: string; done: () => void}) {
    const [open, setOpen] = useState(false);
    const caseId = whole.plan.case_id;
    const draft = `check-in ${caseId} ${goalId ?? ''}`;
    const goals = whole.goals.filter(goal => !isEnded(goal));
    const fields: Field[] = [
        {name: 'score', label: t('check-in-score'), hint: t('check-in-score-hint'), kind: 'number', max: 10},
        {name: 'words', label: t('check-in-words'), kind: 'area', max: 2000},
    ];
    const ofWhich: Field = {
        name: 'goal',
        label: t('activity-goal'),
        kind: 'select',
        options: goals.map(goal => [goal.goal_id, goal.description ?? t('withheld')]),
    };
    const send = async (values: Record<string, string | string[]>, commandId: string) => {
        const score = amount(values, 'score');
        await tell(
            'plans.add_check_in',
            {
                case_id: caseId,
                goal_id: goalId ?? text(values, 'goal'),
                score: score === undefined ? undefined : Math.round(score),
                words: text(values, 'words'),
            },
            commandId,
        );
        setOpen(false);
        done();
    };
    return (
        <>
            <SmallButton label={t('check-in')} press={() => setOpen(true)} />
            {open && (
                <Dialog title={t('check-in')} close={() => setOpen(false)}>
                    <Form
                        draft={draft}
                        fields={goalId || goals.length === 0 ? fields : [...fields, ofWhich]}
                        submit={t('save')}
                        cancel={() => setOpen(false)}
                        onSubmit={send}
                    />
                </Dialog>
            )}
        </>
    );
}
