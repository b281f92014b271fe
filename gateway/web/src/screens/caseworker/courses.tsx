// SPDX-License-Identifier: EUPL-1.2
/* Courses of help, as statistics count them: from the first day to the outcome, one at a time. */
import {useState} from 'preact/hooks';
import type {cases} from 'samspil';
import {tell} from '../../connection';
import {date, today} from '../../format';
import {day, dayValues, type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, word, words} from '../../i18n';
import {Dialog} from '../../parts/dialog';
import {Words} from '../../parts/facts';
import {Answer, Empty, Section} from '../../parts/page';
import {about, useQuery} from '../../query';

export const OUTCOMES = [
    'no support',
    'information',
    'volunteer support',
    'ordinary support',
    'individual support',
    'moved',
    'deceased',
];

interface Closing {
    close: () => void;
    done: () => void;
}

function Start({caseId, close, done}: Closing & {caseId: string}) {
    const fields: Field[] = [
        {name: 'started_on', label: t('course-from'), kind: 'date', required: true},
        {name: 'reason', label: t('course-reason'), hint: t('course-reason-hint'), kind: 'area', max: 1000},
    ];
    return (
        <Dialog title={t('course-start')} close={close}>
            <Form
                draft={`course ${caseId}`}
                fields={fields}
                initial={dayValues('started_on', today())}
                submit={t('course-start')}
                cancel={close}
                onSubmit={async (values, commandId) => {
                    const args = {
                        case_id: caseId,
                        started_on: day(values, 'started_on'),
                        reason: text(values, 'reason'),
                    };
                    await tell('cases.start_course', args, commandId);
                    done();
                }}
            />
        </Dialog>
    );
}

function End({course, close, done}: Closing & {course: cases.Course}) {
    const fields: Field[] = [
        {
            name: 'outcome',
            label: t('case-outcome'),
            kind: 'radios',
            required: true,
            options: words('case-outcome', OUTCOMES),
        },
        {name: 'ended_on', label: t('course-to'), kind: 'date', required: true},
    ];
    return (
        <Dialog title={t('course-end')} close={close}>
            <Form
                draft={`course end ${course.course_id}`}
                fields={fields}
                initial={dayValues('ended_on', today())}
                submit={t('course-end')}
                cancel={close}
                onSubmit={async (values, commandId) => {
                    const args = {
                        course_id: course.course_id,
                        outcome: text(values, 'outcome') as cases.Outcome,
                        ended_on: day(values, 'ended_on'),
                    };
                    await tell('cases.end_course', args, commandId);
                    done();
                }}
            />
        </Dialog>
    );
}

const period = ({started_on, ended_on}: cases.Course) =>
    ended_on ? t('from-to', {from: date(started_on), to: date(ended_on)}) : t('since', {day: date(started_on)});

export function Courses({caseId, open}: {caseId: string; open: boolean}) {
    const query = useQuery(
        'cases.list_courses',
        {case_id: caseId},
        {concerns: about(['cases.course'], caseId), as: 'refresh'},
    );
    const [changing, setChanging] = useState<'start' | 'end'>();
    const running = query.data?.courses.find(course => !course.ended_on);
    const close = () => setChanging(undefined);
    const done = () => {
        close();
        void query.refresh();
    };
    const next = running ? 'end' : 'start';
    return (
        <Section
            title={t('courses')}
            action={
                open &&
                query.data && (
                    <button
                        class="ds-button"
                        data-variant="secondary"
                        data-size="sm"
                        type="button"
                        onClick={() => setChanging(next)}
                    >
                        {t(running ? 'course-end' : 'course-start')}
                    </button>
                )
            }
        >
            {changing === 'start' && <Start caseId={caseId} close={close} done={done} />}
            {changing === 'end' && running && <End course={running} close={close} done={done} />}
            <Answer query={query}>
                {({courses}) =>
                    courses.length === 0 ? (
                        <Empty text={t('courses-none')} />
                    ) : (
                        <ul class="rows">
                            {courses.map(course => (
                                <li key={course.course_id}>
                                    <span>{period(course)}</span>
                                    <span>
                                        {course.outcome ? word('case-outcome', course.outcome) : t('course-running')}
                                    </span>
                                    <Words text={course.reason} />
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
}
