// SPDX-License-Identifier: EUPL-1.2
/* The record of a pilot: its fields, as one reads them. */
import type {pilots} from 'samspil';
import {t, wordList} from '../../i18n';
import {Facts} from '../../parts/facts';
import {Section} from '../../parts/page';

/* What is written at length, in the order in which it is read and asked for. */
export const TEXTS = [
    'purpose',
    'affected',
    'benefit',
    'alternatives',
    'proportionality',
    'legal_basis',
    'risks',
    'human_intervention',
    'appeals',
    'data_description',
    'methods',
] as const;
const READ = [...TEXTS, 'model_type', 'contact_email'] as const;

export const labelOf = (field: (typeof READ)[number]) => t(`record-${field.replaceAll('_', '-')}`);

export const Record = ({pilot: {record}}: {pilot: pilots.Pilot}) => (
    <Section title={t('pilot-record')}>
        <Facts
            rows={[
                ...READ.map((field): [string, string | undefined] => [labelOf(field), record[field]]),
                [t('pilot-domain'), wordList('domain', record.domains ?? [])],
                [t('pilot-supplier'), record.supplier?.name],
                [
                    t('pilot-website'),
                    record.website && (
                        <a class="ds-link" href={record.website} rel="noopener noreferrer">
                            {record.website}
                        </a>
                    ),
                ],
            ]}
        />
    </Section>
);
