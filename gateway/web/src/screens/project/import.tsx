// SPDX-License-Identifier: EUPL-1.2
/* One import, from the upload to what became of each row. The work is the server's: this screen only shows how far it is. */
import type {ComponentChildren} from 'preact';
import {useEffect, useId, useRef, useState} from 'preact/hooks';
import type {imports} from 'samspil';
import {tell} from '../../connection';
import {dateTime, number} from '../../format';
import {t, word} from '../../i18n';
import {Facts, Tag} from '../../parts/facts';
import {Answer, Failure, Page} from '../../parts/page';
import type {Problem} from '../../problems';
import {useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {acting, hasFeed} from '../../session';
import {upload, uploads} from '../../upload';
import {ImportRows} from './import_rows';
import {FILES} from './imports';

type Import = imports.Import;

const WORKING = ['checking', 'running'];
const RAN = ['completed', 'cancelled'];
const OPEN = ['receiving', 'checking', 'checked', 'running'];
const LOOK_MS = 2000;

function Progress({label, done, count}: {label: string; done?: number; count?: number}) {
    const id = useId();
    const known = done !== undefined && count !== undefined && count > 0;
    return (
        <div class="progress">
            <label htmlFor={id}>{label}</label>
            <progress id={id} {...(known ? {value: done, max: count} : {})} />
        </div>
    );
}

function Action({label, act, plain}: {label: string; act: () => Promise<unknown>; plain?: boolean}) {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<Problem>();
    const start = async () => {
        if (busy) return;
        setBusy(true);
        setProblem(undefined);
        await act().catch(setProblem);
        setBusy(false);
    };
    return (
        <>
            <button
                class="ds-button"
                data-variant={plain ? 'secondary' : undefined}
                type="button"
                aria-disabled={busy || undefined}
                onClick={start}
            >
                {busy ? t('sending') : label}
            </button>
            {problem && <Failure problem={problem} />}
        </>
    );
}

/* The file is on its way, or was: after a reload of the page it has to be chosen again. */
function Receiving({each}: {each: Import}) {
    const [otherFile, setOtherFile] = useState(false);
    const id = useId();
    const under = uploads.value[each.import_id];
    const sent = under?.sent ?? each.received_bytes;
    const percent = number(Math.floor((100 * sent) / each.size_bytes));
    const goOn = (event: Event) => {
        const file = (event.currentTarget as HTMLInputElement).files?.[0];
        if (!file) return;
        const isSame = file.name.slice(-200) === each.file_name && file.size === each.size_bytes;
        setOtherFile(!isSame);
        if (isSame) void upload(each.import_id, file, each.received_bytes);
    };
    if (under)
        return (
            <>
                <Progress label={t('import-uploading', {percent})} done={sent} count={each.size_bytes} />
                {under.problem && <Failure problem={under.problem} retry={under.again} />}
            </>
        );
    if (each.received_bytes === each.size_bytes)
        return (
            <Action label={t('import-check')} act={() => tell('imports.check_import', {import_id: each.import_id})} />
        );
    return (
        <div class="ds-field">
            <label class="ds-label" htmlFor={id}>
                {t('import-go-on', {percent, file: each.file_name})}
            </label>
            <input
                class="ds-input"
                id={id}
                type="file"
                accept={FILES}
                onChange={goOn}
                aria-invalid={otherFile ? 'true' : undefined}
                aria-describedby={otherFile ? `${id}-fault` : undefined}
            />
            {otherFile && (
                <p class="ds-validation-message" id={`${id}-fault`}>
                    {t('import-other-file', {file: each.file_name})}
                </p>
            )}
        </div>
    );
}

function Checked({each, moveOn}: {each: Import; moveOn: () => Promise<void>}) {
    const [sure, setSure] = useState(false);
    const [missing, setMissing] = useState(false);
    const id = useId();
    const {registered, updated, withdrawn} = each.counts!;
    if (registered + updated + withdrawn === 0) return <p class="ds-paragraph">{t('import-nothing')}</p>;
    const run = async () => {
        setMissing(each.drastic && !sure);
        if (each.drastic && !sure) return;
        await tell('imports.run_import', {import_id: each.import_id, withdraw_many: sure});
        await moveOn();
    };
    return (
        <>
            {each.drastic && (
                <div class="ds-alert stack" data-color="warning">
                    <p class="ds-paragraph">{t('import-drastic', {count: withdrawn})}</p>
                    <div class="ds-field">
                        <input
                            class="ds-input"
                            type="checkbox"
                            id={id}
                            checked={sure}
                            onChange={() => setSure(!sure)}
                            aria-invalid={missing ? 'true' : undefined}
                            aria-describedby={missing ? `${id}-fault` : undefined}
                        />
                        <label class="ds-label" htmlFor={id}>
                            {t('import-drastic-sure')}
                        </label>
                        {missing && (
                            <p class="ds-validation-message" id={`${id}-fault`} role="alert">
                                {t('problem-withdrawal')}
                            </p>
                        )}
                    </div>
                </div>
            )}
            <Action label={t('import-run')} act={run} />
        </>
    );
}

const COUNTS: [keyof imports.Counts, string, always?: boolean][] = [
    ['registered', 'import-row-registered', true],
    ['updated', 'import-row-updated', true],
    ['unchanged', 'import-row-unchanged', true],
    ['withdrawn', 'import-row-withdrawn', true],
    ['organisations', 'import-organisations'],
    ['rejected', 'import-row-rejected', true],
    ['refused', 'import-row-refused'],
    ['foreign', 'import-row-foreign'],
];

const Counts = ({counts}: {counts: imports.Counts}) => (
    <Facts
        rows={COUNTS.filter(([name, , always]) => always || counts[name] > 0).map(([name, text]) => [
            t(text),
            number(counts[name]),
        ])}
    />
);

const Alert = ({color, children}: {color: string; children: ComponentChildren}) => (
    <div class="ds-alert" data-color={color}>
        {children}
    </div>
);

/* What state it is in, in words: announced when it changes. */
function Standing({each}: {each: Import}) {
    const {state, done = 0, count = 0, fault, detail, cancelling} = each;
    if (state === 'completed') return <Alert color="success">{t('import-completed')}</Alert>;
    if (state === 'failed')
        return (
            <Alert color="danger">
                <p class="ds-paragraph">{word('import-fault', fault ?? 'broken')}</p>
                {detail && (
                    <p class="ds-paragraph subtle" lang="en">
                        {detail}
                    </p>
                )}
            </Alert>
        );
    if (state === 'cancelled') {
        const partly =
            count > 0 ? t('import-stopped', {done: number(done), count: number(count)}) : t('import-cancelled');
        return <Alert color="warning">{fault ? word('import-fault', fault) : partly}</Alert>;
    }
    if (state === 'checking') return <p class="ds-paragraph">{t('import-checking')}</p>;
    if (state === 'running')
        return <p class="ds-paragraph">{t(cancelling ? 'import-cancelling' : 'import-running')}</p>;
    return state === 'checked' ? <p class="ds-paragraph">{t('import-checked')}</p> : null;
}

function Steps({each, moveOn}: {each: Import; moveOn: () => Promise<void>}) {
    const {state, done, count, cancelling, import_id} = each;
    /* An operator sees the others' as well, and may end them. */
    const isOurs = each.organisation_id === acting.value?.organisation_id;
    const label = count
        ? t('import-progress', {done: number(done ?? 0), count: number(count)})
        : t('import-state-checking');
    return (
        <>
            {isOurs && state === 'receiving' && <Receiving each={each} />}
            {WORKING.includes(state) && <Progress label={label} done={done} count={count} />}
            <div class="actions">
                {isOurs && state === 'checked' && <Checked each={each} moveOn={moveOn} />}
                {OPEN.includes(state) && !cancelling && (
                    <Action
                        plain
                        label={t(state === 'running' ? 'import-stop' : 'import-cancel')}
                        act={() => tell('imports.cancel_import', {import_id}).then(moveOn)}
                    />
                )}
            </div>
        </>
    );
}

export function Import({params}: Parameters) {
    const query = useQuery(
        'imports.get_import',
        {import_id: params.id!},
        {
            concerns: entry => entry.type.startsWith('samspil.imports.') && entry.data.import_id === params.id,
            as: 'refresh',
        },
    );
    const each = query.data?.import;
    /* The button that was pressed is gone then. */
    const standing = useRef<HTMLDivElement>(null);
    const moveOn = async () => {
        await query.refresh();
        standing.current?.focus();
    };
    /* Who has no feed looks now and then. */
    const looks = !!each && WORKING.includes(each.state) && !hasFeed.value;
    useEffect(() => {
        if (!looks) return;
        const timer = setInterval(() => void query.refresh(), LOOK_MS);
        return () => clearInterval(timer);
    }, [looks]);
    /* What is on its way here has arrived. */
    const isUnderway = uploads.value[params.id!] !== undefined;
    useEffect(() => {
        if (!isUnderway && each?.state === 'receiving') void query.refresh();
    }, [isUnderway]);
    return (
        <Page title={each?.file_name ?? t('import')} back={['/pilots/import', t('imports')]}>
            <Answer query={query}>
                {({import: each}) => (
                    <>
                        <p class="tags">
                            <Tag family="import-state" value={each.state} />
                        </p>
                        <Facts
                            rows={[
                                [t('import-register'), word('import-from', each.register)],
                                [t('import-begun'), dateTime(each.begun_at)],
                                [t('import-run-at'), dateTime(each.run_at)],
                            ]}
                        />
                        <div class="section stack">
                            <div role="status" tabIndex={-1} ref={standing}>
                                <Standing each={each} />
                            </div>
                            <Steps each={each} moveOn={moveOn} />
                        </div>
                        {each.counts && (
                            <ImportRows
                                each={each}
                                title={t(each.run_at && RAN.includes(each.state) ? 'import-did' : 'import-would')}
                                summary={<Counts counts={each.counts} />}
                            />
                        )}
                    </>
                )}
            </Answer>
        </Page>
    );
}
