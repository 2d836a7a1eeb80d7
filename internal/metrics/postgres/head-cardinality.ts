import { compareUtf8, METRIC_NAME } from '#pkg/sample-model';
import type { Cardinality, Counted } from '../ports/metric-store.ts';
import type { TenantHead } from './tenant-head.ts';

/** What the series of a head are made of. */
export function headCardinality({ series }: TenantHead, limit: number): Cardinality {
  const valuesByLabel: Counted[] = [];
  const memoryByLabel: Counted[] = [];
  const seriesByPair: Counted[] = [];
  let seriesByMetric: Counted[] = [];
  let labelPairs = 0;
  for (const label of series.index.labelNames().values) {
    const values = [...series.index.seriesPerValue(label)];
    labelPairs += values.length;
    valuesByLabel.push({ name: label, value: values.length });
    memoryByLabel.push({ name: label, value: values.reduce((bytes, [value, count]) => bytes + (Buffer.byteLength(value) + Buffer.byteLength(label)) * count, 0) });
    seriesByPair.push(...largest(values.map(([value, count]) => ({ name: `${label}=${value}`, value: count })), limit));
    if (label === METRIC_NAME) seriesByMetric = largest(values.map(([name, value]) => ({ name, value })), limit);
  }
  let [chunks, startMs, endMs] = [0, Infinity, -Infinity];
  for (const ref of series.refs()) {
    chunks += series.chunksOf(ref);
    startMs = Math.min(startMs, series.firstTimeOf(ref));
    endMs = Math.max(endMs, series.lastTimeOf(ref));
  }
  return {
    series: series.size, labelPairs, chunks, range: endMs >= startMs ? { startMs, endMs } : undefined,
    seriesByMetric, valuesByLabel: largest(valuesByLabel, limit), memoryByLabel: largest(memoryByLabel, limit), seriesByPair: largest(seriesByPair, limit),
  };
}

const largest = (counted: readonly Counted[], limit: number): Counted[] => [...counted].sort((one, other) => other.value - one.value || compareUtf8(one.name, other.name)).slice(0, limit);
