// SPDX-License-Identifier: EUPL-1.2
/* The start of those who work for their organisation, and with nobody's case. */
import {t, word} from '../../i18n';
import {Page} from '../../parts/page';
import {acting, hasFeed, is} from '../../session';

export function Organisation() {
    const {organisation_name = '', roles} = acting.value!;
    const places: [href: string, label: string, what: string, open: boolean][] = [
        ['/people', t('nav-people'), t('organisation-people'), is('administrator')],
        ['/news', t('nav-news'), t('organisation-news'), hasFeed.value],
        ['/directory', t('nav-directory'), t('directory-lead'), true],
        ['/pilots', t('nav-pilots'), t('pilots-lead'), true],
        ['/challenges', t('nav-challenges'), t('challenges-lead'), true],
    ];
    return (
        <Page
            title={organisation_name}
            lead={t('organisation-lead', {roles: roles.map(role => word('role', role)).join(', ')})}
        >
            {is('integrator') && <p class="ds-paragraph">{t('organisation-integrator')}</p>}
            <ul class="cards">
                {places
                    .filter(([, , , open]) => open)
                    .map(([href, label, what]) => (
                        <li class="ds-card" key={href}>
                            <h2 class="ds-heading" data-size="xs">
                                <a class="ds-link" href={href}>
                                    {label}
                                </a>
                            </h2>
                            <p class="ds-paragraph">{what}</p>
                        </li>
                    ))}
            </ul>
        </Page>
    );
}
