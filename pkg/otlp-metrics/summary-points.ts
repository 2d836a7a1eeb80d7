import type { SummaryDataPoint } from './otlp-messages.ts';
import { plainDecimal } from './plain-decimal.ts';
import { type MetricContext, seriesLabels, timedPoints } from './translation-output.ts';

/** Summaries: a series per quantile, `_sum` and `_count`. */
export function translateSummary(points: readonly SummaryDataPoint[], context: MetricContext): void {
  const { family: { name }, output } = context;
  for (const { point, timestamp, startTimestamp, stale, labels } of timedPoints(points, context)) {
    const shared = { timestamp, startTimestamp, stale, exemplars: [] };
    output.push([
      { ...shared, labels: seriesLabels(`${name}_sum`, labels), value: point.sum ?? 0 },
      { ...shared, labels: seriesLabels(`${name}_count`, labels), value: Number(point.count ?? 0) },
      ...point.quantileValues.map(({ quantile = 0, value = 0 }) => ({ ...shared, labels: seriesLabels(name, labels, [['quantile', plainDecimal(quantile)]]), value })),
    ]);
  }
}
