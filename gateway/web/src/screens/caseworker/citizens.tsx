// SPDX-License-Identifier: EUPL-1.2

import {useState} from 'preact/hooks';
import {useLocation} from 'preact-iso/router';
import type {cases} from 'samspil';
import {tell} from '../../connection';
import {date} from '../../format';
import {day, type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {LANGUAGES, t} from '../../i18n';
import {NameFilter} from '../../parts/name_filter';
import {Answer, Empty, LinkButton, Page} from '../../parts/page';
import {useQuery} from '../../query';
import {responsibleName} from './responsible';
import {concernsList, mine, Scope} from './scope';

const none = (status: cases.CaseStatus) => {
    if (status === 'closed') return t('citizens-none-closed');
    return mine.value ? t('citizens-none-mine') : t('citizens-none');
};

export function Citizens() {
    const {query: where} = useLocation();
    const status = where.status === 'closed' ? 'closed' : 'open';
    const query = useQuery(
        'cases.list_cases',
        {status, mine: mine.value || undefined, limit: 100},
        {
            concerns: concernsList(
                ['cases.opened', 'cases.assigned', 'cases.closed', 'cases.reopened'],
                data => data.cases,
            ),
            as: 'news',
        },
    );
    const [wanted, setWanted] = useState('');
    const fits = (name?: string) => (name ?? '').toLowerCase().includes(wanted.trim().toLowerCase());
    return (
        <Page title={t(status === 'open' ? 'nav-citizens' : 'citizens-closed')}>
            <div class="actions">
                <LinkButton href="/citizens/new">{t('open-case')}</LinkButton>
                {status === 'open' ? (
                    <LinkButton plain href="/citizens?status=closed">
                        {t('citizens-closed')}
                    </LinkButton>
                ) : (
                    <LinkButton plain href="/citizens">
                        {t('citizens-open')}
                    </LinkButton>
                )}
            </div>
            <Scope />
            <Answer query={query}>
                {({cases}) => {
                    if (cases.length === 0) return <Empty text={none(status)} />;
                    const found = cases.filter(each => fits(each.citizen_name));
                    return (
                        <div class="stack">
                            <NameFilter wanted={wanted} change={setWanted} />
                            <p class="ds-sr-only" role="status">
                                {t('found', {count: found.length})}
                            </p>
                            {found.length === 0 ? (
                                <Empty text={t('filter-none')} />
                            ) : (
                                <ul class="rows">
                                    {found.map(each => (
                                        <li key={each.case_id}>
                                            <a class="ds-link" href={`/cases/${each.case_id}`}>
                                                {each.citizen_name}
                                            </a>
                                            <span class="subtle">
                                                {each.closed_at
                                                    ? t('case-is-closed', {day: date(each.closed_at)})
                                                    : t('since', {day: date(each.opened_at)})}
                                            </span>
                                            {!mine.value && <span>{responsibleName(each)}</span>}
                                        </li>
                                    ))}
                                </ul>
                            )}
                        </div>
                    );
                }}
            </Answer>
        </Page>
    );
}

const languages = () => Object.entries(LANGUAGES).map(([code, {name}]): [string, string] => [code, name]);

export function OpenCase() {
    const {route} = useLocation();
    const fields: Field[] = [
        {name: 'citizen_name', label: t('name'), required: true, max: 200},
        {name: 'birth_date', label: t('birth-date'), kind: 'date'},
        {name: 'phone', label: t('phone'), kind: 'tel', max: 40},
        {name: 'email', label: t('email'), kind: 'email', max: 254},
        {name: 'language', label: t('preferred-language'), kind: 'select', options: languages()},
    ];
    return (
        <Page title={t('open-case')} lead={t('open-case-lead')} back={['/citizens', t('nav-citizens')]}>
            <Form
                draft="open case"
                fields={fields}
                submit={t('open-case')}
                cancel={() => route('/citizens')}
                onSubmit={async (values, commandId) => {
                    const made = await tell(
                        'cases.open_case',
                        {
                            citizen_name: text(values, 'citizen_name'),
                            birth_date: day(values, 'birth_date'),
                            phone: text(values, 'phone'),
                            email: text(values, 'email'),
                            language: text(values, 'language'),
                        },
                        commandId,
                    );
                    route(`/cases/${made.case_id}`);
                }}
            />
        </Page>
    );
}
