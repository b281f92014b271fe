// SPDX-License-Identifier: EUPL-1.2
/* The register of AI pilots, for everybody; teams see their own unpublished ones as well. */
import {useState} from 'preact/hooks';
import type {pilots} from 'samspil';
import {date} from '../../format';
import type {Values} from '../../forms/drafts';
import {type Field, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, words} from '../../i18n';
import {Tag} from '../../parts/facts';
import {Answer, Empty, LinkButton, Page} from '../../parts/page';
import {useQuery} from '../../query';
import {acting, desk, is} from '../../session';

export const STAGES = ['idea', 'design', 'development', 'pilot', 'production', 'retired', 'stopped'];
export const RISKS = ['high', 'limited', 'minimal'];
export const DOMAINS = [
    'organisation',
    'culture',
    'economy',
    'finance',
    'housing',
    'international',
    'migration',
    'environment',
    'education',
    'public_order',
    'law',
    'infrastructure',
    'social_security',
    'traffic',
    'work',
    'health',
];
const TEAMS = ['coordinator', 'project', 'leader', 'administrator', 'integrator'];
export const isTeam = () => TEAMS.includes(desk.value);
export const isOurs = (pilot: pilots.Pilot) =>
    isTeam() && pilot.organisations.some(each => each.organisation_id === acting.value?.organisation_id);

export const HitRow = ({hit}: {hit: pilots.Hit}) => (
    <li class="ds-card">
        <h2 class="ds-heading" data-size="xs">
            <a class="ds-link" href={`/pilots/${hit.pilot_id}`}>
                {hit.name}
            </a>
        </h2>
        <p class="subtle">{[hit.organisation_name, hit.country, hit.supplier].filter(Boolean).join(' · ')}</p>
        <p class="ds-paragraph">{hit.summary}</p>
        <p class="tags">
            <Tag family="stage" value={hit.stage} />
            {hit.risk && <Tag family="risk" value={hit.risk} />}
            {hit.outcome && <Tag family="pilot-outcome" value={hit.outcome} />}
            {!hit.published && (
                <span class="ds-tag" data-color="warning">
                    {t('unpublished')}
                </span>
            )}
            {hit.stale && (
                <span class="ds-tag" data-color="warning">
                    {t('stale')}
                </span>
            )}
        </p>
        <p class="subtle">
            {t('pilot-evidence', {count: hit.evidence_count})} · {t('updated', {day: date(hit.updated_at)})}
        </p>
    </li>
);

export function Register() {
    const [wanted, setWanted] = useState<Values>({});
    const query = useQuery('pilots.search_pilots', {
        text: text(wanted, 'text') || undefined,
        stage: (text(wanted, 'stage') || undefined) as pilots.Stage | undefined,
        risk: (text(wanted, 'risk') || undefined) as pilots.Risk | undefined,
        domain: (text(wanted, 'domain') || undefined) as pilots.Domain | undefined,
        limit: 20,
    });
    const fields: Field[] = [
        {name: 'text', label: t('pilots-search'), max: 200},
        {name: 'domain', label: t('pilot-domain'), kind: 'select', options: words('domain', DOMAINS)},
        {name: 'stage', label: t('pilot-stage'), kind: 'select', options: words('stage', STAGES)},
        {name: 'risk', label: t('pilot-risk'), kind: 'select', options: words('risk', RISKS)},
    ];
    const filtered = Object.values(wanted).some(value => value !== '');
    return (
        <Page title={t('nav-pilots')} lead={t('pilots-lead')}>
            {(isTeam() || is('operator')) && (
                <div class="actions">
                    {isTeam() && <LinkButton href="/pilots/new">{t('pilot-new')}</LinkButton>}
                    <LinkButton href="/pilots/import" plain>
                        {t('import-new')}
                    </LinkButton>
                </div>
            )}
            <div class="search">
                <Form
                    draft="pilots search"
                    fields={fields}
                    submit={t('search')}
                    keep
                    onSubmit={values => setWanted(values)}
                />
            </div>
            <Answer query={query}>
                {({pilots}) =>
                    pilots.length === 0 ? (
                        <Empty text={t(filtered ? 'pilots-none-fit' : 'pilots-none')} />
                    ) : (
                        <>
                            <p class="ds-sr-only" role="status">
                                {t('found', {count: pilots.length})}
                            </p>
                            <ul class="cards">
                                {pilots.map(hit => (
                                    <HitRow key={hit.pilot_id} hit={hit} />
                                ))}
                            </ul>
                        </>
                    )
                }
            </Answer>
        </Page>
    );
}
