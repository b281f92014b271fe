// SPDX-License-Identifier: EUPL-1.2
/* What became of the rows of an import, by kind, and those that were not taken as a file. */
import type {ComponentChildren} from 'preact';
import {useEffect, useId, useRef, useState} from 'preact/hooks';
import type {imports} from 'samspil';
import {ask} from '../../connection';
import {number} from '../../format';
import {t, word, words} from '../../i18n';
import {Tag} from '../../parts/facts';
import {Answer, Empty, Failure, Section} from '../../parts/page';
import {type Problem, wording} from '../../problems';
import {useQuery} from '../../query';

const KINDS: imports.RowKind[] = [
    'rejected',
    'refused',
    'foreign',
    'registered',
    'updated',
    'withdrawn',
    'unchanged',
    'dropped',
    'defaulted',
];
const NOT_TAKEN: imports.RowKind[] = ['rejected', 'refused', 'foreign'];

const kindsOf = (chosen: string) =>
    chosen === 'not-taken' ? NOT_TAKEN : chosen ? [chosen as imports.RowKind] : undefined;

function reason({problem, why, kind, reason}: imports.Row) {
    if (problem) return wording({code: problem});
    if (why) return word('import-why', why);
    if (kind === 'foreign') return t('import-foreign');
    if (!reason) return '';
    if (kind === 'updated') return <code>{reason}</code>; // names of fields
    return <span lang="en">{reason}</span>;
}

function Row({row}: {row: imports.Row}) {
    const place = row.line ? t('import-line', {line: number(row.line)}) : '';
    const identifier = row.name ? row.identifier : '';
    return (
        <li>
            <span>
                <strong>{row.name ?? row.identifier ?? place}</strong>
                <span class="subtle place">
                    {[identifier, row.name || row.identifier ? place : ''].filter(Boolean).join(' · ')}
                </span>
            </span>
            <Tag family="import-row" value={row.kind} />
            <span class="why">
                {row.field && <code>{row.field}</code>} {reason(row)}
            </span>
        </li>
    );
}

/* A cell as spreadsheets take it: never as a formula. */
const cell = (value: string | number = '') => {
    const text = String(value).replace(/^[=+\-@\t\r]/, "'$&");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const COLUMNS: (keyof imports.Row)[] = ['kind', 'line', 'pointer', 'identifier', 'name', 'field', 'reason', 'problem'];
export const asCsv = (rows: imports.Row[]) =>
    [COLUMNS, ...rows.map(row => COLUMNS.map(column => row[column]))]
        .map(cells => `${cells.map(cell).join(',')}\r\n`)
        .join('');

async function everyRow(importId: string, kinds: imports.RowKind[]): Promise<imports.Row[]> {
    const all: imports.Row[] = [];
    let after: string | undefined;
    do {
        const page = await ask('imports.list_rows', {import_id: importId, kinds, limit: 200, after});
        all.push(...page.rows);
        after = page.next;
    } while (after);
    return all;
}

function save(name: string, content: string) {
    /* Spreadsheets know UTF-8 by the mark at its beginning. */
    const address = URL.createObjectURL(new Blob(['\ufeff', content], {type: 'text/csv;charset=utf-8'}));
    const link = Object.assign(document.createElement('a'), {href: address, download: name});
    link.click();
    URL.revokeObjectURL(address);
}

function Download({each}: {each: imports.Import}) {
    const [problem, setProblem] = useState<Problem>();
    const download = async () => {
        setProblem(undefined);
        try {
            const rows = await everyRow(each.import_id, NOT_TAKEN);
            save(`${each.file_name.replace(/\.\w+$/, '')}-not-taken.csv`, asCsv(rows));
        } catch (error) {
            setProblem(error as Problem);
        }
    };
    return (
        <>
            <button class="ds-button" data-variant="secondary" data-size="sm" type="button" onClick={download}>
                {t('import-csv')}
            </button>
            {problem && <Failure problem={problem} />}
        </>
    );
}

export function ImportRows({each, title, summary}: {each: imports.Import; title: string; summary: ComponentChildren}) {
    const {rejected, refused, foreign} = each.counts!;
    const someNotTaken = rejected + refused + foreign > 0;
    const [kind, setKind] = useState(someNotTaken ? 'not-taken' : '');
    const id = useId();
    const query = useQuery('imports.list_rows', {import_id: each.import_id, kinds: kindsOf(kind), limit: 20});
    const seen = useRef(each.state);
    useEffect(() => {
        if (seen.current !== each.state) void query.refresh();
        seen.current = each.state;
    }, [each.state]);
    return (
        <Section title={title} action={someNotTaken && <Download each={each} />}>
            {summary}
            <div class="ds-field">
                <label class="ds-label" htmlFor={id}>
                    {t('import-show')}
                </label>
                <select class="ds-input" id={id} value={kind} onChange={event => setKind(event.currentTarget.value)}>
                    <option value="">{t('import-all')}</option>
                    <option value="not-taken">{t('import-not-taken')}</option>
                    {words('import-row', KINDS).map(([value, label]) => (
                        <option key={value} value={value}>
                            {label}
                        </option>
                    ))}
                </select>
            </div>
            <Answer query={query}>
                {({rows}) =>
                    rows.length === 0 ? (
                        <Empty text={t(kind ? 'import-rows-none-fit' : 'import-rows-none')} />
                    ) : (
                        <ul class="rows">
                            {rows.map((row, index) => (
                                <Row key={index} row={row} />
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
}
