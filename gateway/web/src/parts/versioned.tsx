// SPDX-License-Identifier: EUPL-1.2
/*
 * A form that changes what others may change meanwhile. Then both versions stand side by side and the reader decides
 * which counts; nothing is lost. The version that they saw is kept with the draft, so it holds after a reload as well.
 */
import {useEffect, useRef, useState} from 'preact/hooks';
import {dropDraft, type Values} from '../forms/drafts';
import {type Field, inWords, text} from '../forms/fields';
import {Form} from '../forms/form';
import {t} from '../i18n';
import {Problem} from '../problems';
import {Dialog} from './dialog';
import {Facts} from './facts';
import {Failure} from './page';

interface Props<T extends {version: number}> {
    draft: string;
    item: T;
    fields: Field[];
    valuesOf: (item: T) => Values;
    /* on: what the change is to be made on, as far as it is known here. */
    send: (version: number, values: Values, commandId: string, on: T) => Promise<unknown>;
    /* What stands there now, if somebody was quicker; without it the refusal says so itself. */
    current?: (problem: Problem) => Promise<T | undefined>;
    /* When it is saved, or given up: its draft is gone. */
    leave: () => Promise<void> | void;
}

interface Sides<T> {
    theirs: T;
    mine: Values;
}

/* The fields in which the two differ; all, where it was something else that changed. */
function differing(fields: Field[], theirs: Values, mine: Values): Field[] {
    const found = fields.filter(field => inWords(field, theirs) !== inWords(field, mine));
    return found.length > 0 ? found : fields;
}

function Conflict({
    fields,
    theirs,
    mine,
    keepTheirs,
    useMine,
}: {
    fields: Field[];
    theirs: Values;
    mine: Values;
    keepTheirs: () => void;
    useMine: () => void;
}) {
    const shown = differing(fields, theirs, mine);
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => box.current?.focus(), []);
    const versions: [string, Values][] = [
        [t('conflict-theirs'), theirs],
        [t('conflict-mine'), mine],
    ];
    return (
        <div class="ds-alert stack" data-color="warning" role="alert" tabIndex={-1} ref={box}>
            <p class="ds-paragraph">{t('conflict')}</p>
            <div class="versions">
                {versions.map(([title, values]) => (
                    <div key={title} role="group" aria-label={title}>
                        <p class="ds-heading" data-size="xs">
                            {title}
                        </p>
                        <Facts rows={shown.map(field => [field.label, inWords(field, values) || '–'])} />
                    </div>
                ))}
            </div>
            <div class="actions">
                <button class="ds-button" type="button" onClick={useMine}>
                    {t('conflict-use-mine')}
                </button>
                <button class="ds-button" data-variant="secondary" type="button" onClick={keepTheirs}>
                    {t('conflict-keep-theirs')}
                </button>
            </div>
        </div>
    );
}

const refused = async ({code, details}: Problem) => (code === 'version_conflict' ? details.current : undefined);

export function VersionedForm<T extends {version: number}>(props: Props<T>) {
    const {draft, item, fields, valuesOf, send, current = refused, leave} = props;
    const [sides, setSides] = useState<Sides<T>>();
    const [problem, setProblem] = useState<Problem>();
    /* Undone where somebody was quicker: then both versions are shown. */
    const save = async (values: Values, commandId: string) => {
        const version = sides?.theirs.version ?? Number(text(values, 'version'));
        try {
            await send(version, values, commandId, sides?.theirs ?? item);
        } catch (error) {
            const theirs = error instanceof Problem && ((await current(error)) as T | undefined);
            if (!theirs) throw error;
            return setSides({theirs, mine: values});
        }
        await done();
    };
    const done = async () => {
        dropDraft(draft);
        await leave();
    };
    const useMine = () => save(sides!.mine, crypto.randomUUID()).catch(setProblem);
    return (
        <>
            {problem && <Failure problem={problem} />}
            {sides && (
                <Conflict
                    key={sides.theirs.version}
                    fields={fields}
                    theirs={valuesOf(sides.theirs)}
                    mine={sides.mine}
                    keepTheirs={() => void done()}
                    useMine={() => void useMine()}
                />
            )}
            <Form
                draft={draft}
                fields={fields}
                initial={{...valuesOf(item), version: String(item.version)}}
                submit={t('save')}
                cancel={() => void done()}
                keep
                onSubmit={save}
            />
        </>
    );
}

interface DialogProps<T extends {version: number}> extends Omit<Props<T>, 'leave'> {
    title: string;
    close: () => void;
    refresh: () => Promise<void>;
}

export function Versioned<T extends {version: number}>({title, close, refresh, ...props}: DialogProps<T>) {
    const leave = async () => {
        await refresh();
        close();
    };
    return (
        <Dialog title={title} close={close}>
            <VersionedForm {...props} leave={leave} />
        </Dialog>
    );
}
