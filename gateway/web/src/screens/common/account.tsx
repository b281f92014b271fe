// SPDX-License-Identifier: EUPL-1.2
/* As whom one acts, codes that make one somebody more, and signing out. */
import {useState} from 'preact/hooks';
import {useLocation} from 'preact-iso/router';
import {date} from '../../format';
import {Form} from '../../forms/form';
import {t, wordList} from '../../i18n';
import {UseCode} from '../../parts/code';
import {Dialog} from '../../parts/dialog';
import {Page, Section} from '../../parts/page';
import {scopeWords} from '../../parts/representatives';
import {actAs, acting, type Choice, forget, is, nameOf, represented, session, stopRepresenting} from '../../session';

function labelOf(choice: Choice): string {
    const name = nameOf(choice);
    if (choice.representation_id) return t('acting-for', {name: name ?? ''});
    return name ? `${name}: ${wordList('role', choice.roles)}` : t('as-myself');
}

function What({choice}: {choice: Choice}) {
    const until = represented.value[choice.citizen_id!]?.valid_until;
    return (
        <span class="subtle">
            {t('you-may', {what: scopeWords(choice.scopes ?? [])})}
            {until && ` ${t('until-day', {day: date(until)})}`}
        </span>
    );
}

const Option = ({choice}: {choice: Choice}) => (
    <li>
        <span>{labelOf(choice)}</span>
        {choice.representation_id && <What choice={choice} />}
        {choice === acting.value ? (
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

function Stop({choice}: {choice: Choice}) {
    const [open, setOpen] = useState(false);
    const name = nameOf(choice) ?? '';
    const close = () => setOpen(false);
    return (
        <Section title={t('acting-for-lead', {name})}>
            <div>
                <button
                    class="ds-button"
                    data-variant="secondary"
                    data-color="danger"
                    type="button"
                    onClick={() => setOpen(true)}
                >
                    {t('stop-acting')}
                </button>
            </div>
            {open && (
                <Dialog title={t('stop-acting')} close={close}>
                    <p class="ds-paragraph">{t('stop-acting-lead', {name})}</p>
                    <Form
                        draft="stop acting"
                        fields={[]}
                        submit={t('stop-acting')}
                        danger
                        cancel={close}
                        onSubmit={(_, commandId) => stopRepresenting(choice.representation_id!, commandId)}
                    />
                </Dialog>
            )}
        </Section>
    );
}

export function Account() {
    const {subject, choices} = session.value!;
    const {query} = useLocation();
    return (
        <Page title={t(acting.value ? 'account' : 'act-as')} lead={subject}>
            {!acting.value && query.ended !== undefined && <p class="ds-paragraph">{t('act-ended')}</p>}
            {choices.length > 0 && (
                <Section title={t('act-as')}>
                    <ul class="rows">
                        {choices.map(choice => (
                            <Option key={choice.acts_as} choice={choice} />
                        ))}
                    </ul>
                </Section>
            )}
            {acting.value?.representation_id && <Stop choice={acting.value} />}
            {acting.value
                ? !is('operator') && (
                      <Section title={t('start-have-code')}>
                          <UseCode />
                      </Section>
                  )
                : choices.length === 0 && (
                      <div class="actions">
                          <button class="ds-button" type="button" onClick={() => void actAs('')}>
                              {t('as-myself')}
                          </button>
                      </div>
                  )}
            <form method="post" action="/signout" class="actions" onSubmit={forget}>
                <button class="ds-button" type="submit" data-variant="secondary">
                    {t('sign-out')}
                </button>
            </form>
        </Page>
    );
}
