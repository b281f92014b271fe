// SPDX-License-Identifier: EUPL-1.2
import type {disclosures} from 'samspil';
import {exactTime, time, weekday} from '../../format';
import {t, word, wordList} from '../../i18n';
import {byDay, type Looks, subject} from '../../looked';
import {organisationName} from '../../names';
import {Answer, Empty, Page} from '../../parts/page';
import {sentence} from '../../parts/timeline';
import {about, useQuery} from '../../query';

/* Told of an event is worded as the event, of which only its kind is known; a read as what was read. */
const what = (each: disclosures.Disclosure) =>
    each.kind === 'read'
        ? t('looked-read', {what: word('looked', subject(each))})
        : t('looked-told', {
              what: sentence(
                  {id: '', time: '', type: each.what, data: {}},
                  {who: t('looked-somebody'), day: t('looked-some-day')},
              ),
          });

function Line({first, times, categories}: Looks) {
    const count = times.length;
    return (
        <li class="stacked">
            <p class="ds-paragraph">{what(first)}</p>
            <p class="subtle">
                {wordList('category', categories)}
                {categories.length > 0 && ' · '}
                {word('basis', first.basis)}
                {' · '}
                {time(first.at)}
            </p>
            {count > 1 && (
                <details>
                    <summary>{t('looked-times', {count})}</summary>
                    <p class="subtle">{times.map(exactTime).join(', ')}</p>
                </details>
            )}
        </li>
    );
}

export function Looked() {
    const query = useQuery('disclosures.list_disclosures', {limit: 100}, {concerns: about(['']), as: 'news'});
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
                        byDay(disclosures).map(({day, parties}) => (
                            <section key={day}>
                                <h2 class="ds-heading" data-size="xs">
                                    {weekday(day)}
                                </h2>
                                {parties.map(({organisation_id, looks}) => (
                                    <section class="party" key={organisation_id}>
                                        <h3 class="ds-heading" data-size="2xs">
                                            {organisation_id
                                                ? organisationName(organisation_id)
                                                : t('looked-representative')}
                                        </h3>
                                        <ul class="rows">
                                            {looks.map(each => (
                                                <Line key={each.times.at(-1)} {...each} />
                                            ))}
                                        </ul>
                                    </section>
                                ))}
                            </section>
                        ))
                    )
                }
            </Answer>
        </Page>
    );
}
