import { compareUtf8, type Label, METRIC_NAME } from '#pkg/sample-model';
import { ExpositionError } from './exposition-error.ts';
import type { ExpositionFormat } from './exposition-format.ts';
import type { Exposition, ExpositionSample, MetricFamily } from './exposition.ts';
import { LineScanner } from './line-scanner.ts';
import { MetricFamilies } from './metric-families.ts';
import { sampleFault } from './openmetrics-rules.ts';
import { parseSample, type SampleLine } from './parse-sample.ts';

type ReadSample = SampleLine & { readonly family: MetricFamily; readonly ending: string };

/**
 * Parses a body in the Prometheus text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/) or in OpenMetrics 1.0
 * (https://prometheus.io/docs/specs/om/open_metrics_spec/), both also with names in quotes. Throws ExpositionError with the place of the
 * first fault: a body that was cut off must not be taken for a shorter one.
 */
export function parseExposition(format: ExpositionFormat, body: string | Uint8Array): Exposition {
  const lines = textOf(body).split('\n');
  if (lines.at(-1) !== '' && !(format === 'openmetrics' && lines.at(-1) === EOF)) throw new ExpositionError(lines.length, (lines.at(-1)?.length ?? 0) + 1, 'the last line does not end with a line break: was the body cut off?');
  if (lines.at(-1) === '') lines.pop();
  if (format === 'openmetrics' && lines.pop() !== EOF) throw new ExpositionError(lines.length + 1, 1, `the last line of OpenMetrics is ${EOF}: was the body cut off?`);
  const families = new MetricFamilies(format);
  const samples: ReadSample[] = [];
  const seen = new Map<string, number | undefined>();
  lines.forEach((line, index) => {
    const scanner = new LineScanner(line, index + 1, format === 'openmetrics' ? 'one' : 'many');
    const sample = format === 'openmetrics' ? openMetricsLine(scanner, families, seen) : prometheusLine(scanner, families);
    if (sample) samples.push(sample);
  });
  return { families: families.list(), samples: withStarts(samples) };
}

const EOF = '# EOF';

function textOf(body: string | Uint8Array): string {
  if (typeof body === 'string') return body;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new ExpositionError(1, 1, 'the body is not UTF-8');
  }
}

function prometheusLine(scanner: LineScanner, families: MetricFamilies): ReadSample | undefined {
  scanner.skipBlanks();
  if (scanner.atEnd) return undefined;
  if (scanner.take('#')) {
    scanner.skipBlanks();
    const keyword = scanner.atEnd ? '' : scanner.token('a comment');
    if (keyword === 'HELP' || keyword === 'TYPE') families.describe(keyword, scanner);
    return undefined;
  }
  const sample = parseSample(scanner, 'prometheus');
  return { ...sample, ...families.of(sample.name, scanner) };
}

function openMetricsLine(scanner: LineScanner, families: MetricFamilies, seen: Map<string, number | undefined>): ReadSample | undefined {
  if (scanner.take('# ')) {
    const start = scanner.position;
    const keyword = scanner.token('HELP, TYPE, UNIT or EOF');
    if (keyword === 'EOF') scanner.fail('nothing follows # EOF', start);
    if (keyword !== 'HELP' && keyword !== 'TYPE' && keyword !== 'UNIT') scanner.fail(`OpenMetrics has no ${JSON.stringify(keyword)} lines`, start);
    families.describe(keyword, scanner);
    return undefined;
  }
  const line = parseSample(scanner, 'openmetrics');
  const sample = { ...line, ...families.of(line.name, scanner) };
  const fault = sampleFault(sample);
  if (fault !== undefined) scanner.fail(fault, 0);
  const key = identity(sample.labels, sample.name);
  const before = seen.get(key);
  if (seen.has(key) && !(before !== undefined && sample.timestamp !== undefined && sample.timestamp > before)) scanner.fail('the same sample is there twice, or not with rising timestamps', 0);
  seen.set(key, sample.timestamp);
  return sample;
}

const identity = (labels: readonly Label[], name: string): string => JSON.stringify([name, ...sorted(labels).map((label) => [label.name, label.value])]);
const sorted = (labels: readonly Label[]): Label[] => [...labels].sort((one, other) => compareUtf8(one.name, other.name));

/** Gives every sample the time of creation that stands with its series; buckets and quantiles share that of their metric. */
function withStarts(samples: readonly ReadSample[]): ExpositionSample[] {
  const keyOf = ({ family, labels }: ReadSample): string => identity(labels.filter(({ name }) => name !== 'le' && name !== 'quantile'), family.name);
  const starts = new Map(samples.filter(({ ending }) => ending === '_created').map((sample) => [keyOf(sample), Math.round(sample.value * 1000)]));
  return samples
    .filter(({ ending }) => ending !== '_created')
    .map((sample) => ({
      labels: sorted([...sample.labels.filter(({ value }) => value !== ''), { name: METRIC_NAME, value: sample.name }]),
      value: sample.value, timestamp: sample.timestamp, startTimestamp: starts.size === 0 ? undefined : starts.get(keyOf(sample)), exemplar: sample.exemplar,
    }));
}
