// SPDX-License-Identifier: EUPL-1.2
/* A form from its table of fields: errors are summed up on top and take the focus, what was typed stays. */
import type {ComponentChildren} from 'preact';
import {useEffect, useId, useRef, useState} from 'preact/hooks';
import {t} from '../i18n';
import {Problem, wording} from '../problems';
import {FieldControl} from './controls';
import {dropDraft, loadDraft, saveDraft, type Values} from './drafts';
import {type Field, faults, shown} from './fields';

interface Props {
    /* Name under which it is kept until it is sent. */
    draft: string;
    fields: Field[];
    initial?: Values;
    submit: string;
    cancel?: () => void;
    /* Keep what was typed after success: the form is one step of several. */
    keep?: boolean;
    danger?: boolean;
    children?: ComponentChildren;
    onSubmit: (values: Values, commandId: string) => Promise<void> | void;
}

interface Wrong {
    field?: string;
    text: string;
}

function Summary({wrong, reference, idOf}: {wrong: Wrong[]; reference?: string; idOf: (field: string) => string}) {
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => box.current?.focus(), [wrong]);
    useEffect(() => {
        const {title} = document;
        document.title = t('title-wrong', {title});
        return () => {
            document.title = title;
        };
    }, []);
    const go = (field: string) => (event: Event) => {
        event.preventDefault();
        document.getElementById(idOf(field))?.focus();
    };
    return (
        <div class="ds-error-summary" data-color="danger" tabIndex={-1} ref={box} role="alert">
            <h2 class="ds-heading" data-size="2xs">
                {t('form-wrong')}
            </h2>
            <ul class="ds-list">
                {wrong.map(({field, text}) => (
                    <li key={text}>
                        {field ? (
                            <a class="ds-link" href={`#${idOf(field)}`} onClick={go(field)}>
                                {text}
                            </a>
                        ) : (
                            text
                        )}
                    </li>
                ))}
            </ul>
            {reference && <p class="ds-paragraph">{t('reference', {reference})}</p>}
        </div>
    );
}

function wrongOf(problem: Problem, fields: Field[]): Wrong {
    const field = fields.find(({name}) => name === problem.details.field?.split('.').pop());
    return field ? {field: field.name, text: t('fault-value', {label: field.label})} : {text: wording(problem)};
}

export function Form({draft, fields, initial = {}, submit, cancel, keep, danger, children, onSubmit}: Props) {
    const prefix = useId();
    const [{values, commandId}, setDraft] = useState(
        () => loadDraft(draft) ?? {values: initial, commandId: crypto.randomUUID()},
    );
    const [wrong, setWrong] = useState<Wrong[]>([]);
    const [reference, setReference] = useState<string>();
    const [busy, setBusy] = useState(false);
    const idOf = (field: string) => `${prefix}-${field}`;

    /* Other words are another command. */
    const set = (name: string, value: string | string[]) =>
        setDraft(before => {
            const changed = {values: {...before.values, [name]: value}, commandId: crypto.randomUUID()};
            saveDraft(draft, changed);
            return changed;
        });

    const send = async (event: Event) => {
        event.preventDefault();
        if (busy) return;
        setReference(undefined);
        const found = Object.entries(faults(fields, values)).map(([field, text]) => ({field, text}));
        setWrong(found);
        if (found.length > 0) return;
        setBusy(true);
        try {
            await onSubmit(values, commandId);
            if (!keep) {
                dropDraft(draft);
                setDraft({values: initial, commandId: crypto.randomUUID()});
            }
        } catch (error) {
            if (!(error instanceof Problem)) throw error;
            setReference(error.reference);
            setWrong([wrongOf(error, fields)]);
        } finally {
            setBusy(false);
        }
    };

    const leave =
        cancel &&
        (() => {
            dropDraft(draft);
            cancel();
        });
    return (
        <form noValidate onSubmit={send} class="stack">
            {wrong.length > 0 && <Summary wrong={wrong} reference={reference} idOf={idOf} />}
            {shown(fields, values).map(field => (
                <FieldControl
                    key={field.name}
                    field={field}
                    id={idOf(field.name)}
                    values={values}
                    set={set}
                    fault={wrong.find(each => each.field === field.name)?.text}
                />
            ))}
            {children}
            <div class="actions">
                <button
                    class="ds-button"
                    type="submit"
                    data-color={danger ? 'danger' : undefined}
                    aria-disabled={busy || undefined}
                >
                    {busy ? t('sending') : submit}
                </button>
                {leave && (
                    <button class="ds-button" type="button" data-variant="tertiary" onClick={leave}>
                        {t('cancel')}
                    </button>
                )}
            </div>
        </form>
    );
}
