// SPDX-License-Identifier: EUPL-1.2
/* Files of public registers: one is chosen, and those that were. */

import {useRef} from 'preact/hooks';
import {useLocation} from 'preact-iso/router';
import type {imports} from 'samspil';
import {tell} from '../../connection';
import {dateTime} from '../../format';
import type {Values} from '../../forms/drafts';
import {type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, words} from '../../i18n';
import {organisationName} from '../../names';
import {Tag} from '../../parts/facts';
import {Answer, Empty, Page, Section} from '../../parts/page';
import {about, useQuery} from '../../query';
import {acting, is} from '../../session';
import {upload} from '../../upload';

const REGISTERS = ['nl', 'uk'];
export const FILES = '.json,.csv';
const MOST_BYTES = 32 * 1024 * 1024;

function Start() {
    const {route} = useLocation();
    const file = useRef<File | undefined>(undefined);
    const fields: Field[] = [
        {
            name: 'register',
            label: t('import-register'),
            kind: 'radios',
            required: true,
            options: words('import-from', REGISTERS),
        },
        {
            name: 'file',
            label: t('import-file'),
            hint: [t('import-file-hint'), !is('operator') && t('import-file-own')].filter(Boolean).join(' '),
            kind: 'file',
            required: true,
            accept: FILES,
            take: chosen => {
                file.current = chosen;
            },
            fault: () => {
                const size = file.current?.size ?? 0;
                return size > 0 && size <= MOST_BYTES ? undefined : t('import-file-size');
            },
        },
    ];
    const begin = async (values: Values, commandId: string) => {
        const chosen = file.current!;
        const begun = await tell(
            'imports.begin_import',
            {
                register: text(values, 'register') as imports.Register,
                file_name: chosen.name.slice(-200),
                size_bytes: chosen.size,
            },
            commandId,
        );
        void upload(begun.import_id, chosen, 0);
        route(`/pilots/import/${begun.import_id}`);
    };
    return (
        <div class="search">
            <Form draft="import" fields={fields} submit={t('import-begin')} onSubmit={begin} />
        </div>
    );
}

const Row = ({each}: {each: imports.Import}) => (
    <li>
        <a class="ds-link" href={`/pilots/import/${each.import_id}`}>
            {each.file_name}
        </a>
        <span>{dateTime(each.begun_at)}</span>
        {is('operator') && each.organisation_id && <span>{organisationName(each.organisation_id)}</span>}
        <Tag family="import-state" value={each.state} />
    </li>
);

export function Imports() {
    const query = useQuery(
        'imports.list_imports',
        {limit: 20},
        {
            concerns: about(['imports.begun', 'imports.check_requested', 'imports.run_requested', 'imports.ended']),
            as: 'refresh',
        },
    );
    const who = acting.value?.organisation_name;
    return (
        <Page
            title={t('import-new')}
            lead={who ? t('imports-lead', {who}) : t('imports-lead-operator')}
            back={['/pilots', t('nav-pilots')]}
        >
            <Start />
            <Section title={t('imports')}>
                <Answer query={query}>
                    {({imports}) =>
                        imports.length === 0 ? (
                            <Empty text={t('imports-none')} />
                        ) : (
                            <ul class="rows">
                                {imports.map(each => (
                                    <Row key={each.import_id} each={each} />
                                ))}
                            </ul>
                        )
                    }
                </Answer>
            </Section>
        </Page>
    );
}
