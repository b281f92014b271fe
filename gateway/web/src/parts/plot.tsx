// SPDX-License-Identifier: EUPL-1.2
/* A small line plot, drawn as SVG, and the same numbers as a table for whoever prefers them. */
import {date, number} from '../format';
import {t} from '../i18n';

export interface Point {
    date: string;
    value: number;
    note?: string;
}

const WIDTH = 320;
const HEIGHT = 120;
const EDGE = 12;

export function Plot({
    title,
    points,
    low,
    high,
    unit,
    baseline,
    target,
}: {
    title: string;
    points: Point[];
    low?: number;
    high?: number;
    unit?: string;
    baseline?: number;
    target?: number;
}) {
    const sorted = [...points].sort((a, b) => a.date.localeCompare(b.date));
    const values = [
        ...sorted.map(point => point.value),
        ...[baseline, target, low, high].filter(value => value !== undefined),
    ];
    const bottom = Math.min(...values);
    const top = Math.max(...values);
    const times = sorted.map(point => Date.parse(point.date));
    const span = times[times.length - 1]! - times[0]! || 1;
    const x = (index: number) =>
        sorted.length === 1 ? WIDTH / 2 : EDGE + ((times[index]! - times[0]!) / span) * (WIDTH - 2 * EDGE);
    const y = (value: number) => HEIGHT - EDGE - ((value - bottom) / (top - bottom || 1)) * (HEIGHT - 2 * EDGE);
    const line = sorted.map((point, index) => `${x(index)},${y(point.value)}`).join(' ');
    const last = sorted[sorted.length - 1]!;
    const summary = t('plot-summary', {
        count: sorted.length,
        first: number(sorted[0]!.value),
        last: number(last.value),
        day: date(last.date),
    });
    return (
        <figure class="plot">
            <figcaption>
                {title}
                {unit && ` (${unit})`}
            </figcaption>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}: ${summary}`}>
                <line class="axis" x1={EDGE} x2={WIDTH - EDGE} y1={HEIGHT - EDGE} y2={HEIGHT - EDGE} />
                {baseline !== undefined && (
                    <line class="baseline" x1={EDGE} x2={WIDTH - EDGE} y1={y(baseline)} y2={y(baseline)} />
                )}
                {target !== undefined && (
                    <line class="target" x1={EDGE} x2={WIDTH - EDGE} y1={y(target)} y2={y(target)} />
                )}
                <polyline points={line} />
                {sorted.map((point, index) => (
                    <circle key={point.date} cx={x(index)} cy={y(point.value)} r="4" />
                ))}
            </svg>
            <p class="ds-paragraph subtle">{summary}</p>
            <details class="ds-details no-print">
                <summary>{t('show-as-table')}</summary>
                <table class="ds-table">
                    <thead>
                        <tr>
                            <th scope="col">{t('day')}</th>
                            <th scope="col">{t('value')}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {baseline !== undefined && (
                            <tr>
                                <td>{t('baseline')}</td>
                                <td>{number(baseline)}</td>
                            </tr>
                        )}
                        {sorted.map(point => (
                            <tr key={point.date}>
                                <td>{date(point.date)}</td>
                                <td>
                                    {number(point.value)} {point.note}
                                </td>
                            </tr>
                        ))}
                        {target !== undefined && (
                            <tr>
                                <td>{t('target')}</td>
                                <td>{number(target)}</td>
                            </tr>
                        )}
                    </tbody>
                </table>
            </details>
        </figure>
    );
}
