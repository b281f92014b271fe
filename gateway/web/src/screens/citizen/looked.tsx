// SPDX-License-Identifier: EUPL-1.2

import type {disclosures} from 'samspil';
import {dateTime} from '../../format';
import {t, word} from '../../i18n';
import {organisationName} from '../../names';
import {Answer, Empty, Page} from '../../parts/page';
import {sentence} from '../../parts/timeline';
import {about, useQuery} from '../../query';

/* Told of an event is worded as the event; a read as what was read. */
function what({kind, what, organisation_id}: disclosures.Disclosure): string {
    const who = organisation_id ? organisationName(organisation_id) : t('looked-representative');
    if (kind === 'read') return t('looked-read', {who, what: word('looked', what.split('.')[1] ?? '')});
    return t('looked-told', {who, what: sentence({id: '', time: '', type: what, data: {}})});
}

export function Looked() {
    const query = useQuery('disclosures.list_disclosures', {limit: 30}, {concerns: about(['']), as: 'news'});
    return (
        <Page title={t('nav-looked')} lead={t('looked-lead')}>
            <p>
                <a class="ds-link" href="/export?format=html" target="_blank" rel="noopener">
                    {t('export')}
                </a>
            </p>
            <Answer query={query}>
                {({disclosures}) =>
                    disclosures.length === 0 ? (
                        <Empty text={t('looked-none')} />
                    ) : (
                        <ol class="timeline">
                            {disclosures.map((each, index) => (
                                <li key={`${each.at} ${index}`}>
                                    <time class="subtle" dateTime={each.at}>
                                        {dateTime(each.at)}
                                    </time>
                                    <p class="ds-paragraph">{what(each)}</p>
                                    <p class="subtle">
                                        {each.categories.map(category => word('category', category)).join(', ')} ·{' '}
                                        {word('basis', each.basis)}
                                    </p>
                                </li>
                            ))}
                        </ol>
                    )
                }
            </Answer>
        </Page>
    );
}
