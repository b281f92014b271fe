// SPDX-License-Identifier: EUPL-1.2
/* Contacts with the citizen of a case: the municipality sees all of them, another organisation its own. */
import {useState} from 'preact/hooks';
import type {cases} from 'samspil';
import {tell} from '../connection';
import {dateTime} from '../format';
import {amount, type Field, text} from '../forms/fields';
import {Form} from '../forms/form';
import {t, word, words} from '../i18n';
import {organisationName} from '../names';
import {about, useQuery} from '../query';
import {Dialog} from './dialog';
import {Words} from './facts';
import {Answer, Empty, Section} from './page';

const CHANNELS = ['meeting', 'home_visit', 'telephone', 'video', 'letter', 'email', 'message'];

function LogContact({caseId, done}: {caseId: string; done: () => void}) {
    const fields: Field[] = [
        {
            name: 'channel',
            label: t('contact-channel'),
            kind: 'select',
            required: true,
            options: words('channel', CHANNELS),
        },
        {name: 'minutes', label: t('contact-minutes'), kind: 'number', required: true, least: 1, max: 1440},
        {
            name: 'face_to_face',
            label: t('contact-face'),
            kind: 'radios',
            required: true,
            options: [
                ['yes', t('yes')],
                ['no', t('no')],
            ],
        },
        {name: 'note', label: t('note'), kind: 'area', max: 5000},
    ];
    return (
        <Dialog title={t('log-contact')} close={done}>
            <Form
                draft={`contact ${caseId}`}
                fields={fields}
                submit={t('save')}
                cancel={done}
                onSubmit={async (values, commandId) => {
                    await tell(
                        'cases.log_contact',
                        {
                            case_id: caseId,
                            channel: text(values, 'channel') as cases.Channel,
                            minutes: amount(values, 'minutes')!,
                            face_to_face: text(values, 'face_to_face') === 'yes',
                            note: text(values, 'note'),
                        },
                        commandId,
                    );
                    done();
                }}
            />
        </Dialog>
    );
}

export function Contacts({caseId}: {caseId: string}) {
    const query = useQuery(
        'cases.list_contacts',
        {case_id: caseId, limit: 20},
        {concerns: about(['cases.contact'], caseId), as: 'refresh'},
    );
    const [open, setOpen] = useState(false);
    const done = () => {
        setOpen(false);
        void query.refresh();
    };
    return (
        <Section
            title={t('contacts')}
            action={
                <button
                    class="ds-button"
                    data-variant="secondary"
                    data-size="sm"
                    type="button"
                    onClick={() => setOpen(true)}
                >
                    {t('log-contact')}
                </button>
            }
        >
            {open && <LogContact caseId={caseId} done={done} />}
            <Answer query={query}>
                {({contacts}) =>
                    contacts.length === 0 ? (
                        <Empty text={t('contacts-none')} />
                    ) : (
                        <ul class="rows">
                            {contacts.map(contact => (
                                <li key={contact.contact_id}>
                                    <span>{dateTime(contact.at)}</span>
                                    <span>
                                        {word('channel', contact.channel)}, {organisationName(contact.organisation_id)}
                                    </span>
                                    {contact.minutes !== undefined && (
                                        <span class="subtle">{t('minutes', {count: contact.minutes})}</span>
                                    )}
                                    <Words text={contact.note} />
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
}
