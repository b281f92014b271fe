// SPDX-License-Identifier: EUPL-1.2
/*
 * What a screen shows of the services. A screen says which feed entries concern it: a detail is then read anew in place, a
 * list counts them and waits until the reader wants to see them, so that nothing moves under their eyes.
 */
import {useEffect, useRef, useState} from 'preact/hooks';
import {anew, ask, type Input, type Output, onEntry, type Procedure} from './connection';
import type {Entry} from './feed';
import {joined} from './pages';
import type {Problem} from './problems';

export interface Live<T> {
    /* data: what is shown now. */
    concerns: (entry: Entry, data?: T) => boolean | Promise<boolean>;
    as: 'news' | 'refresh';
}

export interface Query<T> {
    data?: T;
    problem?: Problem;
    news: number;
    refresh: () => Promise<void>;
    more?: () => Promise<void>;
}

interface Paged {
    next?: string;
}

export function useQuery<P extends Procedure>(
    procedure: P,
    args: Input<P> | undefined,
    live?: Live<Output<P>>,
): Query<Output<P>> {
    const [data, setData] = useState<Output<P>>();
    const [problem, setProblem] = useState<Problem>();
    const [news, setNews] = useState(0);
    const [heard, setHeard] = useState(0);
    const key = args && `${procedure} ${JSON.stringify(args)}`;
    const current = useRef(key);
    current.current = key;

    const read = async (more: object, take: (page: Output<P>) => void) => {
        try {
            const page = await ask(procedure, {...args, ...more} as Input<P>);
            if (current.current !== key) return;
            take(page);
            setProblem(undefined);
        } catch (error) {
            if (current.current === key) setProblem(error as Problem);
        }
    };
    /* The last one counts, in whatever order they are answered; who waits for an earlier one waits for that. */
    const asked = useRef(0);
    const latest = useRef<Promise<void>>(undefined);
    const refresh = (): Promise<void> => {
        const own = ++asked.current;
        const isLatest = () => own === asked.current;
        setNews(0);
        latest.current = read({}, page => isLatest() && setData(page)).then(() =>
            isLatest() ? undefined : latest.current,
        );
        return latest.current;
    };

    useEffect(() => {
        setData(undefined);
        setProblem(undefined);
        if (key) void refresh();
    }, [key]);
    const hear = useRef(async (_: Entry) => {});
    hear.current = async entry => {
        if (!key || !(await live?.concerns(entry, data)) || current.current !== key) return;
        if (live!.as === 'news') setNews(count => count + 1);
        else setHeard(count => count + 1);
    };
    /* What is read after an entry was delivered has that entry in it. Several at once are read once. */
    useEffect(() => {
        if (heard > 0) void refresh();
    }, [heard]);
    useEffect(() => onEntry(entry => void hear.current(entry)), []);
    const readAnew = useRef(() => {});
    readAnew.current = () => {
        if (key && live) void refresh();
    };
    useEffect(() => {
        const seen = anew.peek();
        return anew.subscribe(count => {
            if (count !== seen) readAnew.current();
        });
    }, []);
    const comeBack = useRef(() => {});
    comeBack.current = () => {
        if (key && live?.as === 'refresh' && document.visibilityState === 'visible') void refresh();
    };
    useEffect(() => {
        const listener = () => comeBack.current();
        document.addEventListener('visibilitychange', listener);
        return () => document.removeEventListener('visibilitychange', listener);
    }, []);

    const next = (data as Paged | undefined)?.next;
    const more = next
        ? () => read({after: next}, page => setData(joined(data as object, page as object) as Output<P>))
        : undefined;
    return {data, problem, news, refresh, more};
}

/* Of a list that is searched: what was found stands until something else is found, and does not go from under the
 * reader meanwhile. */
export function useLasting<T>(query: Query<T>): Query<T> {
    const last = useRef<T>(undefined);
    if (query.data !== undefined) last.current = query.data;
    return {...query, data: query.data ?? last.current};
}

/* Of a list to choose from: page after page, until all of it is there. */
export function useWhole<T>(query: Query<T>): Query<T> {
    const {data, more, problem} = query;
    useEffect(() => {
        if (!problem) void more?.();
    }, [data, problem]);
    return {...query, more: undefined};
}

const PAUSE_MS = 250;

/* What is typed to search with, and what of it is searched for: once the reader has paused. */
export function usePaused(): [typed: string, wanted: string, type: (text: string) => void] {
    const [typed, setTyped] = useState('');
    const [wanted, setWanted] = useState('');
    const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
    const type = (text: string) => {
        setTyped(text);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setWanted(text.trim()), PAUSE_MS);
    };
    return [typed, wanted, type];
}

/* Two that make one screen: shown together, read anew together. */
export const both = <A, B>(a: Query<A>, b: Query<B>): Query<[A, B]> => ({
    data: a.data !== undefined && b.data !== undefined ? [a.data, b.data] : undefined,
    problem: a.problem ?? b.problem,
    news: a.news + b.news,
    refresh: async () => {
        await Promise.all([a.refresh(), b.refresh()]);
    },
    more: a.more ?? b.more,
});

const name = (entry: Entry) => entry.type.replace(/^samspil\./, '');

/* Entries of these events ("referrals.", "plans.goal_changed"), of one case where it is named. */
export const about = (events: string[], caseId?: string) => (entry: Entry) =>
    events.some(event => name(entry).startsWith(event)) && (!caseId || entry.data.case_id === caseId);
