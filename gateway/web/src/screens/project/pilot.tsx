// SPDX-License-Identifier: EUPL-1.2
/* One pilot: its record, where it stands and what the next stage asks, its evidence, what others learned from it. */
import {useState} from 'preact/hooks';
import type {pilots} from 'samspil';
import {tell} from '../../connection';
import {date, number} from '../../format';
import {amount, type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {language, t, word, wordList, words} from '../../i18n';
import {organisationName} from '../../names';
import {Dialog} from '../../parts/dialog';
import {Facts, Tag, Words} from '../../parts/facts';
import {Answer, Empty, LinkButton, Page, Section} from '../../parts/page';
import {Plot} from '../../parts/plot';
import {useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {acting} from '../../session';
import {isTeam} from './register';

type Pilot = pilots.Pilot;
type Dialogs = 'stage' | 'evidence' | 'experience' | 'question' | 'error';

const EVIDENCE = ['baseline', 'measurement', 'incident', 'complaint', 'evaluation', 'decision'];
const OUTCOMES = ['worked', 'partly', 'did_not', 'unclear'];

const isOurs = (pilot: Pilot) =>
    isTeam() && pilot.organisations.some(each => each.organisation_id === acting.value?.organisation_id);

/* Text fields of the record as one reads them, with their labels. */
const RECORD: (keyof pilots.Record & string)[] = [
    'purpose',
    'affected',
    'benefit',
    'alternatives',
    'proportionality',
    'legal_basis',
    'risks',
    'human_intervention',
    'appeals',
    'data_description',
    'methods',
    'model_type',
    'contact_email',
];

const Record = ({pilot}: {pilot: Pilot}) => (
    <Section title={t('pilot-record')}>
        <Facts
            rows={[
                ...RECORD.map((field): [string, string | undefined] => [
                    t(`record-${field.replaceAll('_', '-')}`),
                    pilot.record[field] as string | undefined,
                ]),
                [t('pilot-domain'), pilot.record.domains?.map(domain => word('domain', domain)).join(', ')],
                [t('pilot-supplier'), pilot.record.supplier?.name],
                [
                    t('pilot-website'),
                    pilot.record.website && (
                        <a class="ds-link" href={pilot.record.website} rel="noopener noreferrer">
                            {pilot.record.website}
                        </a>
                    ),
                ],
            ]}
        />
    </Section>
);

const Stage = ({whole, move}: {whole: pilots.GetPilotResult; move: () => void}) => (
    <Section
        title={t('pilot-stage')}
        action={
            isOurs(whole.pilot) && (
                <button class="ds-button" data-variant="secondary" data-size="sm" type="button" onClick={move}>
                    {t('stage-move')}
                </button>
            )
        }
    >
        <ul class="rows">
            {whole.next_stages.map(next => (
                <li key={next.stage}>
                    <span>{word('stage', next.stage)}</span>
                    <span class="subtle">
                        {next.missing.length === 0
                            ? t('stage-open')
                            : t('stage-missing', {what: wordList('gate', next.missing)})}
                    </span>
                </li>
            ))}
        </ul>
        <ol class="timeline">
            {whole.moves.map(each => (
                <li key={each.moved_at}>
                    <time class="subtle" dateTime={each.moved_at}>
                        {date(each.moved_at)}
                    </time>
                    <p class="ds-paragraph">{word('stage', each.to_stage)}</p>
                    <Words text={each.why} />
                </li>
            ))}
        </ol>
    </Section>
);

const Completeness = ({whole}: {whole: pilots.GetPilotResult}) => (
    <Section title={t('registers')}>
        <ul class="rows">
            {whole.completeness.map(each => (
                <li key={each.register}>
                    <span>{word('register', each.register)}</span>{' '}
                    <span class="subtle">{t('register-given', {given: each.given, asked: each.asked})}</span>
                </li>
            ))}
        </ul>
    </Section>
);

function Indicators({pilotId}: {pilotId: string}) {
    const query = useQuery('pilots.list_indicators', {pilot_id: pilotId});
    const drawn = (query.data?.indicators ?? []).filter(each => each.series.length > 0);
    return (
        <>
            {drawn.map(each => (
                <Plot
                    key={each.indicator_id}
                    title={each.name}
                    unit={each.unit}
                    baseline={each.baseline}
                    target={each.target}
                    points={each.series.map(point => ({
                        date: point.date,
                        value: point.value,
                        note: point.n === undefined ? undefined : `(n = ${point.n})`,
                    }))}
                />
            ))}
        </>
    );
}

function Evidence({pilotId, add}: {pilotId: string; add?: () => void}) {
    const query = useQuery('pilots.list_evidence', {pilot_id: pilotId, limit: 20});
    return (
        <Section
            title={t('evidence')}
            action={
                add && (
                    <button class="ds-button" data-variant="secondary" data-size="sm" type="button" onClick={add}>
                        {t('evidence-add')}
                    </button>
                )
            }
        >
            <Indicators pilotId={pilotId} />
            <Answer query={query}>
                {({evidence}) =>
                    evidence.length === 0 ? (
                        <Empty text={t('evidence-none')} />
                    ) : (
                        <ol class="timeline">
                            {evidence.map(each => (
                                <li key={each.evidence_id}>
                                    <time class="subtle" dateTime={each.logged_at}>
                                        {date(each.period_to ?? each.logged_at)}
                                    </time>
                                    <p class="ds-paragraph">
                                        <strong>{each.title}</strong> <Tag family="evidence" value={each.kind} />{' '}
                                        {each.outcome && <Tag family="pilot-outcome" value={each.outcome} />}
                                    </p>
                                    <Words text={each.text} />
                                    {each.numbers && (
                                        <p class="subtle">
                                            {each.numbers
                                                .map(one => `${one.name}: ${number(one.value)} ${one.unit}`)
                                                .join(' · ')}
                                            {each.n !== undefined && ` (n = ${each.n})`}
                                        </p>
                                    )}
                                    {each.replaced_by && <p class="subtle">{t('evidence-replaced')}</p>}
                                </li>
                            ))}
                        </ol>
                    )
                }
            </Answer>
        </Section>
    );
}

function Experiences({pilotId, add}: {pilotId: string; add?: () => void}) {
    const query = useQuery('pilots.list_experiences', {pilot_id: pilotId, limit: 20});
    return (
        <Section
            title={t('experiences')}
            action={
                add && (
                    <button class="ds-button" data-variant="secondary" data-size="sm" type="button" onClick={add}>
                        {t('experience-add')}
                    </button>
                )
            }
        >
            <Answer query={query}>
                {({experiences}) =>
                    experiences.length === 0 ? (
                        <Empty text={t('experiences-none')} />
                    ) : (
                        <ul class="cards">
                            {experiences.map(each => (
                                <li class="ds-card" key={each.experience_id}>
                                    <h3 class="ds-heading" data-size="xs">
                                        {each.organisation_name ?? organisationName(each.organisation_id)}
                                    </h3>
                                    <div lang={each.language}>
                                        <Facts
                                            rows={[
                                                [t('experience-worked'), each.worked],
                                                [t('experience-did-not'), each.did_not],
                                            ]}
                                        />
                                    </div>
                                    <Facts
                                        rows={[
                                            [t('experience-again'), word('again', each.again)],
                                            [t('day'), date(each.shared_at)],
                                        ]}
                                    />
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
}

function Questions({pilotId, add}: {pilotId: string; add?: () => void}) {
    const query = useQuery('pilots.list_questions', {pilot_id: pilotId, limit: 20});
    return (
        <Section
            title={t('questions')}
            action={
                add && (
                    <button class="ds-button" data-variant="secondary" data-size="sm" type="button" onClick={add}>
                        {t('question-ask')}
                    </button>
                )
            }
        >
            <Answer query={query}>
                {({questions}) =>
                    questions.length === 0 ? (
                        <Empty text={t('questions-none')} />
                    ) : (
                        <ul class="cards">
                            {questions.map(each => (
                                <li class="ds-card" key={each.question_id}>
                                    <p class="subtle">
                                        {each.organisation_name} · {date(each.asked_at)}
                                    </p>
                                    <p class="ds-paragraph" lang={each.language}>
                                        {each.text}
                                    </p>
                                    {each.answers.map(answer => (
                                        <div key={answer.answer_id} lang={answer.language}>
                                            <Words text={`${answer.organisation_name ?? ''}: ${answer.text}`} />
                                        </div>
                                    ))}
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
}

const area = (name: string, label: string, required = false, max = 5000): Field => ({
    name,
    label,
    kind: 'area',
    required,
    max,
});

/* The forms of the dialogs: fields, and the command that they become. */
const FORMS: Record<
    Dialogs,
    {
        title: string;
        fields: (whole: pilots.GetPilotResult) => Field[];
        send: (pilotId: string, values: Record<string, string | string[]>, commandId: string) => Promise<unknown>;
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

export function Pilot({params}: Parameters) {
    const pilotId = params.id!;
    const query = useQuery('pilots.get_pilot', {pilot_id: pilotId});
    const [open, setOpen] = useState<Dialogs>();
    const [round, setRound] = useState(0);
    const [thanked, setThanked] = useState(false);
    const back: [string, string] = ['/pilots', t('nav-pilots')];
    if (!query.data)
        return (
            <Page title={t('pilot')} back={back}>
                <Answer query={query}>{() => null}</Answer>
            </Page>
        );
    const whole = query.data;
    const {pilot} = whole;
    const done = () => {
        setThanked(open === 'error');
        setOpen(undefined);
        setRound(round + 1);
        void query.refresh();
    };
    const opener = (which: Dialogs, allowed: boolean) => (allowed ? () => setOpen(which) : undefined);
    return (
        <Page title={pilot.record.name} lead={pilot.record.summary} back={back}>
            <p class="tags">
                <Tag family="stage" value={pilot.stage} />{' '}
                {pilot.record.risk && <Tag family="risk" value={pilot.record.risk} />}{' '}
                {pilot.outcome && <Tag family="pilot-outcome" value={pilot.outcome} />}
                {!pilot.published && (
                    <span class="ds-tag" data-color="warning">
                        {t('unpublished')}
                    </span>
                )}
            </p>
            <p class="subtle">
                {pilot.organisations.map(each => each.name ?? organisationName(each.organisation_id)).join(', ')}
            </p>
            {isOurs(pilot) && !pilot.source && (
                <div class="actions">
                    <LinkButton plain href={`/pilots/${pilotId}/edit`}>
                        {t('edit')}
                    </LinkButton>
                </div>
            )}
            <div role="status">
                {thanked && (
                    <p class="ds-alert" data-color="success">
                        {t('error-thanks')}
                    </p>
                )}
            </div>
            {open && (
                <Dialog title={t(FORMS[open].title)} close={() => setOpen(undefined)}>
                    <Form
                        draft={`${open} ${pilotId}`}
                        fields={FORMS[open].fields(whole)}
                        submit={t('save')}
                        cancel={() => setOpen(undefined)}
                        onSubmit={async (values, commandId) => {
                            await FORMS[open].send(pilotId, values, commandId);
                            done();
                        }}
                    />
                </Dialog>
            )}
            <Record pilot={pilot} />
            <Stage whole={whole} move={() => setOpen('stage')} />
            <Evidence key={`evidence ${round}`} pilotId={pilotId} add={opener('evidence', isOurs(pilot))} />
            <Experiences key={`experience ${round}`} pilotId={pilotId} add={opener('experience', isTeam())} />
            <Questions key={`question ${round}`} pilotId={pilotId} add={opener('question', isTeam())} />
            <Completeness whole={whole} />
            {pilot.published && (
                <div class="actions">
                    <button class="ds-button" data-variant="tertiary" type="button" onClick={() => setOpen('error')}>
                        {t('error-report')}
                    </button>
                </div>
            )}
        </Page>
    );
}
