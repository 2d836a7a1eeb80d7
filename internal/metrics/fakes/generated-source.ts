import { Labels, type SeriesRequest, type SeriesSamples, type SeriesSource, valuePredicate, writeStaleMarker } from '#pkg/promql';
import type { QueryJob } from '../domain/query-job.ts';

export const GENERATED_BEGIN_MS = Date.parse('2026-06-01T12:00:00Z');

/** Series `x{n="0"}`, `x{n="1"}`, … with a sample every 15 seconds; one of them ends with a stale marker. */
export class GeneratedSource implements SeriesSource {
  /** How often series were asked for. */
  selections = 0;
  private readonly series: SeriesSamples[];

  constructor(seriesCount: number, sampleCount: number) {
    this.series = Array.from({ length: seriesCount }, (_, n) => {
      const values = Float64Array.from({ length: sampleCount }, (_unused, at) => at * (n + 1.25));
      if (n === 0) writeStaleMarker(values, sampleCount - 1);
      const timestamps = Float64Array.from({ length: sampleCount }, (_unused, at) => GENERATED_BEGIN_MS + at * 15_000);
      return { labels: Labels.from({ __name__: 'x', n: String(n), job: 'j', instance: 'i' }), timestamps, values };
    });
    this.series.push({ labels: Labels.from({ __name__: 'target_info', job: 'j', instance: 'i', region: 'north' }), timestamps: Float64Array.of(GENERATED_BEGIN_MS), values: Float64Array.of(1) });
  }

  async select(requests: readonly SeriesRequest[], signal?: AbortSignal): Promise<readonly (readonly SeriesSamples[])[]> {
    this.selections += 1;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    return requests.map(({ matchers }) => this.series.filter(({ labels }) => matchers.every((matcher) => valuePredicate(matcher)(labels.get(matcher.name)))));
  }
}

/** A job over the generated series: at one moment unless steps are given. */
export const generatedJob = (query: string, given: Partial<QueryJob> = {}): QueryJob => ({
  query, startMs: GENERATED_BEGIN_MS + 60_000, endMs: GENERATED_BEGIN_MS + 60_000, stepMs: 0, known: undefined, keepUntilMs: undefined, lookbackMs: undefined, timeoutMs: 60_000, maxSamples: 50_000_000,
  experimental: true, form: { style: 'prometheus', limit: 0, withStatistics: false, warnings: [] }, queueSeconds: 0, ...given,
});
