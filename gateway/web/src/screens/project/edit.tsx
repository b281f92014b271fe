// SPDX-License-Identifier: EUPL-1.2
import {useLocation} from 'preact-iso/router';
import type {pilots} from 'samspil';
import {tell} from '../../connection';
import type {Values} from '../../forms/drafts';
import {type Field, list, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {language, t, words} from '../../i18n';
import {Answer, Page} from '../../parts/page';
import {VersionedForm} from '../../parts/versioned';
import {useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {labelOf, TEXTS} from './record';
import {DOMAINS, RISKS} from './register';

const fields = (): Field[] => [
    {name: 'name', label: t('pilot-name'), required: true, max: 200},
    {
        name: 'summary',
        label: t('pilot-summary'),
        hint: t('pilot-summary-hint'),
        kind: 'area',
        required: true,
        max: 1000,
    },
    {name: 'domains', label: t('pilot-domain'), kind: 'checks', options: words('domain', DOMAINS)},
    {name: 'risk', label: t('pilot-risk'), kind: 'radios', options: words('risk', RISKS)},
    ...TEXTS.map((name): Field => ({name, label: labelOf(name), kind: 'area', max: 5000})),
    {name: 'contact_email', label: labelOf('contact_email'), kind: 'email', max: 254},
    {
        name: 'published',
        label: t('pilot-published'),
        kind: 'radios',
        options: [
            ['yes', t('yes')],
            ['no', t('no')],
        ],
    },
];

const asValues = ({record, published}: pilots.Pilot): Values => ({
    name: record.name,
    summary: record.summary ?? '',
    domains: record.domains ?? [],
    risk: record.risk ?? '',
    contact_email: record.contact_email ?? '',
    published: published ? 'yes' : 'no',
    ...Object.fromEntries(TEXTS.map(name => [name, record[name] ?? ''])),
});

/* What the form does not ask for stays as it was; what was emptied goes. */
function asRecord(values: Values, before: Partial<pilots.Record>): pilots.Record {
    const given = Object.fromEntries(
        ['name', 'summary', 'risk', 'contact_email', ...TEXTS].map(name => [name, text(values, name) || undefined]),
    );
    const domains = list(values, 'domains');
    const whole = {...before, ...given, domains: domains.length > 0 ? domains : undefined};
    return Object.fromEntries(
        Object.entries(whole).filter(([, value]) => value !== undefined),
    ) as unknown as pilots.Record;
}

export function NewPilot() {
    const {route} = useLocation();
    return (
        <Page title={t('pilot-new')} lead={t('pilot-new-lead')} back={['/pilots', t('nav-pilots')]}>
            <Form
                draft="new pilot"
                fields={fields()}
                initial={{published: 'no'}}
                submit={t('save')}
                cancel={() => route('/pilots')}
                onSubmit={async (values, commandId) => {
                    const made = await tell(
                        'pilots.register_pilot',
                        {
                            record: asRecord(values, {language: language.value}),
                            published: text(values, 'published') === 'yes',
                        },
                        commandId,
                    );
                    route(`/pilots/${made.pilot_id}`);
                }}
            />
        </Page>
    );
}

export function EditPilot({params}: Parameters) {
    const {route} = useLocation();
    const address = `/pilots/${params.id}`;
    const query = useQuery('pilots.get_pilot', {pilot_id: params.id!});
    return (
        <Page title={t('edit')} back={[address, t('pilot')]}>
            <Answer query={query}>
                {({pilot}) => (
                    <VersionedForm
                        draft={`pilot ${pilot.pilot_id}`}
                        item={pilot}
                        fields={fields()}
                        valuesOf={asValues}
                        send={(version, values, commandId, on) => {
                            const change = {
                                pilot_id: pilot.pilot_id,
                                expected_version: version,
                                record: asRecord(values, on.record),
                                published: text(values, 'published') === 'yes',
                            };
                            return tell('pilots.update_pilot', change, commandId);
                        }}
                        leave={() => route(address)}
                    />
                )}
            </Answer>
        </Page>
    );
}
