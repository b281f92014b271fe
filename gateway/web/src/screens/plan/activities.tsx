// SPDX-License-Identifier: EUPL-1.2
/* The activities of a plan, in a list: what is done, by whom, how it stands. */
import {tell} from '../../connection';
import {date} from '../../format';
import {t} from '../../i18n';
import {Tag} from '../../parts/facts';
import {activityAddress, Moves, type Refresh, responsibleName, viewer} from './page';
import {type Activity, activityMoves, isMine} from './rules';

export const moveActivity = (activity: Activity, refresh: Refresh) => (status: Activity['status']) =>
    tell('plans.set_activity_status', {activity_id: activity.activity_id, version: activity.version, status}).then(
        refresh,
    );

/* What is one's own can be moved on at once; everything else on the activity's page. */
const EVERYDAY = ['activity-begin', 'activity-done'];

const Row = ({activity, refresh}: {activity: Activity; refresh?: Refresh}) => {
    const moves = activityMoves(activity).filter(({label}) => EVERYDAY.includes(label));
    return (
        <li>
            <a class="ds-link" href={activityAddress(activity)} data-item={activity.activity_id}>
                {activity.description ?? t('withheld')}
            </a>
            <Tag family="activity" value={activity.status} />
            <span class="subtle">
                {[
                    responsibleName(activity.responsible),
                    activity.due_date && t('until-day', {day: date(activity.due_date)}),
                ]
                    .filter(Boolean)
                    .join(' · ')}
            </span>
            {refresh && isMine(activity, viewer()) && (
                <Moves
                    item={activity.activity_id}
                    name={activity.description}
                    moves={moves}
                    go={moveActivity(activity, refresh)}
                />
            )}
        </li>
    );
};

/* Without `refresh` they are only read. */
export const Activities = ({activities, refresh}: {activities: Activity[]; refresh?: Refresh}) =>
    activities.length === 0 ? null : (
        <ul class="rows">
            {activities.map(activity => (
                <Row key={activity.activity_id} activity={activity} refresh={refresh} />
            ))}
        </ul>
    );
