import type { NumberDataPoint, Temporality } from './otlp-messages.ts';
import { cumulative, type MetricContext, seriesLabels, timedPoints, translateExemplars } from './translation-output.ts';

/** Gauges: the value as it is. Their exemplars are dropped, as the specification wants. */
export function translateGauge(points: readonly NumberDataPoint[], context: MetricContext): void {
  for (const { point, timestamp, stale, labels } of timedPoints(points, context)) {
    const value = valueOf(point, stale);
    if (value === undefined) context.output.reject(`${context.family.name}: a data point has no value`);
    else context.output.push([{ labels: seriesLabels(context.family.name, labels), timestamp, startTimestamp: 0, value, stale, exemplars: [] }]);
  }
}

/** Sums that only rise are counters; others are gauges once deltas are added up. */
export function translateSum(points: readonly NumberDataPoint[], temporality: Temporality | undefined, context: MetricContext): void {
  const isCounter = context.family.type === 'counter';
  for (const timed of timedPoints(points, context)) {
    const { point, timestamp, stale, labels } = timed;
    const value = valueOf(point, stale);
    if (value === undefined) {
      context.output.reject(`${context.family.name}: a data point has no value`);
      continue;
    }
    const sum = cumulative(timed, value, (before, delta) => before + delta, temporality, context);
    if (!sum) continue;
    const exemplars = isCounter ? translateExemplars(point.exemplars, context.options.utf8) : [];
    context.output.push([{ labels: seriesLabels(context.family.name, labels), timestamp, startTimestamp: isCounter ? sum.start : 0, value: sum.state, stale, exemplars }]);
  }
}

function valueOf({ asDouble, asInt }: NumberDataPoint, stale: boolean): number | undefined {
  if (asDouble !== undefined) return asDouble;
  return asInt !== undefined ? Number(asInt) : stale ? NaN : undefined;
}
