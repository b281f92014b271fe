// SPDX-License-Identifier: EUPL-1.2
import {t} from '../../i18n';
import {Answer, Empty, Page} from '../../parts/page';
import {about, useQuery} from '../../query';

export function Plans() {
    const query = useQuery(
        'plans.list_plans',
        {limit: 50},
        {concerns: about(['plans.participant_changed']), as: 'news'},
    );
    return (
        <Page title={t('nav-plans')} lead={t('plans-lead')}>
            <Answer query={query}>
                {({plans}) =>
                    plans.length === 0 ? (
                        <Empty text={t('plans-none')} />
                    ) : (
                        <ul class="rows">
                            {plans.map(({plan, citizen_name, goals, overdue, proposed}) => (
                                <li key={plan.case_id}>
                                    <a class="ds-link" href={`/cases/${plan.case_id}/plan`}>
                                        {citizen_name ?? t('name-withheld')}
                                    </a>
                                    <span>{plan.title}</span>
                                    <span class="subtle">
                                        {t('plan-goals', {count: goals})}
                                        {overdue > 0 && ` · ${t('plan-overdue', {count: overdue})}`}
                                        {proposed > 0 && ` · ${t('plan-proposed', {count: proposed})}`}
                                    </span>
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Page>
    );
}
