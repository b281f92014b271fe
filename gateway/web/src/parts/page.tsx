// SPDX-License-Identifier: EUPL-1.2
import type {ComponentChildren} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import {t} from '../i18n';
import {type Problem, wording} from '../problems';
import type {Query} from '../query';

let first = true;

/* A screen: its heading takes the focus when one comes to it, not when the app starts. */
export function Page({
    title,
    lead,
    back,
    children,
}: {
    title: string;
    lead?: string;
    back?: [href: string, label: string];
    children?: ComponentChildren;
}) {
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => {
        if (!first) heading.current?.focus();
        first = false;
    }, []);
    useEffect(() => {
        document.title = `${title} – Samspil`;
    }, [title]);
    return (
        <>
            {back && (
                <p class="back">
                    <a class="ds-link" href={back[0]}>
                        ← {back[1]}
                    </a>
                </p>
            )}
            <h1 class="ds-heading" data-size="lg" tabIndex={-1} ref={heading}>
                {title}
            </h1>
            {lead && <p class="ds-paragraph lead">{lead}</p>}
            {children}
        </>
    );
}

export function Section({
    title,
    children,
    action,
}: {
    title: string;
    children: ComponentChildren;
    action?: ComponentChildren;
}) {
    return (
        <section class="stack section">
            <div class="section-head">
                <h2 class="ds-heading" data-size="sm">
                    {title}
                </h2>
                {action}
            </div>
            {children}
        </section>
    );
}

export function Failure({problem, retry}: {problem: Problem; retry?: () => void}) {
    return (
        <div class="ds-alert" data-color="danger" role="alert">
            <p class="ds-paragraph">{wording(problem)}</p>
            <p class="ds-paragraph subtle">{t('reference', {reference: problem.reference})}</p>
            {retry && (
                <button class="ds-button" data-variant="secondary" type="button" onClick={retry}>
                    {t('try-again')}
                </button>
            )}
        </div>
    );
}

export const Empty = ({text, children}: {text: string; children?: ComponentChildren}) => (
    <div class="empty">
        <p class="ds-paragraph">{text}</p>
        {children}
    </div>
);

/* "3 new – show": what came while one was reading. */
export function News({count, show}: {count: number; show: () => void}) {
    return (
        <div role="status" class="news">
            {count > 0 && (
                <button class="ds-button" data-variant="secondary" data-size="sm" type="button" onClick={show}>
                    {t('news', {count})}
                </button>
            )}
        </div>
    );
}

export const Loading = () => (
    <p class="ds-paragraph subtle" aria-busy="true">
        {t('loading')}
    </p>
);

export const More = <T,>({query}: {query: Query<T>}) =>
    query.more ? (
        <button class="ds-button" data-variant="secondary" type="button" onClick={query.more}>
            {t('show-more')}
        </button>
    ) : null;

/* What a query has: its answer, or that it is being read, or why there is none. */
export function Answer<T>({query, children}: {query: Query<T>; children: (data: T) => ComponentChildren}) {
    if (query.data !== undefined)
        return (
            <>
                {query.problem && <Failure problem={query.problem} retry={query.refresh} />}
                <News count={query.news} show={query.refresh} />
                {children(query.data)}
                <More query={query} />
            </>
        );
    if (query.problem) return <Failure problem={query.problem} retry={query.refresh} />;
    return <Loading />;
}

export const LinkButton = ({href, children, plain}: {href: string; children: ComponentChildren; plain?: boolean}) => (
    <a class="ds-button" data-variant={plain ? 'secondary' : undefined} href={href}>
        {children}
    </a>
);

/* A small button beside a heading, or below what it is about; `of` says what, where several look the same. */
export const SmallButton = ({
    label,
    of,
    press,
    quiet,
}: {
    label: string;
    of?: string;
    press: () => void;
    quiet?: boolean;
}) => (
    <button
        class="ds-button"
        data-variant={quiet ? 'tertiary' : 'secondary'}
        data-size="sm"
        type="button"
        aria-label={of && `${label}: ${of}`}
        onClick={press}
    >
        {label}
    </button>
);

export const QuietLink = ({href, label}: {href: string; label: string}) => (
    <a class="ds-button" data-variant="tertiary" data-size="sm" href={href}>
        {label}
    </a>
);
