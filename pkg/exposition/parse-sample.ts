import { type Label, METRIC_NAME } from '#pkg/sample-model';
import type { ExpositionFormat } from './exposition-format.ts';
import type { ExpositionExemplar } from './exposition.ts';
import type { LineScanner } from './line-scanner.ts';

/** A line with a sample, as written. */
export interface SampleLine {
  readonly name: string;
  /** Without the metric name. */
  readonly labels: readonly Label[];
  readonly value: number;
  /** Milliseconds. */
  readonly timestamp: number | undefined;
  readonly exemplar: ExpositionExemplar | undefined;
}

/** Reads `name{label="value"} value timestamp # {exemplar} value timestamp`; the name may also be the first entry in the braces, in quotes. */
export function parseSample(scanner: LineScanner, format: ExpositionFormat): SampleLine {
  const { name, labels } = readIdentity(scanner);
  // Braces end by themselves in the Prometheus format.
  if (format === 'openmetrics' || labels === undefined) scanner.separate('a value');
  else scanner.skipBlanks();
  const value = scanner.number('a value');
  const timestamp = hasMore(scanner, format) && scanner.next !== '#' ? readTimestamp(scanner, format) : undefined;
  if (timestamp !== undefined) hasMore(scanner, format);
  const exemplar = format === 'openmetrics' && scanner.take('#') ? readExemplar(scanner) : undefined;
  if (!scanner.atEnd) scanner.fail(`expected the end of the line, found ${scanner.found()}`);
  return { name, labels: labels ?? [], value, timestamp, exemplar };
}

function readIdentity(scanner: LineScanner): { readonly name: string; readonly labels: readonly Label[] | undefined } {
  const start = scanner.position;
  if (scanner.take('{')) {
    const { name, labels } = scanner.labels(true);
    return name ? { name, labels: withoutName(labels, scanner) } : scanner.fail('there is no metric name', start);
  }
  const name = scanner.metricName();
  const afterName = scanner.position;
  scanner.skipBlanks();
  if (scanner.take('{')) return { name, labels: withoutName(scanner.labels(false).labels, scanner) };
  scanner.rewind(afterName);
  return { name, labels: undefined };
}

const withoutName = (labels: readonly Label[], scanner: LineScanner): readonly Label[] =>
  labels.some(({ name }) => name === METRIC_NAME) ? scanner.fail(`the label "${METRIC_NAME}" is the metric name, which stands before the labels`) : labels;

/** Whether something comes after a separator. In the Prometheus format blanks may also end a line. */
function hasMore(scanner: LineScanner, format: ExpositionFormat): boolean {
  if (scanner.atEnd) return false;
  scanner.separate('what follows');
  return !scanner.atEnd || (format === 'openmetrics' && scanner.fail('a space ends the line'));
}

function readTimestamp(scanner: LineScanner, format: ExpositionFormat): number {
  const start = scanner.position;
  const number = scanner.number('a timestamp');
  // Seconds with fractions in OpenMetrics, whole milliseconds in the Prometheus format.
  const milliseconds = format === 'openmetrics' ? Math.round(number * 1000) : number;
  return Number.isSafeInteger(milliseconds) ? milliseconds : scanner.fail(format === 'openmetrics' ? 'the timestamp is not a time in seconds' : 'the timestamp is not a time in whole milliseconds', start);
}

function readExemplar(scanner: LineScanner): ExpositionExemplar {
  scanner.separate('the labels of an exemplar');
  scanner.expect('{', '"{" of an exemplar');
  const { labels } = scanner.labels(false);
  scanner.separate('the value of an exemplar');
  const value = scanner.number('the value of an exemplar');
  return { labels, value, timestamp: hasMore(scanner, 'openmetrics') ? readTimestamp(scanner, 'openmetrics') : undefined };
}
