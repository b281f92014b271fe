// SPDX-License-Identifier: EUPL-1.2
import type {RefObject} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import {exec, LocationProvider, useLocation} from 'preact-iso/router';
import {state} from './connection';
import {LANGUAGES, type Language, language, setLanguage, t} from './i18n';
import {NewsLink} from './parts/news';
import {Page} from './parts/page';
import {SignIn} from './parts/sign_in';
import {UndoBar} from './parts/undo';
import {isOpenTo, navigation, ROUTES} from './routes';
import {acting, desk, hasFeed, isOver, isRepresentative, nameOf, session} from './session';

const STATES = {live: 'state-live', reconnecting: 'state-reconnecting', offline: 'state-offline'};

const ConnectionState = () => (
    <p class="connection" data-state={state.value} role="status">
        {t(STATES[state.value])}
    </p>
);

function whoAmI(): string {
    const name = acting.value && nameOf(acting.value);
    if (isRepresentative.value) return t('acting-for', {name: name ?? ''});
    return name ?? session.value!.subject;
}

function Languages() {
    return (
        <label class="languages">
            <span class="ds-sr-only">{t('language')}</span>
            <select
                class="ds-input"
                data-size="sm"
                value={language.value}
                onChange={event => void setLanguage(event.currentTarget.value as Language)}
            >
                {Object.entries(LANGUAGES).map(([code, {name}]) => (
                    <option key={code} value={code} lang={code}>
                        {name}
                    </option>
                ))}
            </select>
        </label>
    );
}

function Header() {
    return (
        <header class="top no-print">
            <a class="brand" href="/">
                Samspil
            </a>
            <div class="top-end">
                {acting.value && <ConnectionState />}
                {hasFeed.value && <NewsLink />}
                <Languages />
                {session.value ? (
                    <a class="ds-link" href="/account">
                        {whoAmI()}
                    </a>
                ) : (
                    <SignIn small />
                )}
            </div>
        </header>
    );
}

function Navigation({path}: {path: string}) {
    return (
        <nav class="main-nav no-print" aria-label={t('navigation')}>
            <ul>
                {navigation(desk.value).map(route => (
                    <li key={route.path}>
                        <a href={route.path} aria-current={route.path === path ? 'page' : undefined}>
                            {t(route.label!)}
                        </a>
                    </li>
                ))}
            </ul>
        </nav>
    );
}

const NotFound = () => (
    <Page title={t('not-found-title')} lead={t('not-found-lead')}>
        <p>
            <a class="ds-link" href="/">
                {t('to-start')}
            </a>
        </p>
    </Page>
);

/* For who is not signed in, or not any more, and wants to see what only others may. */
const SignInFirst = () => (
    <Page
        title={t(isOver.value ? 'over-title' : 'sign-in-first')}
        lead={t(isOver.value ? 'over-lead' : 'sign-in-first-lead')}
    >
        <div class="actions">
            <SignIn />
        </div>
    </Page>
);

function Screen({path}: {path: string}) {
    const wanted = ROUTES.map(route => ({route, found: exec(path, route.path, {path, query: {}, params: {}})})).filter(
        ({found}) => found,
    );
    const open = wanted.find(({route}) => isOpenTo(route, desk.value));
    if (desk.value === 'anonymous' && wanted.length > 0 && (!open || (isOver.value && path === '/')))
        return <SignInFirst key={`${path} ${isOver.value}`} />;
    return open ? <open.route.view key={path} params={open.found.params} /> : <NotFound key={path} />;
}

/* A dialog that closes gives the focus back by itself, a moment after it is gone. */
const GIVING_BACK_MS = 100;

/* What has the focus may be taken away by what is new: then the heading has it, and nobody is sent back to the top. */
function useFocusKept(main: RefObject<HTMLElement | null>) {
    useEffect(() => {
        const area = main.current!;
        let last: Element | null = null;
        const remember = ({target}: FocusEvent) => {
            last = target as Element;
        };
        const keep = () => {
            if (!last || last.isConnected || document.activeElement !== document.body) return;
            last = null;
            area.querySelector<HTMLElement>('h1')?.focus({preventScroll: true});
        };
        const observer = new MutationObserver(() => setTimeout(keep, GIVING_BACK_MS));
        area.addEventListener('focusin', remember);
        observer.observe(area, {childList: true, subtree: true});
        return () => observer.disconnect();
    }, []);
}

function Frame() {
    const {path} = useLocation();
    const main = useRef<HTMLElement>(null);
    useFocusKept(main);
    return (
        <>
            <a class="ds-skip-link" href="#main">
                {t('skip')}
            </a>
            <Header />
            <Navigation path={path} />
            <main id="main" tabIndex={-1} ref={main}>
                <UndoBar />
                <Screen path={path} />
            </main>
            <footer class="no-print">
                <a class="ds-link" href="/accessibility">
                    {t('accessibility')}
                </a>
            </footer>
        </>
    );
}

/* The gateway's own pages are no screens of this app. */
const SCREENS = /^\/(?!signin|signout|export|call)/;

export const App = () => (
    <LocationProvider scope={SCREENS}>
        <Frame />
    </LocationProvider>
);
