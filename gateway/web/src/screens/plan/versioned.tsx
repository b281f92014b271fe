// SPDX-License-Identifier: EUPL-1.2
/*
 * A dialog that changes what others may change meanwhile. Then both versions stand side by side and the reader decides
 * which counts; nothing is lost. The version that they saw is kept with the draft, so it holds after a reload as well.
 */
import {useEffect, useRef, useState} from 'preact/hooks';
import {dropDraft, type Values} from '../../forms/drafts';
import {type Field, inWords, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t} from '../../i18n';
import {Dialog} from '../../parts/dialog';
import {Facts} from '../../parts/facts';
import {Failure} from '../../parts/page';
import {Problem} from '../../problems';
import type {Refresh} from './page';

interface Props<T extends {version: number}> {
    title: string;
    draft: string;
    item: T;
    fields: Field[];
    valuesOf: (item: T) => Values;
    send: (version: number, values: Values, commandId: string) => Promise<unknown>;
    close: () => void;
    refresh: Refresh;
}

interface Sides {
    theirs: Values;
    mine: Values;
    version: number;
}

/* The fields in which the two differ; all, where it was something else that changed. */
function differing(fields: Field[], {theirs, mine}: Sides): Field[] {
    const found = fields.filter(field => inWords(field, theirs) !== inWords(field, mine));
    return found.length > 0 ? found : fields;
}

function Conflict({
    fields,
    sides,
    keepTheirs,
    useMine,
}: {
    fields: Field[];
    sides: Sides;
    keepTheirs: () => void;
    useMine: () => void;
}) {
    const shown = differing(fields, sides);
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => box.current?.focus(), [sides]);
    const versions: [string, Values][] = [
        [t('conflict-theirs'), sides.theirs],
        [t('conflict-mine'), sides.mine],
    ];
    return (
        <div class="ds-alert stack" data-color="warning" role="alert" tabIndex={-1} ref={box}>
            <p class="ds-paragraph">{t('conflict')}</p>
            <div class="versions">
                {versions.map(([title, values]) => (
                    <div key={title}>
                        <h3 class="ds-heading" data-size="xs">
                            {title}
                        </h3>
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

export function Versioned<T extends {version: number}>(props: Props<T>) {
    const {title, draft, item, fields, valuesOf, send, close, refresh} = props;
    const [sides, setSides] = useState<Sides>();
    const [problem, setProblem] = useState<Problem>();
    /* Undone where somebody was quicker: then both versions are shown. */
    const save = async (values: Values, commandId: string) => {
        try {
            await send(sides?.version ?? Number(text(values, 'version')), values, commandId);
        } catch (error) {
            const current = error instanceof Problem && error.code === 'version_conflict' && error.details.current;
            if (!current) throw error;
            const theirs = current as unknown as T;
            return setSides({theirs: valuesOf(theirs), mine: values, version: theirs.version});
        }
        await leave();
    };
    const leave = async () => {
        dropDraft(draft);
        await refresh();
        close();
    };
    const useMine = () => save(sides!.mine, crypto.randomUUID()).catch(setProblem);
    return (
        <Dialog title={title} close={close}>
            {problem && <Failure problem={problem} />}
            {sides && (
                <Conflict
                    fields={fields}
                    sides={sides}
                    keepTheirs={() => void leave()}
                    useMine={() => void useMine()}
                />
            )}
            <Form
                draft={draft}
                fields={fields}
                initial={{...valuesOf(item), version: String(item.version)}}
                submit={t('save')}
                cancel={() => void leave()}
                keep
                onSubmit={save}
            />
        </Dialog>
    );
}
