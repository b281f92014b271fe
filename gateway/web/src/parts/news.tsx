// SPDX-License-Identifier: EUPL-1.2
/* The link to the news, with how many are unread; said politely, and only as many as the latest hundred entries hold. */
import {useEffect} from 'preact/hooks';
import {t} from '../i18n';
import {isNews, isUnread, marked, place} from '../news';
import {useQuery} from '../query';

export function NewsLink() {
    const query = useQuery('disclosures.list_news', place.value ? {name: place.value, limit: 100} : undefined, {
        concerns: isNews,
        as: 'news',
    });
    const upTo = marked.value;
    useEffect(() => {
        if (upTo !== '0') void query.refresh();
    }, [upTo]);
    const {events = [], seen} = query.data ?? {};
    const count = events.filter(entry => isNews(entry) && isUnread(entry, seen)).length + query.news;
    return (
        <span class="news-link">
            <a class="ds-link" href="/news">
                {t('nav-news')}
                {count > 0 && (
                    <span class="count" aria-hidden="true">
                        {count > 99 ? '99+' : count}
                    </span>
                )}
            </a>
            <span class="ds-sr-only" role="status">
                {count > 0 && t('news-unread', {count})}
            </span>
        </span>
    );
}
