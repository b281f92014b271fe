// SPDX-License-Identifier: EUPL-1.2
/* What is asked when somebody's part in the plan changes: each says what follows before it is done. */
import {useState} from 'preact/hooks';
import type {common, plans} from 'samspil';
import {tell} from '../../connection';
import {today} from '../../format';
import type {Values} from '../../forms/drafts';
import {day, dayValues, type Field, list, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, words} from '../../i18n';
import {organisationName} from '../../names';
import {ConsentNeeded, methodField, termsOf} from '../../parts/consent';
import {Dialog} from '../../parts/dialog';
import {Words} from '../../parts/facts';
import {Answer} from '../../parts/page';
import {useQuery} from '../../query';
import {is} from '../../session';
import {BEYOND_PLAN, type Whole} from './rules';

/* Who takes part, and whether they speak for the citizen. */
export type Right = Pick<plans.Participant, 'organisation_id' | 'edits_goals'>;

interface Props {
    participant: Right;
    whole: Whole;
    close: () => void;
    /* It has been done; where to go on from. */
    done: (item: string) => Promise<void>;
}

/* A caseworker writes down how and when the citizen said so. */
const recordFields = (): Field[] => [
    methodField(),
    {name: 'at', label: t('recorded-at'), kind: 'date', required: true},
    {name: 'note', label: t('note'), kind: 'area', max: 2000},
];

/* Of a day that is not today its noon; it must not lie ahead. */
const recorded = (values: Values): plans.Recorded => {
    const on = day(values, 'at')!;
    const at = on === today() ? new Date() : new Date(`${on}T12:00:00`);
    const note = text(values, 'note') || undefined;
    return {method: text(values, 'method') as plans.Method, at: at.toISOString(), note};
};

export function Authorise({participant: {organisation_id: id, edits_goals}, whole, close, done}: Props) {
    const who = organisationName(id);
    const title = edits_goals ? 'people-goals-end' : 'people-goals-give';
    const give = is('citizen') ? 'people-goals-give-lead-own' : 'people-goals-give-lead';
    const lead = edits_goals ? 'people-goals-end-lead' : give;
    return (
        <Dialog title={t(title)} close={close}>
            <p class="ds-paragraph">{t(lead, {who})}</p>
            <Form
                draft={`authorise ${whole.plan.case_id} ${id}`}
                fields={is('citizen') ? [] : recordFields()}
                initial={dayValues('at', today())}
                submit={t(is('citizen') ? title : 'people-record')}
                cancel={close}
                onSubmit={async (values, commandId) => {
                    const word = {case_id: whole.plan.case_id, organisation_id: id, edits_goals: !edits_goals};
                    const how = is('citizen') ? {} : {recorded: recorded(values)};
                    await tell('plans.authorise_participant', {...word, ...how}, commandId);
                    await done(id);
                }}
            />
        </Dialog>
    );
}

export function Remove({participant: {organisation_id: id}, whole, close, done}: Props) {
    const who = organisationName(id);
    return (
        <Dialog title={t('people-remove-title', {who})} close={close}>
            <p class="ds-paragraph">{t('withdraw-follows')}</p>
            <ul class="ds-list">
                <li>{t('people-remove-sees', {who})}</li>
                <li>{t('people-remove-stays', {who})}</li>
                <li>{t('people-remove-consent', {who})}</li>
            </ul>
            <Form
                draft={`remove ${whole.plan.case_id} ${id}`}
                fields={[]}
                submit={t('people-remove')}
                danger
                cancel={close}
                onSubmit={async (_, commandId) => {
                    await tell(
                        'plans.remove_participant',
                        {case_id: whole.plan.case_id, organisation_id: id},
                        commandId,
                    );
                    await done(whole.plan.home_id);
                }}
            />
        </Dialog>
    );
}

interface Terms {
    terms: ReturnType<typeof termsOf>;
    close: () => void;
    done: () => Promise<void>;
}

/* The citizen says yes to the very words that they have read. */
const GiveConsent = ({terms, close, done}: Terms) => (
    <>
        <Words text={terms.text} />
        <p class="ds-paragraph">{t('consent-free')}</p>
        <Form
            draft={`consent ${terms.case_id} ${terms.organisation_id}`}
            fields={[]}
            submit={t('consent-yes')}
            cancel={close}
            onSubmit={async (_, commandId) => {
                await tell('consents.give_consent', terms, commandId);
                await done();
            }}
        />
    </>
);

function AskConsent({terms, close, done}: Terms) {
    const query = useQuery('cases.get_case', {case_id: terms.case_id});
    return (
        <Answer query={query}>
            {({case: person}) => (
                <ConsentNeeded terms={terms} isLinked={person.linked} asked={false} refresh={done} cancel={close} />
            )}
        </Answer>
    );
}

/* First what they shall see, then the consent to it: the citizen's own, or as a caseworker comes by it. */
export function LetSee({participant: {organisation_id: id}, whole, close, done}: Props) {
    const [categories, setCategories] = useState<common.Category[]>();
    const Consent = is('citizen') ? GiveConsent : AskConsent;
    const also: Field = {
        name: 'also',
        label: t('people-sees-also'),
        kind: 'checks',
        options: words('category', BEYOND_PLAN),
    };
    return (
        <Dialog title={t('people-consent-title', {who: organisationName(id)})} close={close}>
            {categories ? (
                <Consent terms={termsOf(whole.plan.case_id, id, categories)} close={close} done={() => done(id)} />
            ) : (
                <>
                    <p class="ds-paragraph">{t('people-sees-plan')}</p>
                    <Form
                        draft={`sees ${whole.plan.case_id} ${id}`}
                        fields={[also]}
                        submit={t('continue')}
                        cancel={close}
                        keep
                        onSubmit={values => setCategories(['plan', ...(list(values, 'also') as common.Category[])])}
                    />
                </>
            )}
        </Dialog>
    );
}
