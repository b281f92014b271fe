// SPDX-License-Identifier: EUPL-1.2
/* The conversation of a case, or its thread with one organisation, latest first. */
import type {ComponentChildren} from 'preact';
import type {cases} from 'samspil';
import {tell} from '../connection';
import {dateTime} from '../format';
import {text} from '../forms/fields';
import {Form} from '../forms/form';
import {t} from '../i18n';
import {organisationName} from '../names';
import {about, useQuery} from '../query';
import {is} from '../session';
import {Answer, Empty} from './page';

function from({sender, sender_id}: cases.Message): string {
    if (sender === 'organisation') return organisationName(sender_id);
    if (sender === 'representative') return t('sender-representative');
    return is('citizen') ? t('you') : t('sender-citizen');
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

export function Messages({caseId, organisationId}: {caseId: string; organisationId?: string}) {
    const live = {concerns: about(['cases.message_sent'], caseId), as: 'refresh' as const};
    const query = useQuery('cases.list_messages', {case_id: caseId, organisation_id: organisationId, limit: 20}, live);
    const send = async (words: string, commandId: string) => {
        await tell('cases.send_message', {case_id: caseId, organisation_id: organisationId, text: words}, commandId);
        await query.refresh();
    };
    const fields = [{name: 'text', label: t('message'), kind: 'area' as const, required: true, max: 10_000}];
    return (
        <div class="stack">
            <Form
                draft={`message ${caseId} ${organisationId ?? ''}`}
                fields={fields}
                submit={t('send-message')}
                onSubmit={(values, commandId) => send(text(values, 'text'), commandId)}
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
