// SPDX-License-Identifier: EUPL-1.2
/* What the pages of a plan have in common: its addresses, reading it, who somebody is in it, moving something on. */
import type {ComponentChildren} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import type {plans} from 'samspil';
import {t} from '../../i18n';
import {organisationName} from '../../names';
import {Answer, Failure, Page} from '../../parts/page';
import type {Problem} from '../../problems';
import {about, useQuery} from '../../query';
import {acting, is, isRepresentative} from '../../session';
import type {Activity, Goal, Move, Viewer, Whole} from './rules';

export type Refresh = () => Promise<void>;
export type Back = [href: string, label: string];

export const viewer = (): Viewer => ({isCitizen: is('citizen'), organisationId: acting.value?.organisation_id});

/* A page of the plan: "", "/history", "/people" … The citizen's own plan has the short address. */
export const address = (caseId: string, page = '') =>
    page === '' && is('citizen') ? '/plan' : `/cases/${caseId}/plan${page}`;
export const goalAddress = ({case_id, goal_id}: Goal) => address(case_id, `/goals/${goal_id}`);
export const activityAddress = ({case_id, activity_id}: Activity) => address(case_id, `/activities/${activity_id}`);
export const backToPlan = (caseId: string): Back => [address(caseId), t(is('citizen') ? 'nav-plan' : 'plan')];

export function editorName({kind, organisation_id}: plans.Editor): string {
    if (kind === 'citizen') return is('citizen') && !isRepresentative.value ? t('you') : t('sender-citizen');
    if (kind === 'representative') return t('sender-representative');
    return kind === 'organisation' ? organisationName(organisation_id) : 'Samspil';
}

export function responsibleName(responsible?: plans.Responsible): string {
    if (!responsible) return '';
    if (responsible.name) return responsible.name;
    if (responsible.party === 'citizen') return is('citizen') ? t('you') : t('sender-citizen');
    return responsible.party === 'network' ? t('kind-network') : organisationName(responsible.organisation_id);
}

/* The words for who sees something are the citizen's own when they read them. */
export const visibilityFamily = () => (is('citizen') ? 'visibility-own' : 'visibility');

/* The head may depend on what is read. What a consent no longer lets one see must not stay on the screen. */
export function PlanPage({
    caseId,
    head,
    children,
}: {
    caseId: string;
    head: (whole?: Whole) => {title: string; lead?: string; back?: Back};
    children: (whole: Whole, refresh: Refresh) => ComponentChildren;
}) {
    const query = useQuery(
        'plans.get_plan',
        {case_id: caseId},
        {concerns: about(['plans.', 'consents.withdrawn'], caseId), as: 'refresh'},
    );
    const {back} = head();
    if (query.problem?.code === 'not_found')
        return <Page title={t('referral-gone')} lead={t('referral-gone-lead')} back={back} />;
    return (
        <Page {...head(query.data)}>
            <Answer query={query}>{whole => children(whole, query.refresh)}</Answer>
        </Page>
    );
}

/* Where something stands says so itself; whoever has moved it, or added it, goes on from there. */
export const focusItem = (id: string) => document.querySelector<HTMLElement>(`[data-item="${id}"]`)?.focus();

/* To an item, once the dialog is gone: that gives the focus back to what opened it, which may not be there any more. */
export function useFocus(): (id: string) => void {
    const [item, setItem] = useState<string>();
    useEffect(() => {
        if (!item) return;
        focusItem(item);
        setItem(undefined);
    }, [item]);
    return setItem;
}

/* A dialog that adds an item, which then has the focus. */
export function useAdding(refresh: Refresh) {
    const [adding, setAdding] = useState(false);
    const focus = useFocus();
    const close = () => setAdding(false);
    const added = async (id: string) => {
        await refresh();
        close();
        focus(id);
    };
    return {adding, open: () => setAdding(true), close, added};
}

export function Moves<Status extends string>({
    item,
    name,
    moves,
    go,
}: {
    /* What is moved: its id, and its words for who does not see where the buttons stand. */
    item: string;
    name?: string;
    moves: Move<Status>[];
    go: (to: Status) => Promise<unknown>;
}) {
    const [problem, setProblem] = useState<Problem>();
    const move = async (to: Status) => {
        try {
            await go(to);
            setProblem(undefined);
            focusItem(item);
        } catch (error) {
            setProblem(error as Problem);
        }
    };
    if (moves.length === 0) return null;
    return (
        <>
            {problem && <Failure problem={problem} />}
            <div class="actions">
                {moves.map(({label, to}) => (
                    <button
                        key={label}
                        class="ds-button"
                        data-variant="secondary"
                        data-size="sm"
                        type="button"
                        aria-label={`${t(label)}: ${name ?? t('withheld')}`}
                        onClick={() => void move(to)}
                    >
                        {t(label)}
                    </button>
                ))}
            </div>
        </>
    );
}
