// SPDX-License-Identifier: EUPL-1.2
/* Who takes part in the plan, by what consent and with which rights; and how that is changed. */
import {useState} from 'preact/hooks';
import type {consents, plans} from 'samspil';
import {date} from '../../format';
import {t, word, wordList} from '../../i18n';
import {organisationName} from '../../names';
import {Facts, Tag} from '../../parts/facts';
import {LinkButton, SmallButton} from '../../parts/page';
import {about, useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {is} from '../../session';
import {address, backToPlan, PlanPage, type Refresh, useFocus, viewer} from './page';
import {Authorise, LetSee, Remove, type Right} from './people_forms';
import {letsIn, type Whole} from './rules';

const DIALOGS = {authorise: Authorise, remove: Remove, consent: LetSee};
type Dialogs = keyof typeof DIALOGS;

/* Who lets organisations in also sees what consents they have; of others' nobody else is told. */
function useConsents(caseId: string, isAllowed: boolean): consents.Consent[] {
    const query = useQuery('consents.list_consents', isAllowed ? {case_id: caseId, limit: 100} : undefined, {
        concerns: about(['consents.'], caseId),
        as: 'refresh',
    });
    return query.data?.consents ?? [];
}

const rightsOf = ({edits_goals}: Right) => {
    if (!edits_goals) return t('people-goals-no');
    return t(is('citizen') ? 'people-goals-yes-own' : 'people-goals-yes');
};

const lastDay = (given: consents.Consent[]) =>
    given
        .map(consent => consent.valid_until ?? '')
        .sort()
        .pop();

const Rights = ({participant, given}: {participant: plans.Participant; given: consents.Consent[]}) => (
    <Facts
        rows={[
            [t('people-since'), date(participant.since)],
            [t('people-source'), participant.source && word('source', participant.source)],
            [t('consent-sees'), wordList('category', [...new Set(given.flatMap(consent => consent.categories))])],
            [t('consent-until'), date(lastDay(given))],
            [t('people-goals'), participant.status === 'joined' ? rightsOf(participant) : undefined],
        ]}
    />
);

interface Props {
    whole: Whole;
    /* Something was done; where to go on from. */
    done: (item: string) => Promise<void>;
}

function Opened({
    name,
    participant,
    whole,
    close,
    done,
}: Props & {name?: Dialogs; participant: Right; close: () => void}) {
    if (!name) return null;
    const Chosen = DIALOGS[name];
    const finish = async (item: string) => {
        close();
        await done(item);
    };
    return <Chosen participant={participant} whole={whole} close={close} done={finish} />;
}

const ChangeRight = ({of: {organisation_id, edits_goals}, press}: {of: Right; press: () => void}) => (
    <SmallButton
        quiet
        label={t(edits_goals ? 'people-goals-end' : 'people-goals-give')}
        of={organisationName(organisation_id)}
        press={press}
    />
);

/* Without a consent it sees nothing: what is missing, and the way to it. */
const Waiting = ({asked, ask}: {asked: boolean; ask?: () => void}) => (
    <>
        <p class="ds-paragraph">{t(is('citizen') ? 'people-waiting-own' : 'people-waiting')}</p>
        {asked && !is('citizen') && <p class="ds-paragraph">{t('consent-asked')}</p>}
        <div class="actions">
            {asked && is('citizen') && <LinkButton href="/consents">{t('now-answer')}</LinkButton>}
            {!asked && ask && (
                <SmallButton label={t(is('citizen') ? 'people-consent' : 'people-consent-ask')} press={ask} />
            )}
        </div>
    </>
);

function Participant({
    participant,
    known,
    whole,
    done,
}: Props & {participant: plans.Participant; known: consents.Consent[]}) {
    const [open, setOpen] = useState<Dialogs>();
    const {organisation_id: id, status} = participant;
    const mayChange = letsIn(whole, viewer());
    const mayLeave = mayChange || id === viewer().organisationId;
    const asked = known.some(consent => consent.status === 'requested' && consent.categories.includes('plan'));
    return (
        <li class="ds-card">
            <h2 class="ds-heading" data-size="xs">
                {organisationName(id)}
            </h2>
            <p class="tags" tabIndex={-1} data-item={id}>
                <Tag family="participant" value={status} />
            </p>
            {status === 'invited' && <Waiting asked={asked} ask={mayChange ? () => setOpen('consent') : undefined} />}
            <Rights participant={participant} given={known.filter(consent => consent.status === 'given')} />
            <div class="actions">
                {mayChange && status === 'joined' && (
                    <ChangeRight of={participant} press={() => setOpen('authorise')} />
                )}
                {mayLeave && (
                    <SmallButton
                        quiet
                        label={t(mayChange ? 'people-remove' : 'people-leave')}
                        of={organisationName(id)}
                        press={() => setOpen('remove')}
                    />
                )}
            </div>
            <Opened name={open} participant={participant} whole={whole} close={() => setOpen(undefined)} done={done} />
        </li>
    );
}

/* The home municipality always takes part, and stands among the participants only once it has been given a right. */
function Home({whole, done}: Props) {
    const [open, setOpen] = useState<Dialogs>();
    const id = whole.plan.home_id;
    const right = whole.participants.find(each => each.organisation_id === id) ?? {
        organisation_id: id,
        edits_goals: false,
    };
    return (
        <li class="ds-card">
            <h2 class="ds-heading" data-size="xs">
                {organisationName(id)}
            </h2>
            <p class="ds-paragraph" tabIndex={-1} data-item={id}>
                {t('people-home')}
            </p>
            <Facts rows={[[t('people-goals'), rightsOf(right)]]} />
            {letsIn(whole, viewer()) && (
                <div class="actions">
                    <ChangeRight of={right} press={() => setOpen('authorise')} />
                </div>
            )}
            <Opened name={open} participant={right} whole={whole} close={() => setOpen(undefined)} done={done} />
        </li>
    );
}

function People({whole, refresh}: {whole: Whole; refresh: Refresh}) {
    const caseId = whole.plan.case_id;
    const mayChange = letsIn(whole, viewer());
    const known = useConsents(caseId, mayChange);
    const focus = useFocus();
    const done = async (item: string) => {
        await refresh();
        focus(item);
    };
    const others = whole.participants.filter(
        each => each.status !== 'left' && each.organisation_id !== whole.plan.home_id,
    );
    return (
        <>
            {mayChange && (
                <div class="actions">
                    <LinkButton href={address(caseId, '/invite')}>{t('people-invite')}</LinkButton>
                </div>
            )}
            <ul class="cards">
                <Home whole={whole} done={done} />
                {others.map(each => (
                    <Participant
                        key={each.organisation_id}
                        participant={each}
                        known={known.filter(consent => consent.organisation_id === each.organisation_id)}
                        whole={whole}
                        done={done}
                    />
                ))}
            </ul>
        </>
    );
}

export const PeopleScreen = ({params}: Parameters) => (
    <PlanPage
        caseId={params.id!}
        head={() => ({title: t('who-takes-part'), lead: t('people-lead'), back: backToPlan(params.id!)})}
    >
        {(whole, refresh) => <People whole={whole} refresh={refresh} />}
    </PlanPage>
);
