// SPDX-License-Identifier: EUPL-1.2
/* The link to the news, with how many are unread, said politely. */
import {useEffect} from 'preact/hooks';
import {isAfter} from '../feed';
import {t} from '../i18n';
import {isNews, isUnread, MOST_UNREAD, marked, place, unread} from '../news';
import {useQuery} from '../query';

/* Most entries may be the reader's own: one reads on until that many others' are found, or where they have read before. */
function useUnread(): number {
    const query = useQuery('disclosures.list_news', place.value ? {name: place.value, limit: 100} : undefined, {
        concerns: isNews,
        as: 'news',
    });
    const {events = [], seen = '0', next} = query.data ?? {};
    const found = events.filter(entry => isNews(entry) && isUnread(entry, seen)).length + query.news;
    const isCounting = next !== undefined && found <= MOST_UNREAD && isAfter(next, seen) && !query.problem;
    useEffect(() => {
        if (isCounting) void query.more!();
    }, [next]);
    const upTo = marked.value;
    useEffect(() => {
        if (upTo !== '0') void query.refresh();
    }, [upTo]);
    const count = isCounting ? 0 : found;
    useEffect(() => {
        unread.value = count;
    }, [count]);
    return count;
}

export function NewsLink() {
    const count = useUnread();
    return (
        <span class="news-link">
            <a class="ds-link" href="/news">
                {t('nav-news')}
                {count > 0 && (
                    <span class="count" aria-hidden="true">
                        {count > MOST_UNREAD ? `${MOST_UNREAD}+` : count}
                    </span>
                )}
            </a>
            <span class="ds-sr-only" role="status">
                {count > MOST_UNREAD
                    ? t('news-unread-many', {count: MOST_UNREAD})
                    : count > 0 && t('news-unread', {count})}
            </span>
        </span>
    );
}
