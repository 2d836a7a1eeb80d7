import type { Writer } from 'protobufjs/minimal';
import { isStaleWords, type NativeHistogram, STALE_NAN_HIGH, STALE_NAN_LOW, wordsOf } from '#pkg/sample-model';
import type { WriteSeries } from './write-series.ts';
import { METRIC_TYPES, type MetricType } from './write-batch.ts';

/** Writes a message as field `field` of the one around it. */
export function writeNested(writer: Writer, field: number, write: () => void): void {
  writer.uint32(field * 8 + 2).fork();
  write();
  writer.ldelim();
}

export function writeText(writer: Writer, field: number, text: string): void {
  if (text !== '') writer.uint32(field * 8 + 2).string(text);
}

/** A double by its bits: the staleness marker must not become another NaN. Zero is left out, but not -0. */
function writeBits(writer: Writer, field: number, low: number, high: number): void {
  if (low !== 0 || high !== 0) writer.uint32(field * 8 + 1).fixed32(low).fixed32(high);
}

export function writeDouble(writer: Writer, field: number, value: number): void {
  const [low = 0, high = 0] = wordsOf(Float64Array.of(value));
  // A marker that came in as a plain number may be any NaN: only `writeBits` sends it on purpose.
  writeBits(writer, field, isStaleWords(low, high) ? 0 : low, isStaleWords(low, high) ? 0x7ff80000 : high);
}

function writeInteger(writer: Writer, field: number, value: number): void {
  if (value !== 0) writer.uint32(field * 8).int64(value);
}

export const writeTimestamp = writeInteger;

/** All samples of a series, as field `field`; `withStarts` for 2.0. */
export function writeSamples(writer: Writer, field: number, { timestamps, values, startTimestamps }: WriteSeries, withStarts: boolean): void {
  const words = wordsOf(values);
  timestamps.forEach((timestamp, index) => writeNested(writer, field, () => {
    writeBits(writer, 1, words[index * 2] ?? 0, words[index * 2 + 1] ?? 0);
    writeInteger(writer, 2, timestamp);
    if (withStarts) writeInteger(writer, 3, startTimestamps?.[index] ?? 0);
  }));
}

export const metricTypeNumber = (type: MetricType): number => METRIC_TYPES.indexOf(type);

const HINTS = ['unknown', 'reset', 'no_reset', 'gauge'] as const;

/** A histogram as field `field`; both versions number its fields alike, but 1.0 knows no start. */
export function writeHistogram(writer: Writer, field: number, sample: { timestamp: number; startTimestamp: number; histogram: NativeHistogram }, withStarts: boolean): void {
  const { histogram } = sample;
  const isFloat = histogram.kind === 'float';
  writeNested(writer, field, () => {
    // The members of a `oneof` are written even when zero: they say which kind it is.
    if (isFloat) writer.uint32(2 * 8 + 1).double(histogram.count);
    else writer.uint32(8).uint64(histogram.count);
    if (histogram.stale) writeBits(writer, 3, STALE_NAN_LOW, STALE_NAN_HIGH);
    else writeDouble(writer, 3, histogram.sum);
    if (histogram.schema !== 0) writer.uint32(4 * 8).sint32(histogram.schema);
    writeDouble(writer, 5, histogram.zeroThreshold);
    if (isFloat) writer.uint32(7 * 8 + 1).double(histogram.zeroCount);
    else writer.uint32(6 * 8).uint64(histogram.zeroCount);
    writeSpans(writer, 8, histogram.negativeSpans);
    if (isFloat) writeDoubles(writer, 10, histogram.negativeCounts);
    else writeDeltas(writer, 9, histogram.negativeCounts);
    writeSpans(writer, 11, histogram.positiveSpans);
    if (isFloat) writeDoubles(writer, 13, histogram.positiveCounts);
    else writeDeltas(writer, 12, histogram.positiveCounts);
    if (histogram.resetHint !== 'unknown') writer.uint32(14 * 8).uint32(HINTS.indexOf(histogram.resetHint));
    writeInteger(writer, 15, sample.timestamp);
    writeDoubles(writer, 16, histogram.customValues);
    if (withStarts) writeInteger(writer, 17, sample.startTimestamp);
  });
}

function writeSpans(writer: Writer, field: number, spans: Int32Array): void {
  for (let span = 0; span < spans.length; span += 2) {
    writeNested(writer, field, () => writer.uint32(8).sint32(spans[span] ?? 0).uint32(16).uint32((spans[span + 1] ?? 0) >>> 0));
  }
}

function writeDeltas(writer: Writer, field: number, counts: Float64Array): void {
  if (counts.length > 0) writeNested(writer, field, () => counts.forEach((count, index) => writer.sint64(count - (counts[index - 1] ?? 0))));
}

function writeDoubles(writer: Writer, field: number, values: Float64Array): void {
  if (values.length > 0) writeNested(writer, field, () => values.forEach((value) => writer.double(value)));
}
