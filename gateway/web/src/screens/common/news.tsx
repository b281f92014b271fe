// SPDX-License-Identifier: EUPL-1.2
/* What others have done, latest first, by day. */
import {useState} from 'preact/hooks';
import {tell} from '../../connection';
import type {Entry} from '../../feed';
import {isoDate, time, weekday} from '../../format';
import {t} from '../../i18n';
import {citizenName} from '../../names';
import {isNews, isUnread, marked, newsLink, newsSentence, place, unread} from '../../news';
import {Answer, Empty, Failure, Page, Section} from '../../parts/page';
import type {Problem} from '../../problems';
import {useQuery} from '../../query';
import {is} from '../../session';

const dayOf = (entry: Entry) => isoDate(new Date(entry.time));

const Row = ({entry, unread}: {entry: Entry; unread: boolean}) => (
    <li>
        <a class="ds-link" href={newsLink(entry)}>
            {newsSentence(entry)}
        </a>
        {!is('citizen') && entry.data.case_id !== undefined && <span>{citizenName(entry.data.case_id as string)}</span>}
        {unread && (
            <span class="ds-tag" data-color="info">
                {t('news-new')}
            </span>
        )}
        <time class="subtle" dateTime={entry.time}>
            {time(entry.time)}
        </time>
    </li>
);

function Days({entries, seen}: {entries: Entry[]; seen?: string}) {
    const days = [...new Set(entries.map(dayOf))];
    return (
        <>
            {days.map(day => (
                <Section key={day} title={weekday(day)}>
                    <ul class="rows">
                        {entries
                            .filter(entry => dayOf(entry) === day)
                            .map(entry => (
                                <Row key={entry.id} entry={entry} unread={isUnread(entry, seen)} />
                            ))}
                    </ul>
                </Section>
            ))}
        </>
    );
}

function MarkAll({name, latest}: {name: string; latest: string}) {
    const [problem, setProblem] = useState<Problem>();
    const mark = () =>
        tell('disclosures.commit_feed', {name, cursor: latest}).then(() => {
            marked.value = latest;
        }, setProblem);
    return (
        <>
            {problem && <Failure problem={problem} />}
            <div class="actions">
                <button class="ds-button" data-variant="secondary" type="button" onClick={mark}>
                    {t('news-mark')}
                </button>
            </div>
        </>
    );
}

export function News() {
    const name = place.value;
    const query = useQuery('disclosures.list_news', name ? {name, limit: 50} : undefined, {
        concerns: isNews,
        as: 'news',
    });
    return (
        <Page title={t('nav-news')} lead={t('news-lead')}>
            <Answer query={query}>
                {({events, seen}) => {
                    const entries = (events as Entry[]).filter(isNews);
                    const isAllRead = unread.value === 0 && !entries.some(entry => isUnread(entry, seen));
                    if (events.length === 0) return <Empty text={t('news-none')} />;
                    return (
                        <>
                            {isAllRead ? (
                                <p class="ds-paragraph" role="status">
                                    {t('news-all-read')}
                                </p>
                            ) : (
                                <MarkAll name={name!} latest={events[0]!.cursor!} />
                            )}
                            {entries.length === 0 && <Empty text={t('news-none-lately')} />}
                            <Days entries={entries} seen={seen} />
                        </>
                    );
                }}
            </Answer>
        </Page>
    );
}
