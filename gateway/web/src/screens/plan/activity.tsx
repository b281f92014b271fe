// SPDX-License-Identifier: EUPL-1.2
/* One activity: what is done, by whom, for which goals; the offer or referral that it is; what is said about it. */
import {useState} from 'preact/hooks';
import {date} from '../../format';
import {t, word} from '../../i18n';
import {Facts, Tag} from '../../parts/facts';
import {OfferCard} from '../../parts/offers';
import {Answer, Empty, QuietLink, Section, SmallButton} from '../../parts/page';
import {about, useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {is} from '../../session';
import {plainly} from '../citizen/now';
import {standing} from '../common/referral';
import {moveActivity} from './activities';
import {ACTIVITY_DIALOGS} from './activity_forms';
import {Comments} from './comments';
import {
    address,
    backToPlan,
    goalAddress,
    Moves,
    PlanPage,
    type Refresh,
    responsibleName,
    viewer,
    visibilityFamily,
} from './page';
import {type Activity, activityMoves, isHome, isMine, sharesOut, type Whole} from './rules';

type Dialogs = keyof typeof ACTIVITY_DIALOGS;

/* The referral that it follows, in words; who works on it goes there. */
function Followed({activity, whole}: {activity: Activity; whole: Whole}) {
    const reads = is('citizen') || isHome(whole, viewer()) || isMine(activity, viewer());
    const query = useQuery('referrals.get_referral', reads ? {referral_id: activity.referral_id!} : undefined, {
        concerns: about(['referrals.'], activity.case_id),
        as: 'refresh',
    });
    if (!reads) return null;
    return (
        <Section title={t('referral')}>
            <Answer query={query}>
                {({referral}) => (
                    <>
                        <p class="ds-paragraph">{is('citizen') ? plainly(referral) : standing(referral)}</p>
                        {!is('citizen') && (
                            <p>
                                <a class="ds-link" href={`/referrals/${referral.referral_id}`}>
                                    {t('to-referral')}
                                </a>
                            </p>
                        )}
                    </>
                )}
            </Answer>
        </Section>
    );
}

const Offer = ({offerId}: {offerId: string}) => {
    const query = useQuery('directory.get_offer', {offer_id: offerId});
    return (
        <Section title={t('offer')}>
            <Answer query={query}>
                {({offer}) => (
                    <ul class="cards">
                        <OfferCard offer={offer} />
                    </ul>
                )}
            </Answer>
        </Section>
    );
};

const GoalsOf = ({activity, whole}: {activity: Activity; whole: Whole}) => {
    const goals = whole.goals.filter(goal => activity.goal_ids.includes(goal.goal_id));
    return goals.length === 0 ? null : (
        <ul class="plain">
            {goals.map(goal => (
                <li key={goal.goal_id}>
                    <a class="ds-link" href={goalAddress(goal)}>
                        {goal.description ?? t('withheld')}
                    </a>
                </li>
            ))}
        </ul>
    );
};

function Changing({activity, whole, refresh}: {activity: Activity; whole: Whole; refresh: Refresh}) {
    const [open, setOpen] = useState<Dialogs>();
    const Open = open && ACTIVITY_DIALOGS[open];
    return (
        <>
            <Moves
                item={activity.activity_id}
                name={activity.description}
                moves={activityMoves(activity)}
                go={moveActivity(activity, refresh)}
            />
            <div class="actions">
                <SmallButton quiet label={t('activity-edit')} press={() => setOpen('activity-edit')} />
                {sharesOut(whole, viewer()) && (
                    <SmallButton quiet label={t('visible-to')} press={() => setOpen('visible-to')} />
                )}
                <QuietLink
                    href={address(activity.case_id, `/history?item=${activity.activity_id}`)}
                    label={t('history')}
                />
            </div>
            {Open && <Open activity={activity} whole={whole} close={() => setOpen(undefined)} refresh={refresh} />}
        </>
    );
}

const Details = ({activity, whole, refresh}: {activity: Activity; whole: Whole; refresh: Refresh}) => (
    <>
        <p class="tags" tabIndex={-1} data-item={activity.activity_id}>
            <Tag family="activity" value={activity.status} />
            {activity.visibility !== 'participants' && <Tag family={visibilityFamily()} value={activity.visibility} />}
        </p>
        <Facts
            rows={[
                [t('activity-who'), responsibleName(activity.responsible)],
                [t('activity-kind'), activity.kind && word('kind', activity.kind)],
                [t('goal-due'), date(activity.due_date)],
                [t('reason'), activity.status_reason],
                [
                    t('activity-goal'),
                    activity.goal_ids.length > 0 ? <GoalsOf activity={activity} whole={whole} /> : undefined,
                ],
            ]}
        />
        <Changing activity={activity} whole={whole} refresh={refresh} />
        {activity.referral_id && <Followed activity={activity} whole={whole} />}
        {activity.offer_id && <Offer offerId={activity.offer_id} />}
        <Comments whole={whole} topic={{activity_id: activity.activity_id}} visibility={activity.visibility} />
    </>
);

export const ActivityScreen = ({params}: Parameters) => {
    const find = (whole?: Whole) => whole?.activities.find(activity => activity.activity_id === params.item);
    return (
        <PlanPage
            caseId={params.id!}
            head={whole => ({title: find(whole)?.description ?? t('activity'), back: backToPlan(params.id!)})}
        >
            {(whole, refresh) => {
                const activity = find(whole);
                return activity ? (
                    <Details activity={activity} whole={whole} refresh={refresh} />
                ) : (
                    <Empty text={t('problem-not-found')} />
                );
            }}
        </PlanPage>
    );
};
