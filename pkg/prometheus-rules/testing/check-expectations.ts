import { compareLabels, formatDuration, type Labels, parseSeriesDescription, type PromqlEngine, quote } from '#pkg/promql';
import { messageOf, vectorOf } from '../evaluation/rule-vector.ts';
import type { AlertInstance } from '../model/alert-instance.ts';
import type { AlertTest, ExpectedAlert, ExpressionTest } from './rule-test-file.ts';
import { alertsText, histogramNotation, labelText, scientificText, sortAlerts } from './test-notation.ts';
import { parseTestLabels } from './test-storage.ts';

const same = (one: ExpectedAlert, other: ExpectedAlert | undefined): boolean =>
  other !== undefined && labelText(one.labels) === labelText(other.labels) && labelText(one.annotations) === labelText(other.annotations);

/** What differs between the alerts that fire and those expected, as promtool explains it; undefined when nothing does. */
export function alertFailure({ alertname, evalTimeMs, alerts }: AlertTest, active: readonly AlertInstance[], testName: string): string | undefined {
  const expected = sortAlerts(alerts.map(({ labels, annotations }) => ({ labels: { ...labels, alertname }, annotations })));
  const got = sortAlerts(active.filter(({ state }) => state === 'firing'));
  if (expected.length === got.length && expected.every((alert, index) => same(alert, got[index]))) return undefined;
  const name = testName === '' ? '' : `    name: ${testName},\n`;
  return `${name}    alertname: ${alertname}, time: ${formatDuration(evalTimeMs)}, \n        exp:${alertsText(expected)}, \n        got:${alertsText(got)}`;
}

interface ShownSample {
  readonly labels: Labels;
  readonly value: number;
  /** The notation of a histogram; empty for a number. */
  readonly histogram: string;
}

const sampleText = ({ labels, value, histogram }: ShownSample): string => `${labels.toString()} ${histogram === '' ? scientificText(value) : histogram}`;
const samplesText = (samples: readonly ShownSample[]): string => (samples.length === 0 ? 'nil' : samples.map(sampleText).join(', '));
const sorted = (samples: readonly ShownSample[]): ShownSample[] => [...samples].sort((a, b) => compareLabels(a.labels, b.labels));

/** What differs between the value of an expression and the samples expected. */
export async function expressionFailure(test: ExpressionTest, timeMs: number, engine: PromqlEngine, fuzzy: boolean): Promise<string | undefined> {
  const about = `    expr: ${quote(test.expr)}, time: ${formatDuration(test.evalTimeMs)},`;
  let got: ShownSample[];
  try {
    const samples = vectorOf(await engine.instant(test.expr, timeMs));
    got = sorted(samples.map(({ labels, value }) => (typeof value === 'number' ? { labels, value, histogram: '' } : { labels, value: 0, histogram: histogramNotation(value) })));
  } catch (error) {
    return `${about} err: ${messageOf(error)}`;
  }
  const expected: ShownSample[] = [];
  for (const { labels, value, histogram } of test.samples) {
    try {
      expected.push({ labels: parseTestLabels(labels), value: histogram === '' ? value : 0, histogram: histogram === '' ? '' : expectedHistogram(histogram) });
    } catch (error) {
      return `${about} err: labels ${quote(labels)}: ${messageOf(error)}`;
    }
  }
  const wanted = sorted(expected);
  const agree = wanted.length === got.length && wanted.every((sample, index) => sameSample(sample, got[index], fuzzy));
  return agree ? undefined : `${about}\n        exp: ${samplesText(wanted)}\n        got: ${samplesText(got)}`;
}

function expectedHistogram(text: string): string {
  const { values } = parseSeriesDescription(`{} ${text}`);
  const [value] = values;
  if (values.length !== 1) throw new Error(`expected 1 value, got ${values.length}`);
  if (value?.kind !== 'histogram') throw new Error(`expected histogram, got ${value?.kind === 'float' ? value.value.toFixed(6) : '_'}`);
  return histogramNotation(value.histogram);
}

const sameSample = (one: ShownSample, other: ShownSample | undefined, fuzzy: boolean): boolean =>
  other !== undefined && one.labels.key === other.labels.key && one.histogram === other.histogram && (one.value === other.value || (fuzzy && areNeighbours(one.value, other.value)));

const view = new DataView(new ArrayBuffer(8));
const rank = (value: number): bigint => {
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fff_ffff_ffff_ffffn) : bits;
};

/** No other number lies between them. */
const areNeighbours = (one: number, other: number): boolean => {
  const distance = rank(one) - rank(other);
  return !Number.isNaN(one) && !Number.isNaN(other) && distance >= -1n && distance <= 1n;
};
