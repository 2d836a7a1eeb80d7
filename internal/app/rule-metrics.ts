import type { MetricAppender, MetricQueries } from '#internal/alerting';
import type { Actor } from '#internal/kernel';
import type { MetricLimits, MetricStore } from '#internal/metrics';
import type { RuleSample } from '#pkg/prometheus-rules';
import { type Labels, PromqlEngine, writeStaleMarker } from '#pkg/promql';
import { batchOfSeries, encodeLabels, type WriteSeries } from '#pkg/remote-write';
import { nativeHistogram } from './rule-histogram.ts';

interface RuleMetricsDeps {
  readonly store: MetricStore;
  readonly limitsOf: (actor: Actor) => Promise<MetricLimits>;
}

/** Samples take longer than this from a target to us. */
const LAG_MS = 1_000;

/** The samples of a tenant as its alert rules read and write them, in this process. */
export const ruleMetrics = ({ store, limitsOf }: RuleMetricsDeps): MetricQueries & MetricAppender => {
  const engineOf = async (actor: Actor): Promise<PromqlEngine> => {
    const limits = await limitsOf(actor);
    return new PromqlEngine(store.source(actor, limits, LAG_MS), { maxSamples: limits.maxSamplesPerQuery, timeoutMs: limits.queryTimeoutMs });
  };
  const options = (signal: AbortSignal | undefined) => (signal ? { signal } : {});
  return {
    instant: async (actor, query, timeMs, signal) => (await engineOf(actor)).instant(query, timeMs, options(signal)),
    range: async (actor, query, times, signal) => (await engineOf(actor)).range(query, times, options(signal)),
    async append(actor, samples) {
      const { refusals } = await store.write(actor, batchOfSeries(samples.map(seriesOf)), await limitsOf(actor));
      // A duplicate is one that another worker wrote for the same time.
      return refusals.filter(({ reason }) => reason !== 'duplicate_sample').map(({ count, example }) => ({ index: indexOf(samples, example), reason: `${count} samples were not stored: ${example}` }));
    },
  };
};

/** The store names the series of the first sample that it refused, in words. */
const indexOf = (samples: readonly RuleSample[], example: string): number =>
  Math.max(0, samples.findIndex(({ labels }) => labels.values.every((value) => example.includes(value))));

const NONE = new Float64Array(0);

function seriesOf({ labels, timeMs, value }: RuleSample): WriteSeries {
  if (typeof value === 'object') return { ...written(labels), timestamps: NONE, values: NONE, histograms: [{ timestamp: timeMs, startTimestamp: 0, histogram: nativeHistogram(value) }] };
  const values = new Float64Array(1);
  if (value === 'stale') writeStaleMarker(values, 0);
  else values[0] = value;
  return { ...written(labels), timestamps: Float64Array.of(timeMs), values };
}

/** Alerts keep the labels of their series, the objects themselves, from evaluation to evaluation. */
const encoded = new WeakMap<Labels, Pick<WriteSeries, 'labels' | 'encodedLabels'>>();

function written(of: Labels): Pick<WriteSeries, 'labels' | 'encodedLabels'> {
  const known = encoded.get(of);
  if (known) return known;
  const labels = of.names.map((name, index) => ({ name, value: of.values[index] ?? '' }));
  const made = { labels, encodedLabels: encodeLabels(labels) };
  encoded.set(of, made);
  return made;
}
