// SPDX-License-Identifier: EUPL-1.2

import {useLocation} from 'preact-iso/router';
import type {cases} from 'samspil';
import {tell} from '../../connection';
import {date} from '../../format';
import {day, type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {LANGUAGES, t} from '../../i18n';
import {NameFilter} from '../../parts/name_filter';
import {Answer, Empty, LinkButton, Page} from '../../parts/page';
import {useLasting, usePaused, useQuery} from '../../query';
import {responsibleName} from './responsible';
import {concernsList, mine, Scope} from './scope';

const CaseRow = ({each}: {each: cases.Case}) => (
    <li>
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
);

const NONE = {
    open: {mine: 'citizens-none-mine', all: 'citizens-none'},
    closed: {mine: 'citizens-none-closed-mine', all: 'citizens-none-closed'},
} as const;

/* Whether there are none, or none of this name. */
const none = (status: cases.CaseStatus, wanted: string) =>
    t(wanted ? 'filter-none' : NONE[status][mine.value ? 'mine' : 'all']);

/* Open and closed ones are two lists: neither shows the other's while it is read. */
export function Citizens() {
    const status = useLocation().query.status === 'closed' ? 'closed' : 'open';
    return <CaseList key={status} status={status} />;
}

function CaseList({status}: {status: cases.CaseStatus}) {
    const [typed, wanted, search] = usePaused();
    const query = useLasting(
        useQuery(
            'cases.list_cases',
            {status, mine: mine.value || undefined, name: wanted || undefined, limit: 50},
            {
                concerns: concernsList(
                    ['cases.opened', 'cases.assigned', 'cases.closed', 'cases.reopened'],
                    data => data.cases,
                ),
                as: 'news',
            },
        ),
    );
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
            <div class="stack">
                <NameFilter wanted={typed} change={search} />
                <Answer query={query}>
                    {({cases}) => (
                        <>
                            <p class="ds-sr-only" role="status">
                                {wanted && !query.more && t('found', {count: cases.length})}
                            </p>
                            {cases.length === 0 ? (
                                <Empty text={none(status, wanted)} />
                            ) : (
                                <ul class="rows">
                                    {cases.map(each => (
                                        <CaseRow key={each.case_id} each={each} />
                                    ))}
                                </ul>
                            )}
                        </>
                    )}
                </Answer>
            </div>
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
