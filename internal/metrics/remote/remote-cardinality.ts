import type { Cardinality, Counted } from '../ports/metric-store.ts';

/** What stores say of themselves under `/api/v1/status/tsdb`; Prometheus and VictoriaMetrics differ in the totals. */
interface TsdbStatus {
  readonly headStats?: { readonly numSeries?: number; readonly numLabelPairs?: number; readonly chunkCount?: number; readonly minTime?: number; readonly maxTime?: number };
  readonly totalSeries?: number;
  readonly totalLabelValuePairs?: number;
  readonly seriesCountByMetricName?: readonly Counted[];
  readonly labelValueCountByLabelName?: readonly Counted[];
  readonly memoryInBytesByLabelName?: readonly Counted[];
  readonly seriesCountByLabelValuePair?: readonly Counted[];
}

/** The status of a remote store in our words, without the label that marks tenants. */
export function cardinalityOf(data: unknown, hidden: string | undefined, limit: number): Cardinality {
  const status = (data ?? {}) as TsdbStatus;
  const { numSeries, numLabelPairs, chunkCount = 0, minTime, maxTime } = status.headStats ?? {};
  const listed = (counts: readonly Counted[] = []): readonly Counted[] => counts.filter(({ name }) => hidden === undefined || (name !== hidden && !name.startsWith(`${hidden}=`))).slice(0, limit);
  const series = numSeries ?? status.totalSeries ?? 0;
  return {
    series, labelPairs: numLabelPairs ?? status.totalLabelValuePairs ?? 0, chunks: chunkCount,
    range: series > 0 && minTime !== undefined && maxTime !== undefined ? { startMs: minTime, endMs: maxTime } : undefined,
    seriesByMetric: listed(status.seriesCountByMetricName), valuesByLabel: listed(status.labelValueCountByLabelName), memoryByLabel: listed(status.memoryInBytesByLabelName), seriesByPair: listed(status.seriesCountByLabelValuePair),
  };
}
