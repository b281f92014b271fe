// SPDX-License-Identifier: EUPL-1.2
/* The people of an organisation and what each may do there, for its administrators. */
import {useState} from 'preact/hooks';
import type {directory} from 'samspil';
import {tell} from '../../connection';
import {type Field, list, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, word, words} from '../../i18n';
import {Dialog} from '../../parts/dialog';
import {Answer, Page, Section} from '../../parts/page';
import {useQuery} from '../../query';
import {acting, type Role, session} from '../../session';

type Member = directory.Member;

const ROLES: Role[] = ['caseworker', 'coordinator', 'leader', 'project', 'integrator', 'administrator'];

/* Adding somebody who is there already replaces their roles: so it is one form. */
function Edit({member, close, done}: {member?: Member; close: () => void; done: () => void}) {
    const organisationId = acting.value!.organisation_id!;
    const fields: Field[] = [
        {
            name: 'subject',
            label: t('member-subject'),
            hint: t('member-subject-hint'),
            required: true,
            max: 200,
            when: () => !member,
        },
        {name: 'name', label: t('name'), max: 200},
        {name: 'roles', label: t('member-roles'), kind: 'checks', required: true, options: words('role', ROLES)},
    ];
    return (
        <Dialog title={member ? (member.name ?? member.subject) : t('member-add')} close={close}>
            <Form
                draft={`member ${member?.subject ?? ''}`}
                fields={fields}
                initial={{name: member?.name ?? '', roles: member?.roles ?? []}}
                submit={t('save')}
                cancel={close}
                onSubmit={async (values, commandId) => {
                    await tell(
                        'directory.add_member',
                        {
                            organisation_id: organisationId,
                            subject: member?.subject ?? text(values, 'subject'),
                            name: text(values, 'name'),
                            roles: list(values, 'roles') as Role[],
                        },
                        commandId,
                    );
                    done();
                }}
            />
        </Dialog>
    );
}

function Remove({member, close, done}: {member: Member; close: () => void; done: () => void}) {
    const name = member.name ?? member.subject;
    return (
        <Dialog title={t('member-remove-title', {name})} close={close}>
            <p class="ds-paragraph">{t('member-remove-lead', {name})}</p>
            <Form
                draft={`remove ${member.subject}`}
                fields={[]}
                submit={t('member-remove')}
                danger
                cancel={close}
                onSubmit={async (_, commandId) => {
                    const {organisation_id, subject} = member;
                    await tell('directory.remove_member', {organisation_id, subject}, commandId);
                    done();
                }}
            />
        </Dialog>
    );
}

function Row({member, edit, remove}: {member: Member; edit: () => void; remove: () => void}) {
    const name = member.name ?? member.subject;
    return (
        <li>
            <strong>{name}</strong>
            {member.name && <span class="subtle">{member.subject}</span>}
            <span>{member.roles.map(role => word('role', role)).join(', ')}</span>
            <span class="row-end">
                <button
                    class="ds-button"
                    data-variant="tertiary"
                    data-size="sm"
                    type="button"
                    onClick={edit}
                    aria-label={`${t('edit')}: ${name}`}
                >
                    {t('edit')}
                </button>
                {member.subject !== session.value!.subject && (
                    <button
                        class="ds-button"
                        data-variant="tertiary"
                        data-color="danger"
                        data-size="sm"
                        type="button"
                        onClick={remove}
                        aria-label={`${t('member-remove')}: ${name}`}
                    >
                        {t('member-remove')}
                    </button>
                )}
            </span>
        </li>
    );
}

export function People() {
    const {organisation_id, organisation_name = ''} = acting.value!;
    const query = useQuery('directory.list_members', {organisation_id: organisation_id!});
    const [editing, setEditing] = useState<Member | 'new'>();
    const [removing, setRemoving] = useState<Member>();
    const close = () => {
        setEditing(undefined);
        setRemoving(undefined);
    };
    const done = () => {
        close();
        void query.refresh();
    };
    return (
        <Page title={t('people-title', {who: organisation_name})} lead={t('members-lead')}>
            {editing && <Edit member={editing === 'new' ? undefined : editing} close={close} done={done} />}
            {removing && <Remove member={removing} close={close} done={done} />}
            <Section
                title={t('members')}
                action={
                    <button class="ds-button" data-size="sm" type="button" onClick={() => setEditing('new')}>
                        {t('member-add')}
                    </button>
                }
            >
                <Answer query={query}>
                    {({members}) => (
                        <ul class="rows">
                            {members.map(member => (
                                <Row
                                    key={member.subject}
                                    member={member}
                                    edit={() => setEditing(member)}
                                    remove={() => setRemoving(member)}
                                />
                            ))}
                        </ul>
                    )}
                </Answer>
            </Section>
        </Page>
    );
}
