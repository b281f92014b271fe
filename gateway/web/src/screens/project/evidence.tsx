// SPDX-License-Identifier: EUPL-1.2
/* What is known of a pilot: its indicators as plots, and the evidence as it was logged. */
import {date, number} from '../../format';
import {t} from '../../i18n';
import {Tag, Words} from '../../parts/facts';
import {Answer, Empty, Section, SmallButton} from '../../parts/page';
import {Plot} from '../../parts/plot';
import {useQuery} from '../../query';

function Indicators({pilotId}: {pilotId: string}) {
    const query = useQuery('pilots.list_indicators', {pilot_id: pilotId});
    const drawn = (query.data?.indicators ?? []).filter(each => each.series.length > 0);
    return (
        <>
            {drawn.map(each => (
                <Plot
                    key={each.indicator_id}
                    title={each.name}
                    unit={each.unit}
                    baseline={each.baseline}
                    target={each.target}
                    points={each.series.map(point => ({
                        date: point.date,
                        value: point.value,
                        note: point.n === undefined ? undefined : `(n = ${point.n})`,
                    }))}
                />
            ))}
        </>
    );
}

export function Evidence({pilotId, add}: {pilotId: string; add?: () => void}) {
    const query = useQuery('pilots.list_evidence', {pilot_id: pilotId, limit: 20});
    return (
        <Section title={t('evidence')} action={add && <SmallButton label={t('evidence-add')} press={add} />}>
            <Indicators pilotId={pilotId} />
            <Answer query={query}>
                {({evidence}) =>
                    evidence.length === 0 ? (
                        <Empty text={t('evidence-none')} />
                    ) : (
                        <ol class="timeline">
                            {evidence.map(each => (
                                <li key={each.evidence_id}>
                                    <time class="subtle" dateTime={each.logged_at}>
                                        {date(each.period_to ?? each.logged_at)}
                                    </time>
                                    <p class="ds-paragraph">
                                        <strong>{each.title}</strong> <Tag family="evidence" value={each.kind} />{' '}
                                        {each.outcome && <Tag family="pilot-outcome" value={each.outcome} />}
                                    </p>
                                    <Words text={each.text} />
                                    {each.numbers && (
                                        <p class="subtle">
                                            {each.numbers
                                                .map(one => `${one.name}: ${number(one.value)} ${one.unit}`)
                                                .join(' · ')}
                                            {each.n !== undefined && ` (n = ${each.n})`}
                                        </p>
                                    )}
                                    {each.replaced_by && <p class="subtle">{t('evidence-replaced')}</p>}
                                </li>
                            ))}
                        </ol>
                    )
                }
            </Answer>
        </Section>
    );
}
