// SPDX-License-Identifier: EUPL-1.2
/* As whom one acts, and signing out. */
import {t, wordList} from '../../i18n';
import {Page, Section} from '../../parts/page';
import {actAs, acting, type Choice, forget, nameOf, session} from '../../session';

function labelOf(choice: Choice): string {
    const name = nameOf(choice);
    if (choice.representation_id) return t('acting-for', {name: name ?? ''});
    return name ? `${name}: ${wordList('role', choice.roles)}` : t('as-myself');
}

const Option = ({choice}: {choice: Choice}) => (
    <li>
        <span>{labelOf(choice)}</span>
        {choice.acts_as === acting.value?.acts_as ? (
            <strong>{t('act-now')}</strong>
        ) : (
            <button
                class="ds-button"
                data-variant="secondary"
                data-size="sm"
                type="button"
                onClick={() => void actAs(choice.acts_as)}
                aria-label={`${t('act-choose')}: ${labelOf(choice)}`}
            >
                {t('act-choose')}
            </button>
        )}
    </li>
);

export function Account() {
    const {subject, choices} = session.value!;
    return (
        <Page title={t(acting.value ? 'account' : 'act-as')} lead={subject}>
            {choices.length > 1 && (
                <Section title={t('act-as')}>
                    <ul class="rows">
                        {choices.map(choice => (
                            <Option key={choice.acts_as} choice={choice} />
                        ))}
                    </ul>
                </Section>
            )}
            <form method="post" action="/signout" class="actions" onSubmit={forget}>
                <button class="ds-button" type="submit">
                    {t('sign-out')}
                </button>
            </form>
        </Page>
    );
}
