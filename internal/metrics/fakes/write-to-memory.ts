import { readLabels, type MetricMetadata, type WriteBatch, WriteRequestError } from '#pkg/remote-write';
import { histogramFault, type Label, METRIC_NAME } from '#pkg/sample-model';
import { exemplarFault } from '../domain/exemplar-fault.ts';
import { familyOf } from '../domain/metric-family.ts';
import { MAX_FUTURE_MS, type MetricLimits } from '../domain/metric-limits.ts';
import { RefusalTally, type TimeFault, timeFaultSentence } from '../domain/refusal.ts';
import { seriesText } from '../domain/series-text.ts';
import type { WriteOutcome } from '../ports/metric-store.ts';
import { type MemorySample, type MemorySeries, sameSample } from './memory-series.ts';

export interface MemoryTenant {
  readonly series: Map<string, MemorySeries>;
  readonly metadata: Map<string, Map<string, MetricMetadata>>;
  newestMs: number;
  version: number;
}

export const newTenant = (): MemoryTenant => ({ series: new Map(), metadata: new Map(), newestMs: -Infinity, version: 0 });

const ACTIVE_MS = 2 * 60 * 60 * 1000;

/** Stores what can be stored, by the rules of the port. */
export function writeToMemory(tenant: MemoryTenant, batch: WriteBatch, limits: MetricLimits, nowMs: number): WriteOutcome {
  const refusals = new RefusalTally();
  const written = { samples: 0, histograms: 0, exemplars: 0 };
  const settledMs = Math.min(tenant.newestMs, nowMs) - limits.outOfOrderWindowMs;

  for (let index = 0; index < batch.seriesCount; index += 1) {
    const samples = samplesOf(batch, index);
    const exemplars = batch.exemplars.filter(({ series }) => series === index);
    const labels = labelsOf(batch, index, limits, samples.length, refusals);
    if (!labels) {
      if (exemplars.length > 0) refusals.add('exemplar_refused', exemplars.length, () => 'the series of the exemplar was refused');
      continue;
    }
    const series = seriesOf(tenant, labels, limits, nowMs);
    if (!series) {
      if (samples.length > 0) refusals.add('series_limit', samples.length, () => `${seriesText(labels)} is new, and the tenant has ${limits.maxActiveSeries} active series already`);
      if (exemplars.length > 0) refusals.add('exemplar_refused', exemplars.length, () => `the series ${seriesText(labels)} of the exemplar was refused`);
      continue;
    }
    for (const sample of samples) {
      const verdict = judge(series, sample, limits, nowMs);
      if (verdict === 'invalid_histogram') refusals.add(verdict, 1, () => `the histogram of ${seriesText(labels)} is wrong: ${sample.histogram ? histogramFault(sample.histogram) ?? '' : ''}`);
      else if (verdict !== 'new' && verdict !== 'known') refusals.add(verdict, 1, () => timeFaultSentence(verdict, labels, sample.timestamp));
      else written[sample.histogram ? 'histograms' : 'samples'] += 1;
      if (verdict === 'new') {
        series.samples = [...series.samples, sample].sort((one, other) => one.timestamp - other.timestamp);
        if (sample.timestamp < settledMs) tenant.version += 1;
        tenant.newestMs = Math.max(tenant.newestMs, sample.timestamp);
      }
    }
    for (const { timestamp, value, labels: own } of exemplars) {
      const newest = series.exemplars.at(-1);
      const isRepeat = newest?.timestampMs === timestamp && Object.is(newest.value, value) && JSON.stringify(newest.labels) === JSON.stringify(own);
      const fault = exemplarFault(own) ?? (newest && !isRepeat && timestamp <= newest.timestampMs ? 'it is out of order' : undefined);
      if (fault !== undefined) refusals.add('exemplar_refused', 1, () => `the exemplar of ${seriesText(labels)} is refused: ${fault}`);
      else written.exemplars += 1;
      if (fault === undefined && !isRepeat) series.exemplars.push({ labels: own, value, timestampMs: timestamp });
    }
    const metadata = batch.metadataOf(index);
    if (metadata) remember(tenant, familyOf(labels.find(({ name }) => name === METRIC_NAME)?.value ?? '', metadata.type), metadata);
  }
  for (const { family, ...metadata } of batch.familyMetadata) remember(tenant, family, metadata);
  return { ...written, refusals: refusals.list() };
}

const remember = ({ metadata }: MemoryTenant, family: string, { type, help, unit }: MetricMetadata): void => {
  metadata.set(family, (metadata.get(family) ?? new Map<string, MetricMetadata>()).set(JSON.stringify([type, help, unit]), { type, help, unit }));
};

function samplesOf(batch: WriteBatch, series: number): readonly MemorySample[] {
  const samples: MemorySample[] = [];
  for (let at = batch.firstSamples[series] ?? 0; at < (batch.firstSamples[series + 1] ?? 0); at += 1) {
    samples.push({ timestamp: batch.timestamps[at] ?? 0, startTimestamp: batch.startTimestamps?.[at] ?? 0, low: batch.words[at * 2] ?? 0, high: batch.words[at * 2 + 1] ?? 0, histogram: undefined });
  }
  const histograms = batch.histograms.filter((sample) => sample.series === series);
  return [...samples, ...histograms.map(({ timestamp, startTimestamp, histogram }): MemorySample => ({ timestamp, startTimestamp, low: 0, high: 0, histogram }))];
}

function labelsOf(batch: WriteBatch, series: number, limits: MetricLimits, samples: number, refusals: RefusalTally): readonly Label[] | undefined {
  try {
    return readLabels(batch, series, { maxLabels: limits.maxLabelsPerSeries, maxNameBytes: limits.maxLabelNameBytes, maxValueBytes: limits.maxLabelValueBytes });
  } catch (error) {
    if (!(error instanceof WriteRequestError)) throw error;
    refusals.add('invalid_labels', Math.max(samples, 1), () => error.message);
    return undefined;
  }
}

function seriesOf(tenant: MemoryTenant, labels: readonly Label[], { maxActiveSeries }: MetricLimits, nowMs: number): MemorySeries | undefined {
  const key = JSON.stringify(labels);
  const known = tenant.series.get(key);
  if (known) return known;
  const active = [...tenant.series.values()].filter(({ samples }) => (samples.at(-1)?.timestamp ?? -Infinity) >= nowMs - ACTIVE_MS);
  if (active.length >= maxActiveSeries) return undefined;
  const series: MemorySeries = { labels, samples: [], exemplars: [] };
  tenant.series.set(key, series);
  return series;
}

function judge({ samples }: MemorySeries, sample: MemorySample, { outOfOrderWindowMs }: MetricLimits, nowMs: number): 'new' | 'known' | 'invalid_histogram' | TimeFault {
  if (sample.histogram && histogramFault(sample.histogram) !== undefined) return 'invalid_histogram';
  if (sample.timestamp > nowMs + MAX_FUTURE_MS) return 'too_far_in_future';
  const same = samples.find(({ timestamp }) => timestamp === sample.timestamp);
  if (same) return sameSample(same, sample) ? 'known' : 'duplicate_sample';
  const newest = samples.at(-1)?.timestamp ?? -Infinity;
  if (sample.timestamp > newest) return 'new';
  if (outOfOrderWindowMs === 0) return 'out_of_order';
  return sample.timestamp < newest - outOfOrderWindowMs ? 'too_old' : 'new';
}
