// SPDX-License-Identifier: EUPL-1.2
/* Who of the municipality is responsible for a case: one takes it over, or hands it to a colleague. */
import {useRef, useState} from 'preact/hooks';
import type {cases, directory} from 'samspil';
import {tell} from '../../connection';
import {text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t} from '../../i18n';
import {Dialog} from '../../parts/dialog';
import {Answer, Empty, Failure} from '../../parts/page';
import type {Problem} from '../../problems';
import {useQuery} from '../../query';
import {session} from '../../session';

const isMe = (subject?: string) => subject !== undefined && subject === session.value?.subject;
const nameOf = ({name, subject}: {name?: string; subject: string}) => name || subject;

export function responsibleName({responsible}: cases.Case): string {
    if (!responsible) return t('responsible-nobody');
    return isMe(responsible.subject) ? t('responsible-me', {name: nameOf(responsible)}) : nameOf(responsible);
}

interface Steps {
    person: cases.Case;
    refresh: () => Promise<void>;
}

/* To whom it can be handed over. */
const others = (colleagues: directory.Member[], {responsible}: cases.Case) =>
    colleagues.filter(
        ({subject, roles}) => roles.includes('caseworker') && subject !== responsible?.subject && !isMe(subject),
    );

function HandOver({person, refresh, close}: Steps & {close: () => void}) {
    const query = useQuery('directory.list_colleagues', {});
    const submit = async (subject: string, commandId: string) => {
        await tell('cases.assign_case', {case_id: person.case_id, subject}, commandId);
        await refresh();
        close();
    };
    return (
        <Dialog title={t('hand-over')} close={close}>
            <p class="ds-paragraph">{t('hand-over-lead')}</p>
            <Answer query={query}>
                {({colleagues}) => {
                    const options = others(colleagues, person).map((each): [string, string] => [
                        each.subject,
                        nameOf(each),
                    ]);
                    if (options.length === 0) return <Empty text={t('hand-over-nobody')} />;
                    return (
                        <Form
                            draft={`hand over ${person.case_id}`}
                            fields={[{name: 'subject', label: t('colleague'), kind: 'select', required: true, options}]}
                            submit={t('hand-over')}
                            cancel={close}
                            onSubmit={(values, commandId) => submit(text(values, 'subject'), commandId)}
                        />
                    );
                }}
            </Answer>
        </Dialog>
    );
}

export function Responsible({person, refresh}: Steps) {
    const [open, setOpen] = useState(false);
    const [problem, setProblem] = useState<Problem>();
    const said = useRef<HTMLParagraphElement>(null);
    /* Its button is gone then, so the focus goes to what it has changed. */
    const takeOver = async () => {
        try {
            await tell('cases.assign_case', {case_id: person.case_id, subject: session.value!.subject});
            await refresh();
            said.current?.focus();
        } catch (error) {
            setProblem(error as Problem);
        }
    };
    return (
        <>
            {problem && <Failure problem={problem} />}
            <div class="section-head responsible">
                <p class="ds-paragraph" role="status" tabIndex={-1} ref={said}>
                    {t('responsible')}: <strong>{responsibleName(person)}</strong>
                </p>
                {person.status === 'open' && (
                    <div class="actions">
                        {!isMe(person.responsible?.subject) && (
                            <button
                                class="ds-button"
                                data-variant="secondary"
                                data-size="sm"
                                type="button"
                                onClick={takeOver}
                            >
                                {t('take-over')}
                            </button>
                        )}
                        <button
                            class="ds-button"
                            data-variant="secondary"
                            data-size="sm"
                            type="button"
                            onClick={() => setOpen(true)}
                        >
                            {t('hand-over')}
                        </button>
                    </div>
                )}
            </div>
            {open && <HandOver person={person} refresh={refresh} close={() => setOpen(false)} />}
        </>
    );
}
