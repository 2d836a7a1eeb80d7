import { compareLabels, CUSTOM_BUCKETS_SCHEMA, type FloatHistogram, formatShortest, Labels, quote, type SparseBuckets } from '#pkg/promql';
import type { LabelRecord } from '../model/rule-group.ts';
import type { ExpectedAlert } from './rule-test-file.ts';

/** `{a="b", c=""}`: unlike labels of a series, these may be empty. */
export function labelText(record: LabelRecord): string {
  const named = Labels.from(Object.entries(record).map(([name]): [string, string] => [name, name]));
  const plain = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
  return `{${named.names.map((name) => `${plain.test(name) ? name : quote(name)}=${quote(record[name] ?? '')}`).join(', ')}}`;
}

/** In the order in which promtool compares them. */
export const sortAlerts = (alerts: readonly ExpectedAlert[]): ExpectedAlert[] =>
  [...alerts].sort((a, b) => compareLabels(Labels.from(a.labels), Labels.from(b.labels)) || compareLabels(Labels.from(a.annotations), Labels.from(b.annotations)));

const indent = (lines: string, by: string): string => lines.split('\n').join(`\n${by}`);

/** Alerts as promtool's explanations show them. */
export function alertsText(alerts: readonly ExpectedAlert[]): string {
  if (alerts.length === 0) return '[]';
  const listed = alerts.map(({ labels, annotations }, index) => `${index}:${indent(`\nLabels:${labelText(labels)}\nAnnotations:${labelText(annotations)}`, '  ')}`);
  return indent(`[\n${listed.join(',\n')}\n]`, '            ');
}

/** `{{count:3 sum:5 buckets:[1 2]}}`, the notation of histograms in tests. */
export function histogramNotation(histogram: FloatHistogram): string {
  const { schema, count, sum, zeroCount, zeroThreshold, counterResetHint } = histogram;
  const number = (name: string, value: number): string[] => (value === 0 ? [] : [`${name}:${formatShortest(value)}`]);
  const parts = [
    ...number('schema', schema), ...number('count', count), ...number('sum', sum), ...number('z_bucket', zeroCount), ...number('z_bucket_w', zeroThreshold),
    ...(schema === CUSTOM_BUCKETS_SCHEMA ? [`custom_values:[${histogram.customValues.map(formatShortest).join(' ')}]`] : []),
    ...(counterResetHint === 'unknown' ? [] : [`counter_reset_hint:${counterResetHint}`]),
    ...bucketNotation('buckets', 'offset', histogram.positive),
    ...bucketNotation('n_buckets', 'n_offset', histogram.negative),
  ];
  return `{{${parts.join(' ')}}}`;
}

function bucketNotation(name: string, offset: string, { indexes, counts }: SparseBuckets): string[] {
  const filled = indexes.flatMap((index, i) => (counts[i] === 0 ? [] : [[index, counts[i] ?? 0] as const]));
  const [first, last] = [filled[0], filled.at(-1)];
  if (!first || !last) return [];
  const byIndex = new Map(filled);
  const all = Array.from({ length: last[0] - first[0] + 1 }, (_, i) => formatShortest(byIndex.get(first[0] + i) ?? 0));
  return [...(first[0] === 0 ? [] : [`${offset}:${first[0]}`]), `${name}:[${all.join(' ')}]`];
}

/** A number as `strconv.FormatFloat(value, 'E', -1, 64)` writes it. */
export function scientificText(value: number): string {
  if (!Number.isFinite(value)) return formatShortest(value);
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  return `${Object.is(value, -0) ? '-' : ''}${mantissa}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** A time of evaluation as Go writes a duration: `1m0s`. */
export function goDurationText(ms: number): string {
  if (ms === 0) return '0s';
  const sign = ms < 0 ? '-' : '';
  const size = Math.abs(ms);
  if (size < 1000) return `${sign}${size}ms`;
  const [hours, minutes, seconds] = [Math.floor(size / 3_600_000), Math.floor(size / 60_000) % 60, (size % 60_000) / 1000];
  return sign + (hours > 0 ? `${hours}h${minutes}m${seconds}s` : minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`);
}
