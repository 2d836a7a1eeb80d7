import { decodeWriteRequest, encodeWriteRequest, WRITE_LIMITS, type WriteBatch, type WriteSeries, type WriteVersion } from '#pkg/remote-write';
import { compareUtf8, type Label, type NativeHistogram } from '#pkg/sample-model';

/** Labels from an object, sorted as they have to be. */
export const labelsFrom = (labels: Readonly<Record<string, string>>): Label[] =>
  Object.entries(labels).map(([name, value]) => ({ name, value })).sort((one, other) => compareUtf8(one.name, other.name));

/** A series to send: labels, then pairs of time and value. */
export function seriesFrom(labels: Readonly<Record<string, string>>, samples: readonly (readonly [timestamp: number, value: number])[], rest: Partial<WriteSeries> = {}): WriteSeries {
  return { labels: labelsFrom(labels), timestamps: Float64Array.from(samples, ([timestamp]) => timestamp), values: Float64Array.from(samples, ([, value]) => value), ...rest };
}

/** What a receiver makes of these series, as they come over the wire. */
export const batchOf = (series: readonly WriteSeries[], version: WriteVersion = '2.0'): WriteBatch => decodeWriteRequest(version, encodeWriteRequest(version, series), WRITE_LIMITS);

/** An exponential histogram with two positive buckets and one around zero. */
export const someHistogram = (given: Partial<NativeHistogram> = {}): NativeHistogram => ({
  kind: 'integer', schema: 1, count: 10, sum: 12.5, zeroThreshold: 0.001, zeroCount: 2, positiveSpans: Int32Array.of(0, 2), positiveCounts: Float64Array.of(3, 5),
  negativeSpans: new Int32Array(0), negativeCounts: new Float64Array(0), customValues: new Float64Array(0), resetHint: 'unknown', stale: false, ...given,
});
