import { ascendingBuckets, type FloatHistogram, type Labels } from '#pkg/promql';

/** A number as Prometheus's answers have it: the shortest digits that read back as the same, with an exponent below 0.000001 and from 1e21 on. */
export function valueText(value: number): string {
  const size = Math.abs(value);
  // Between these JavaScript and Go write the same.
  if (size >= 1e-6 && size < 1e21) return String(value);
  if (size === 0) return Object.is(value, -0) ? '-0' : '0';
  // Go writes at least two digits of an exponent.
  if (Number.isFinite(value)) return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

/** A time in milliseconds as seconds with up to three decimals. */
export function timeText(timeMs: number): string {
  const size = Math.abs(Math.trunc(timeMs));
  const fraction = size % 1000;
  const seconds = `${timeMs < 0 ? '-' : ''}${Math.floor(size / 1000)}`;
  return fraction === 0 ? seconds : `${seconds}.${String(fraction).padStart(3, '0')}`;
}

const quoted = (value: number): string => `"${valueText(value)}"`;

/** A native histogram as Prometheus's answers have it: buckets with the kind of their bounds, without empty ones. */
export function histogramText(histogram: FloatHistogram): string {
  const buckets = ascendingBuckets(histogram)
    .filter(({ count }) => count !== 0)
    .map(({ lower, upper, lowerInclusive, upperInclusive, count }) => `[${boundaries(lowerInclusive, upperInclusive)},${quoted(lower)},${quoted(upper)},${quoted(count)}]`);
  return `{"count":${quoted(histogram.count)},"sum":${quoted(histogram.sum)}${buckets.length === 0 ? '' : `,"buckets":[${buckets.join(',')}]`}}`;
}

/** 0: open on the left; 1: open on the right; 2: open on both sides; 3: closed. */
const boundaries = (lowerInclusive: boolean, upperInclusive: boolean): number => (lowerInclusive ? (upperInclusive ? 3 : 1) : upperInclusive ? 0 : 2);

/** Labels as a JSON object. */
export const labelsText = (labels: Labels): string =>
  `{${labels.names.map((name, at) => `${JSON.stringify(name.toWellFormed())}:${JSON.stringify((labels.values[at] ?? '').toWellFormed())}`).join(',')}}`;
