// SPDX-License-Identifier: EUPL-1.2
/* The statement about accessibility: what holds, how that is known, what is weaker, and where to complain. */
import {t} from '../../i18n';
import {Page, Section} from '../../parts/page';

const List = ({items}: {items: string[]}) => (
    <ul class="ds-list">
        {items.map(item => (
            <li key={item}>{item}</li>
        ))}
    </ul>
);

export const Accessibility = () => (
    <Page title={t('accessibility')} lead={t('accessibility-lead')}>
        <Section title={t('accessibility-how')}>
            <List
                items={[
                    t('accessibility-keyboard'),
                    t('accessibility-zoom'),
                    t('accessibility-readers'),
                    t('accessibility-time'),
                ]}
            />
        </Section>
        <Section title={t('accessibility-tested')}>
            <List
                items={[t('accessibility-tests'), t('accessibility-tests-keyboard'), t('accessibility-tests-display')]}
            />
        </Section>
        <Section title={t('accessibility-limits')}>
            <List
                items={[
                    t('accessibility-limits-people'),
                    t('accessibility-limits-browsers'),
                    t('accessibility-limits-lead'),
                ]}
            />
        </Section>
        <Section title={t('accessibility-tell')}>
            <p class="ds-paragraph">{t('accessibility-tell-lead')}</p>
            <List
                items={[
                    t('accessibility-denmark'),
                    t('accessibility-sweden'),
                    t('accessibility-norway'),
                    t('accessibility-netherlands'),
                    t('accessibility-kingdom'),
                ]}
            />
        </Section>
    </Page>
);
