// SPDX-License-Identifier: EUPL-1.2
import {useEffect} from 'preact/hooks';
import {t} from '../i18n';
import type {Values} from './drafts';
import {DATE_PARTS, type Field, list, text} from './fields';

interface Control {
    field: Field;
    id: string;
    values: Values;
    fault?: string;
    set: (name: string, value: string | string[]) => void;
}

const described = ({field, id, fault}: Control) =>
    [field.hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;

/* Attributes that every native control of a field has. */
const shared = (control: Control) => ({
    class: 'ds-input',
    'aria-invalid': control.fault ? ('true' as const) : undefined,
    'aria-describedby': described(control),
    'aria-required': control.field.required || undefined,
    autocomplete: control.field.autocomplete ?? 'off',
});

const typed = (set: Control['set'], name: string) => (event: Event) =>
    set(name, (event.currentTarget as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value);

function Input(control: Control) {
    const {field, id, values, set} = control;
    const mode = field.kind === 'number' ? ('decimal' as const) : undefined;
    const type = field.kind === 'email' || field.kind === 'tel' ? field.kind : 'text';
    return (
        <input
            {...shared(control)}
            id={id}
            type={type}
            inputMode={mode}
            list={undefined}
            value={(values[field.name] as string) ?? ''}
            onInput={typed(set, field.name)}
            data-narrow={field.kind === 'number' || undefined}
        />
    );
}

function Area(control: Control) {
    const {field, id, values, set} = control;
    return (
        <textarea
            {...shared(control)}
            id={id}
            rows={4}
            value={(values[field.name] as string) ?? ''}
            onInput={typed(set, field.name)}
        />
    );
}

function Select(control: Control) {
    const {field, id, values, set} = control;
    return (
        <select
            {...shared(control)}
            id={id}
            value={(values[field.name] as string) ?? ''}
            onChange={typed(set, field.name)}
        >
            <option value="">{field.required ? t('choose') : t('any')}</option>
            {field.options!.map(([value, label]) => (
                <option key={value} value={value}>
                    {label}
                </option>
            ))}
        </select>
    );
}

function Choices(control: Control) {
    const {field, id, values, set} = control;
    const many = field.kind === 'checks';
    const chosen = many ? list(values, field.name) : [text(values, field.name)];
    const choose = (value: string) => {
        if (!many) set(field.name, value);
        else set(field.name, chosen.includes(value) ? chosen.filter(other => other !== value) : [...chosen, value]);
    };
    return (
        <>
            {field.options!.map(([value, label], index) => (
                <div class="ds-field" key={value}>
                    <input
                        class="ds-input"
                        type={many ? 'checkbox' : 'radio'}
                        name={id}
                        id={index === 0 ? id : `${id}-${value}`}
                        checked={chosen.includes(value)}
                        onChange={() => choose(value)}
                        aria-describedby={described(control)}
                        aria-invalid={control.fault ? 'true' : undefined}
                    />
                    <label class="ds-label" htmlFor={index === 0 ? id : `${id}-${value}`}>
                        {label}
                    </label>
                </div>
            ))}
        </>
    );
}

/* A draft cannot keep a file: it has to be chosen again. */
function FileInput(control: Control) {
    const {field, id, set} = control;
    useEffect(() => set(field.name, ''), []);
    const choose = (event: Event) => {
        const file = (event.currentTarget as HTMLInputElement).files?.[0];
        field.take!(file);
        set(field.name, file?.name ?? '');
    };
    return <input {...shared(control)} id={id} type="file" accept={field.accept} onChange={choose} />;
}

const DATE_LABELS = {day: 'date-day', month: 'date-month', year: 'date-year'};

/* A known date is typed in three fields: native date inputs follow the browser's language, not the page's. */
function DateParts(control: Control) {
    const {field, id, values, set} = control;
    return (
        <div class="date-parts">
            {DATE_PARTS.map((which, index) => (
                <div class="ds-field" key={which}>
                    <label class="ds-label" htmlFor={index === 0 ? id : `${id}-${which}`}>
                        {t(DATE_LABELS[which])}
                    </label>
                    <input
                        {...shared(control)}
                        id={index === 0 ? id : `${id}-${which}`}
                        type="text"
                        inputMode="numeric"
                        data-part={which}
                        value={(values[`${field.name}-${which}`] as string) ?? ''}
                        onInput={typed(set, `${field.name}-${which}`)}
                    />
                </div>
            ))}
        </div>
    );
}

const SINGLE = {text: Input, email: Input, tel: Input, number: Input, area: Area, select: Select, file: FileInput};
const GROUPS = {radios: Choices, checks: Choices, date: DateParts};

export function FieldControl(control: Control) {
    const {field, id, fault} = control;
    const kind = field.kind ?? 'text';
    const label = field.required ? field.label : t('optional', {label: field.label});
    const hint = field.hint && (
        <p class="ds-paragraph hint" id={`${id}-hint`}>
            {field.hint}
        </p>
    );
    const message = fault && (
        <p class="ds-validation-message" id={`${id}-fault`}>
            {fault}
        </p>
    );
    if (kind === 'radios' || kind === 'checks' || kind === 'date') {
        const Group = GROUPS[kind];
        return (
            <fieldset class="ds-fieldset">
                <legend class="ds-label">{label}</legend>
                {hint}
                <Group {...control} />
                {message}
            </fieldset>
        );
    }
    const Single = SINGLE[kind];
    return (
        <div class="ds-field">
            <label class="ds-label" htmlFor={id}>
                {label}
            </label>
            {hint}
            <Single {...control} />
            {message}
        </div>
    );
}
