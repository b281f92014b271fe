// SPDX-License-Identifier: EUPL-1.2
/* What can be said about a pilot: each a form, and the command that it becomes. */
import type {pilots} from 'samspil';
import {tell} from '../../connection';
import type {Values} from '../../forms/drafts';
import {amount, type Field, text} from '../../forms/fields';
import {language, t, words} from '../../i18n';

export type Dialogs = 'stage' | 'evidence' | 'experience' | 'question' | 'error';

const EVIDENCE = ['baseline', 'measurement', 'incident', 'complaint', 'evaluation', 'decision'];
const OUTCOMES = ['worked', 'partly', 'did_not', 'unclear'];

const area = (name: string, label: string, required = false, max = 5000): Field => ({
    name,
    label,
    kind: 'area',
    required,
    max,
});

/* The forms of the dialogs: fields, and the command that they become. */
export const FORMS: Record<
    Dialogs,
    {
        title: string;
        fields: (whole: pilots.GetPilotResult) => Field[];
        send: (pilotId: string, values: Values, commandId: string) => Promise<unknown>;
    }
> = {
    stage: {
        title: 'stage-move',
        fields: whole => [
            {
                name: 'stage',
                label: t('stage-to'),
                kind: 'radios',
                required: true,
                options: words(
                    'stage',
                    whole.next_stages.map(next => next.stage),
                ),
            },
            area('why', t('stage-why'), true, 2000),
            {name: 'decided_by', label: t('decided-by'), required: true, max: 200},
        ],
        send: (pilot_id, values, id) =>
            tell(
                'pilots.move_stage',
                {
                    pilot_id,
                    to_stage: text(values, 'stage') as pilots.Stage,
                    why: text(values, 'why'),
                    decided_by: text(values, 'decided_by'),
                },
                id,
            ),
    },
    evidence: {
        title: 'evidence-add',
        fields: () => [
            {
                name: 'kind',
                label: t('evidence-kind'),
                kind: 'select',
                required: true,
                options: words('evidence', EVIDENCE),
            },
            {name: 'title', label: t('title'), required: true, max: 200},
            area('text', t('evidence-text'), false, 10_000),
            {name: 'n', label: t('evidence-n'), kind: 'number', max: 1_000_000_000},
            {
                name: 'outcome',
                label: t('evidence-outcome'),
                kind: 'select',
                options: words('pilot-outcome', OUTCOMES),
                when: values => text(values, 'kind') === 'evaluation',
            },
            {name: 'decided_by', label: t('decided-by'), max: 200, when: values => text(values, 'kind') === 'decision'},
        ],
        send: (pilot_id, values, id) =>
            tell(
                'pilots.log_evidence',
                {
                    pilot_id,
                    kind: text(values, 'kind') as pilots.EvidenceKind,
                    title: text(values, 'title'),
                    text: text(values, 'text'),
                    n: amount(values, 'n'),
                    outcome: (text(values, 'outcome') || undefined) as pilots.Outcome | undefined,
                    decided_by: text(values, 'decided_by'),
                },
                id,
            ),
    },
    experience: {
        title: 'experience-add',
        fields: () => [
            area('worked', t('experience-worked')),
            area('did_not', t('experience-did-not')),
            {
                name: 'again',
                label: t('experience-again'),
                kind: 'radios',
                required: true,
                options: words('again', ['yes', 'with_changes', 'no']),
            },
        ],
        send: (pilot_id, values, id) =>
            tell(
                'pilots.share_experience',
                {
                    pilot_id,
                    language: language.value,
                    worked: text(values, 'worked'),
                    did_not: text(values, 'did_not'),
                    again: text(values, 'again') as pilots.Again,
                },
                id,
            ),
    },
    question: {
        title: 'question-ask',
        fields: () => [area('text', t('question-text'), true)],
        send: (pilot_id, values, id) =>
            tell('pilots.ask_question', {pilot_id, language: language.value, text: text(values, 'text')}, id),
    },
    error: {
        title: 'error-report',
        fields: () => [area('text', t('error-text'), true, 2000)],
        send: (pilot_id, values, id) => tell('pilots.report_error', {pilot_id, text: text(values, 'text')}, id),
    },
};
