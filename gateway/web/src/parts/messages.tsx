// SPDX-License-Identifier: EUPL-1.2
/* The conversation of a case, or its thread with one organisation, latest first. */
import type {ComponentChildren} from 'preact';
import type {cases} from 'samspil';
import {tell} from '../connection';
import {dateTime} from '../format';
import type {Values} from '../forms/drafts';
import {type Field, text} from '../forms/fields';
import {Form} from '../forms/form';
import {t} from '../i18n';
import {organisationName} from '../names';
import {about, useQuery} from '../query';
import {is, isRepresentative, may} from '../session';
import {Answer, Empty} from './page';

function from({sender, sender_id}: cases.Message): string {
    if (sender === 'organisation') return organisationName(sender_id);
    const isOwn = is('citizen') && !isRepresentative.value;
    if (sender === 'representative') return t(isOwn ? 'looked-representative' : 'sender-representative');
    return t(isOwn ? 'you' : 'sender-citizen');
}

const toWhom = ({organisation_id}: cases.Message) =>
    organisation_id ? t('thread-with', {who: organisationName(organisation_id)}) : '';

/* What somebody said to others, and when. */
export const Said = ({
    who,
    at,
    text,
    children,
}: {
    who: string;
    at: string;
    text?: string;
    children?: ComponentChildren;
}) => (
    <li>
        <p class="subtle">
            {who} · {dateTime(at)} {children}
        </p>
        <p class="ds-paragraph own-words">{text ?? t('withheld')}</p>
    </li>
);
const ONLY = 'only';

/* To the citizen and the municipality, and to one more organisation if the citizen lets it read messages. */
function useRecipients(caseId: string, organisationId?: string): Field | undefined {
    const choosing = !organisationId && is('citizen', 'caseworker') && may('case');
    const {data} = useQuery('cases.list_participants', choosing ? {case_id: caseId} : undefined);
    const options = (data?.participants ?? [])
        .filter(({kind, categories}) => kind === 'organisation' && categories?.includes('notes'))
        .map(({organisation_id}): [string, string] => [
            organisation_id!,
            t(is('citizen') ? 'to-municipality-and' : 'to-citizen-and', {who: organisationName(organisation_id)}),
        ]);
    if (options.length === 0) return undefined;
    const only: [string, string] = [ONLY, t(is('citizen') ? 'to-municipality' : 'to-citizen')];
    return {name: 'to', label: t('message-to'), kind: 'radios', required: true, options: [only, ...options]};
}

export function Messages({caseId, organisationId}: {caseId: string; organisationId?: string}) {
    const live = {concerns: about(['cases.message_sent'], caseId), as: 'refresh' as const};
    const query = useQuery('cases.list_messages', {case_id: caseId, organisation_id: organisationId, limit: 20}, live);
    const recipients = useRecipients(caseId, organisationId);
    const send = async (values: Values, commandId: string) => {
        const to = text(values, 'to');
        const organisation_id = organisationId ?? (to === ONLY ? undefined : to);
        await tell('cases.send_message', {case_id: caseId, organisation_id, text: text(values, 'text')}, commandId);
        await query.refresh();
    };
    const words: Field = {name: 'text', label: t('message'), kind: 'area', required: true, max: 10_000};
    return (
        <div class="stack">
            <Form
                draft={`message ${caseId} ${organisationId ?? ''}`}
                fields={recipients ? [recipients, words] : [words]}
                initial={{to: ONLY}}
                submit={t('send-message')}
                onSubmit={send}
            />
            <Answer query={query}>
                {({messages}) =>
                    messages.length === 0 ? (
                        <Empty text={t('messages-none')} />
                    ) : (
                        <ol class="messages">
                            {messages.map(message => (
                                <Said key={message.message_id} who={from(message)} at={message.at} text={message.text}>
                                    {!organisationId && toWhom(message)}
                                </Said>
                            ))}
                        </ol>
                    )
                }
            </Answer>
        </div>
    );
}
