// SPDX-License-Identifier: EUPL-1.2
/* One referral, as the one who sent it or the one who received it sees it. What each may do from which state is a table. */
import type {ComponentChildren} from 'preact';
import {useState} from 'preact/hooks';
import type {common, referrals} from 'samspil';
import {type Arguments, type Procedure, tell} from '../../connection';
import type {Entry} from '../../feed';
import {date, dateTime, daysFrom, isPast, today, weekday} from '../../format';
import type {Values} from '../../forms/drafts';
import {amount, day, dayValues, type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, word, words} from '../../i18n';
import {organisationName} from '../../names';
import {Contacts} from '../../parts/contacts';
import {Facts, Tag, Words} from '../../parts/facts';
import {Messages} from '../../parts/messages';
import {Answer, LinkButton, Page, Section} from '../../parts/page';
import {Timeline} from '../../parts/timeline';
import {about, useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {is} from '../../session';
import {decide, waiting} from '../../undo';

type Referral = referrals.Referral;
type Status = referrals.Status;

interface Move {
    name: string;
    role: common.Role;
    from: Status[];
    procedure: Procedure;
    fields: () => Field[];
    initial?: Values;
    args: (values: Values) => object;
    /* With an undo, the sentence that is shown meanwhile. */
    decision?: (values: Values) => string;
    danger?: boolean;
}

const DECLINE = ['no_capacity', 'not_eligible', 'wrong_service', 'already_helped', 'other'];
const FAIL = ['citizen_declined', 'not_reached', 'moved', 'other'];
const RECALL = ['sent_by_mistake', 'citizen_declined', 'already_helped', 'moved', 'other'];

const reason = (codes: string[]): Field => ({
    name: 'code',
    label: t('reason'),
    kind: 'radios',
    required: true,
    options: words('reason', codes),
});
const remark = (): Field => ({name: 'text', label: t('remark'), hint: t('remark-hint'), kind: 'area', max: 2000});
const reasoned = (values: Values) => ({code: text(values, 'code'), text: text(values, 'text')});

const MOVES: Move[] = [
    {
        name: 'accept',
        role: 'coordinator',
        from: ['requested', 'on-hold'],
        procedure: 'referrals.accept_referral',
        initial: dayValues('contact_date', daysFrom(today(), 2)),
        fields: () => [
            {
                name: 'contact_date',
                label: t('contact-date'),
                hint: t('contact-date-hint'),
                kind: 'date',
                required: true,
            },
        ],
        args: values => ({contact_date: day(values, 'contact_date')}),
        decision: values => t('decision-accept', {day: weekday(day(values, 'contact_date'))}),
    },
    {
        name: 'waitlist',
        role: 'coordinator',
        from: ['requested', 'accepted'],
        procedure: 'referrals.waitlist_referral',
        fields: () => [
            {name: 'expected_wait_days', label: t('expected-wait'), kind: 'number', required: true, max: 3650},
            remark(),
        ],
        args: values => ({expected_wait_days: amount(values, 'expected_wait_days'), text: text(values, 'text')}),
        decision: values => t('decision-waitlist', {count: amount(values, 'expected_wait_days')!}),
    },
    {
        name: 'decline',
        role: 'coordinator',
        from: ['requested', 'on-hold'],
        procedure: 'referrals.reject_referral',
        danger: true,
        fields: () => [reason(DECLINE), remark()],
        args: reasoned,
        decision: values => t('decision-decline', {why: word('reason', text(values, 'code'))}),
    },
    {
        name: 'start',
        role: 'coordinator',
        from: ['accepted', 'on-hold'],
        procedure: 'referrals.start_referral',
        fields: () => [],
        args: () => ({}),
    },
    {
        name: 'complete',
        role: 'coordinator',
        from: ['accepted', 'on-hold', 'in-progress'],
        procedure: 'referrals.complete_referral',
        fields: () => [
            {
                name: 'outcome',
                label: t('outcome'),
                kind: 'radios',
                required: true,
                options: words('outcome', ['helped', 'partly', 'not']),
            },
            {...remark(), max: 5000},
        ],
        args: values => ({outcome: text(values, 'outcome'), text: text(values, 'text')}),
    },
    {
        name: 'fail',
        role: 'coordinator',
        from: ['accepted', 'on-hold', 'in-progress'],
        procedure: 'referrals.fail_referral',
        danger: true,
        fields: () => [reason(FAIL), remark()],
        args: reasoned,
    },
    {
        name: 'recall',
        role: 'caseworker',
        from: ['requested', 'accepted', 'on-hold', 'in-progress'],
        procedure: 'referrals.cancel_referral',
        danger: true,
        fields: () => [reason(RECALL), remark()],
        args: reasoned,
        decision: () => t('decision-recall'),
    },
];

const TRANSFERABLE: Status[] = ['requested', 'accepted', 'on-hold'];

function MoveForm({move, referral, done}: {move: Move; referral: Referral; done: () => void}) {
    const submit = async (values: Values, commandId: string) => {
        const args = {referral_id: referral.referral_id, ...move.args(values)} as Arguments<Procedure>;
        if (move.decision) await decide(move.procedure, args, move.decision(values), referral.referral_id);
        else await tell(move.procedure, args, commandId);
        done();
    };
    return (
        <Section title={t(`move-${move.name}`)}>
            <Form
                draft={`${move.name} ${referral.referral_id}`}
                fields={move.fields()}
                initial={move.initial}
                submit={t(`move-${move.name}-confirm`)}
                danger={move.danger}
                cancel={done}
                onSubmit={submit}
            />
        </Section>
    );
}

function Moves({referral, refresh}: {referral: Referral; refresh: () => Promise<void>}) {
    const [chosen, setChosen] = useState<Move>();
    if (waiting.value?.about === referral.referral_id) return null;
    const done = () => {
        setChosen(undefined);
        void refresh();
    };
    if (chosen) return <MoveForm key={chosen.name} move={chosen} referral={referral} done={done} />;
    const possible = MOVES.filter(move => is(move.role) && move.from.includes(referral.status));
    return (
        <div class="actions">
            {is('caseworker') && TRANSFERABLE.includes(referral.status) && (
                <LinkButton plain href={`/referrals/${referral.referral_id}/transfer`}>
                    {t('transfer')}
                </LinkButton>
            )}
            {possible.map((move, index) => (
                <button
                    key={move.name}
                    class="ds-button"
                    type="button"
                    data-variant={index === 0 && !move.danger ? undefined : 'secondary'}
                    data-color={move.danger ? 'danger' : undefined}
                    onClick={() => setChosen(move)}
                >
                    {t(`move-${move.name}`)}
                </button>
            ))}
        </div>
    );
}

/* Where it stands, as one sentence; nothing where its state says it all. */
export function standing(referral: Referral): string {
    const {status, due, contact_date, expected_wait_days, status_reason, outcome} = referral;
    if (status === 'requested') return t('standing-requested', {day: date(due)});
    if (status === 'accepted')
        return t(isPast(contact_date) ? 'standing-accepted-late' : 'standing-accepted', {day: weekday(contact_date)});
    if (status === 'on-hold') return t('standing-on-hold', {count: expected_wait_days ?? 0});
    if (status === 'completed') return outcome ? word('outcome', outcome) : '';
    return status_reason ? word('reason', status_reason.code) : '';
}

/* From then on there is somebody to be in contact with. */
const HELPING: Status[] = ['accepted', 'on-hold', 'in-progress'];

const remarkOf = (referral: Referral) => referral.status_reason?.text ?? referral.outcome_text;

const Shared = ({referral}: {referral: Referral}) => (
    <Section title={is('coordinator') ? t('shared-with-you') : t('refer-shared')}>
        <Facts
            rows={[
                [t('name'), referral.citizen_name],
                [
                    t('phone'),
                    referral.phone && (
                        <a class="ds-link" href={`tel:${referral.phone.replaceAll(' ', '')}`}>
                            {referral.phone}
                        </a>
                    ),
                ],
                [
                    t('email'),
                    referral.email && (
                        <a class="ds-link" href={`mailto:${referral.email}`}>
                            {referral.email}
                        </a>
                    ),
                ],
                [t('reason'), referral.reason],
                [t('refer-note'), referral.note],
                [t('refer-health'), referral.health_note],
                [t('urgency'), referral.priority && word('priority', referral.priority)],
                [t('asked-at'), dateTime(referral.requested_at)],
            ]}
        />
    </Section>
);

/* Of what was passed on, the beginning is the end of the one before. */
const isAbout =
    ({referral_id}: Referral) =>
    ({data}: Entry) =>
        data.referral_id === referral_id || data.replaced_by === referral_id;

const History = ({referral}: {referral: Referral}) => {
    const query = useQuery(
        'disclosures.list_timeline',
        {case_id: referral.case_id, limit: 100},
        {concerns: about(['referrals.'], referral.case_id), as: 'refresh'},
    );
    return (
        <Section title={t('timeline')}>
            <Answer query={query}>{({events}) => <Timeline entries={events.filter(isAbout(referral))} />}</Answer>
        </Section>
    );
};

function Details({
    referral,
    refresh,
    children,
}: {
    referral: Referral;
    refresh: () => Promise<void>;
    children?: ComponentChildren;
}) {
    return (
        <div class="stack">
            <p class="ds-paragraph standing" role="status">
                <Tag family="referral" value={referral.status} /> {standing(referral)}
            </p>
            <Words text={remarkOf(referral)} />
            {children}
            <Moves referral={referral} refresh={refresh} />
            <Shared referral={referral} />
            <Section title={t('messages-about')}>
                <Messages caseId={referral.case_id} organisationId={referral.performer_id} />
            </Section>
            {is('coordinator') && HELPING.includes(referral.status) && <Contacts caseId={referral.case_id} />}
            <History referral={referral} />
        </div>
    );
}

/* For the caseworker: to the citizen, and to the referral that this one followed, or that followed it. */
const Ways = ({referral}: {referral: Referral}) => (
    <ul class="links">
        <li>
            <a class="ds-link" href={`/cases/${referral.case_id}`}>
                {t('open-citizen')}
            </a>
        </li>
        {referral.replaced_by && (
            <li>
                <a class="ds-link" href={`/referrals/${referral.replaced_by}`}>
                    {t('transfer-to-new')}
                </a>
            </li>
        )}
        {referral.replaces && (
            <li>
                <a class="ds-link" href={`/referrals/${referral.replaces}`}>
                    {t('transfer-to-old')}
                </a>
            </li>
        )}
    </ul>
);

export function Referral({params}: Parameters) {
    const query = useQuery(
        'referrals.get_referral',
        {referral_id: params.id!},
        {
            concerns: entry => entry.data.referral_id === params.id || entry.type.startsWith('samspil.consents.'),
            as: 'refresh',
        },
    );
    const back: [string, string] = ['/', t(is('coordinator') ? 'nav-inbox' : 'nav-work')];
    /* What a withdrawn consent has hidden must not stay on the screen. */
    const gone = query.problem?.code === 'not_found';
    if (gone) return <Page title={t('referral-gone')} lead={t('referral-gone-lead')} back={back} />;
    const referral = query.data?.referral;
    const title = referral ? (referral.citizen_name ?? t('name-withheld')) : t('referral');
    return (
        <Page
            title={title}
            lead={referral && `${referral.offer_name}, ${organisationName(referral.performer_id)}`}
            back={back}
        >
            <Answer query={query}>
                {({referral}) => (
                    <Details referral={referral} refresh={query.refresh}>
                        {is('caseworker') && <Ways referral={referral} />}
                    </Details>
                )}
            </Answer>
        </Page>
    );
}
