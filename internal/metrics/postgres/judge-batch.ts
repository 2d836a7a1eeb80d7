import type { MetricMetadata, WriteBatch } from '#pkg/remote-write';
import { readLabels, WriteRequestError } from '#pkg/remote-write';
import { histogramFault, type Label, METRIC_NAME } from '#pkg/sample-model';
import { packLabels, sealHistograms, type Verdict } from '#pkg/series-head';
import { histogramSizeFault } from '#pkg/xor-chunk';
import { familyOf } from '../domain/metric-family.ts';
import { MAX_FUTURE_MS, type MetricLimits } from '../domain/metric-limits.ts';
import { RefusalTally, timeFaultSentence } from '../domain/refusal.ts';
import { seriesText } from '../domain/series-text.ts';
import type { FamilyMetadata } from '../ports/metric-store.ts';
import type { TenantHead } from './tenant-head.ts';
import type { WalRecord } from './wal-record.ts';

/** What a start may be away from its sample. */
const MAX_START_DISTANCE_MS = 1e14;
const ACTIVE_MS = 2 * 60 * 60 * 1000;
const [UNKNOWN, REFUSED] = [-1, -2];
/** Series of a request whose metadata is always looked at. */
const SMALL_REQUEST = 100;

/** One request on its way into the head: its series are found first, then its samples are judged. */
export class JudgedBatch {
  readonly tally = new RefusalTally();
  samples = 0;
  histograms = 0;
  private hasNewSeries = false;
  private readonly refs: Int32Array;
  /** Labels of series that the head does not know, by index. */
  private readonly unknown = new Map<number, { readonly packed: string; readonly labels: readonly Label[]; readonly bytes: string }>();

  constructor(
    readonly batch: WriteBatch,
    readonly limits: MetricLimits,
    private readonly nowMs: number,
  ) {
    this.refs = new Int32Array(batch.seriesCount).fill(UNKNOWN);
  }

  /** Looks the series up in the head; the packed labels of those that it does not know, each once, are added to `missing`. */
  find(head: TenantHead, missing: Set<string>): void {
    const { batch, refs } = this;
    const { labelBytes, labelStarts, labelEnds, seriesFaults } = batch;
    let previous = -1;
    for (let series = 0; series < batch.seriesCount; series += 1) {
      const [start, end] = [labelStarts[series] as number, labelEnds[series] as number];
      const guess = seriesFaults.size > 0 ? undefined : head.guess(previous, labelBytes, start, end);
      if (guess !== undefined) {
        refs[series] = guess;
        previous = guess;
        continue;
      }
      const bytes = labelBytes.toString('latin1', start, end);
      const ref = seriesFaults.size > 0 && seriesFaults.has(series) ? undefined : head.refOfBytes(bytes);
      if (ref === undefined) this.findByLabels(head, series, bytes, missing);
      else {
        refs[series] = ref;
        head.follows(ref, previous, labelBytes, start, end);
        previous = ref;
      }
    }
  }

  /** Adds the series that `find` missed, by the ids that the database gave them. Those without an id are refused. */
  resolve(head: TenantHead, ids: ReadonlyMap<string, number>): void {
    for (const [series, { packed, labels, bytes }] of this.unknown) {
      const id = ids.get(packed);
      if (id === undefined) {
        this.refs[series] = REFUSED;
        this.refuseSeries(series, 'series_limit', () => `${seriesText(labels)} is new, and the tenant has ${this.limits.maxActiveSeries} active series already`);
        continue;
      }
      const ref = head.add(id, packed, labels);
      if (bytes !== packed && head.refOfBytes(bytes) === undefined) head.alias(bytes, ref);
      this.refs[series] = ref;
      this.hasNewSeries = true;
    }
    this.unknown.clear();
  }

  /** Judges every sample, takes it into the head, and records what is new. */
  judge(head: TenantHead, record: WalRecord): void {
    const { batch, refs, limits: { outOfOrderWindowMs } } = this;
    const { timestamps, values, words, startTimestamps, firstSamples } = batch;
    const [earliest, latest] = [this.earliestMs, this.nowMs + MAX_FUTURE_MS];
    for (let series = 0; series < batch.seriesCount; series += 1) {
      const ref = refs[series] as number;
      if (ref < 0) continue;
      const id = head.idOf(ref);
      const end = firstSamples[series + 1] as number;
      for (let at = firstSamples[series] as number; at < end; at += 1) {
        const time = timestamps[at] as number;
        if (time > latest || time < earliest) {
          this.refuseTime(head, ref, time > latest ? 'too_far_in_future' : 'too_old', time);
          continue;
        }
        const [low, high] = [words[at * 2] as number, words[at * 2 + 1] as number];
        const start = startTimestamps === undefined ? 0 : usableStart(startTimestamps[at] as number, time);
        const verdict = head.series.write(ref, time, low, high, start, outOfOrderWindowMs);
        if (verdict === 'written') {
          record.addFloat(id, time, values[at] as number, low, high, start);
          head.seen(time);
          this.samples += 1;
        } else if (verdict === 'known') this.samples += 1;
        else this.refuseTime(head, ref, verdict, time);
      }
    }
    for (const sample of batch.histograms) this.judgeHistogram(head, record, sample);
  }

  /** The series of an exemplar in this head; undefined when it was refused. */
  refOf(series: number): number | undefined {
    const ref = this.refs[series] ?? REFUSED;
    return ref < 0 ? undefined : ref;
  }

  /** Metadata of the request, by family. That which comes with every sample of a large request is looked at now and then: it hardly ever changes. */
  metadata(head: TenantHead): readonly FamilyMetadata[] {
    const { batch } = this;
    const found: FamilyMetadata[] = [...batch.familyMetadata];
    if (batch.seriesCount > SMALL_REQUEST && !this.hasNewSeries && Math.random() > 1 / 16) return found;
    for (let series = 0; series < batch.seriesCount; series += 1) {
      const metadata: MetricMetadata | undefined = batch.metadataOf(series);
      const ref = this.refOf(series);
      if (!metadata || ref === undefined) continue;
      found.push({ ...metadata, family: familyOf(head.series.labelsOf(ref).get(METRIC_NAME), metadata.type) });
    }
    return found;
  }

  /** What is older would be gone at once. */
  private get earliestMs(): number {
    return Math.max(0, this.nowMs - this.limits.retentionMs);
  }

  private findByLabels(head: TenantHead, series: number, bytes: string, missing: Set<string>): void {
    const { limits } = this;
    try {
      const labels = readLabels(this.batch, series, { maxLabels: limits.maxLabelsPerSeries, maxNameBytes: limits.maxLabelNameBytes, maxValueBytes: limits.maxLabelValueBytes });
      const packed = packLabels(labels);
      const ref = head.refOfBytes(packed);
      if (ref === undefined) {
        this.unknown.set(series, { packed, labels, bytes });
        missing.add(packed);
        return;
      }
      head.alias(bytes, ref);
      this.unknown.delete(series);
      this.refs[series] = ref;
    } catch (error) {
      if (!(error instanceof WriteRequestError)) throw error;
      this.refs[series] = REFUSED;
      this.refuseSeries(series, 'invalid_labels', () => error.message);
    }
  }

  /** Counts all that a series brought as refused, and as one when it brought nothing. */
  private refuseSeries(series: number, reason: 'invalid_labels' | 'series_limit', example: () => string): void {
    const { batch } = this;
    const floats = (batch.firstSamples[series + 1] as number) - (batch.firstSamples[series] as number);
    const histograms = batch.histograms.reduce((count, sample) => count + (sample.series === series ? 1 : 0), 0);
    const exemplars = batch.exemplars.reduce((count, sample) => count + (sample.series === series ? 1 : 0), 0);
    if (floats + histograms > 0 || reason === 'invalid_labels') this.tally.add(reason, Math.max(1, floats + histograms), example);
    if (exemplars > 0) this.tally.add('exemplar_refused', exemplars, () => `the series of the exemplar was refused: ${example()}`);
  }

  private refuseTime(head: TenantHead, ref: number, verdict: Exclude<Verdict, 'written' | 'known'> | 'too_far_in_future', time: number): void {
    this.tally.add(verdict, 1, () => timeFaultSentence(verdict, labelList(head, ref), time));
  }

  private judgeHistogram(head: TenantHead, record: WalRecord, { series, timestamp, startTimestamp, histogram }: WriteBatch['histograms'][number]): void {
    const ref = this.refOf(series);
    if (ref === undefined) return;
    const fault = histogramFault(histogram) ?? histogramSizeFault(histogram);
    if (fault !== undefined) {
      this.tally.add('invalid_histogram', 1, () => `the histogram of ${seriesText(labelList(head, ref))} is wrong: ${fault}`);
      return;
    }
    if (timestamp > this.nowMs + MAX_FUTURE_MS || timestamp < this.earliestMs) {
      this.refuseTime(head, ref, timestamp < this.earliestMs ? 'too_old' : 'too_far_in_future', timestamp);
      return;
    }
    const sample = { timestamp, startTimestamp: usableStart(startTimestamp, timestamp), histogram };
    const { data } = sealHistograms([sample]);
    const verdict = head.series.writeHistogram(ref, sample, this.limits.outOfOrderWindowMs);
    if (verdict === 'written') {
      record.addHistogram(head.idOf(ref), timestamp, data);
      head.seen(timestamp);
    }
    if (verdict === 'written' || verdict === 'known') this.histograms += 1;
    else this.refuseTime(head, ref, verdict, timestamp);
  }
}

/** How many of the new series the tenant may still have. */
export function roomForSeries(head: TenantHead, requests: readonly { readonly limits: MetricLimits }[], wanted: number, nowMs: number): number {
  const maxActiveSeries = Math.min(...requests.map(({ limits }) => limits.maxActiveSeries));
  if (head.series.size + wanted <= maxActiveSeries) return wanted;
  let active = 0;
  for (const ref of head.series.refs()) if (head.series.lastTimeOf(ref) >= nowMs - ACTIVE_MS) active += 1;
  return Math.max(0, Math.min(wanted, maxActiveSeries - active));
}

/** Labels of a series of the head as a list. */
export const labelList = (head: TenantHead, ref: number): Label[] => [...head.series.labelsOf(ref).entries()].map(([name, value]) => ({ name, value }));

/** A start that cannot be kept is an unknown one. */
const usableStart = (start: number, time: number): number => (Number.isSafeInteger(start) && Math.abs(time - start) <= MAX_START_DISTANCE_MS ? start : 0);
