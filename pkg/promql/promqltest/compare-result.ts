import type { QueryValue, ResultSeries } from '../evaluation/query-result.ts';
import { type FloatHistogram, sameCustomBounds, type SparseBuckets, withoutEmptyBuckets } from '../histograms/float-histogram.ts';
import { histogramText } from '../histograms/histogram-text.ts';
import { isAlmostEqual } from '../values/almost-equal.ts';
import { compareLabels, type Labels } from '../values/promql-labels.ts';
import type { SequenceValue } from './series-description.ts';
import type { EvalCommand } from './test-script.ts';

const EPSILON = 1e-6;

/** Why an answer is not the expected one; undefined when it is. */
export function compareResult(value: QueryValue, expected: EvalCommand): string | undefined {
  switch (value.type) {
    case 'string':
      return value.value === expected.text ? undefined : `expected string ${expected.text ?? 'nothing'}, got ${value.value}`;
    case 'scalar':
      if (expected.scalar === undefined) return `expected no scalar, got ${value.value}`;
      return isAlmostEqual(expected.scalar, value.value, EPSILON) ? undefined : `expected scalar ${expected.scalar}, got ${value.value}`;
    case 'vector':
      return compareVector(value.samples, expected);
    case 'matrix':
      return compareMatrix(value.series, expected);
  }
}

function compareVector(samples: readonly { labels: Labels; value: number | FloatHistogram }[], expected: EvalCommand): string | undefined {
  if (expected.scalar !== undefined) return 'expected a scalar, got a vector';
  const wanted = new Map(expected.series.map(({ labels, values }, position) => [labels.key, { values, position }]));
  const seen = new Set<string>();
  for (const [position, { labels, value }] of samples.entries()) {
    const entry = wanted.get(labels.key);
    if (!entry) return `unexpected ${labels.toString()} with ${show(value)}`;
    if (expected.isOrdered && entry.position !== position) return `${labels.toString()} is at ${position}, expected at ${entry.position}`;
    const [first] = entry.values;
    if (!first || !matches(value, first)) return `${labels.toString()}: expected ${showExpected(first)}, got ${show(value)}`;
    seen.add(labels.key);
  }
  const missing = expected.series.find(({ labels }) => !seen.has(labels.key));
  return missing && `${missing.labels.toString()} is missing`;
}

function compareMatrix(series: readonly ResultSeries[], expected: EvalCommand): string | undefined {
  if (series.some(({ labels }, i) => i > 0 && compareLabels((series[i - 1] as ResultSeries).labels, labels) > 0)) return 'series are not sorted by labels';
  const { startMs, stepMs } = expected.rangeVector ?? expected;
  const wanted = new Map(expected.series.map(({ labels, values }) => [labels.key, values]));
  for (const { labels, floats, histograms } of series) {
    const values = wanted.get(labels.key);
    if (!values) return `unexpected ${labels.toString()}`;
    wanted.delete(labels.key);
    const actual = new Map<number, number | FloatHistogram>([
      ...Array.from(floats.times, (timeMs, i): [number, number] => [timeMs, floats.values[i] as number]),
      ...histograms.map(({ timeMs, histogram }): [number, FloatHistogram] => [timeMs, histogram]),
    ]);
    for (const [i, value] of values.entries()) {
      const timeMs = startMs + i * stepMs;
      const at = actual.get(timeMs);
      actual.delete(timeMs);
      if (value.kind === 'gap' ? at !== undefined : at === undefined || !matches(at, value)) {
        return `${labels.toString()} at ${timeMs}: expected ${showExpected(value)}, got ${at === undefined ? 'nothing' : show(at)}`;
      }
    }
    if (actual.size > 0) return `${labels.toString()}: ${actual.size} points too many`;
  }
  return wanted.size > 0 ? `${wanted.size} series are missing: ${[...wanted.keys()].join(' ')}` : undefined;
}

function matches(actual: number | FloatHistogram, expected: SequenceValue): boolean {
  if (expected.kind === 'float') return typeof actual === 'number' && isAlmostEqual(expected.value, actual, EPSILON);
  if (expected.kind !== 'histogram' || typeof actual === 'number') return false;
  const hintFits = !expected.hintIsGiven || expected.histogram.counterResetHint === actual.counterResetHint;
  return hintFits && sameHistogram(withoutEmptyBuckets(expected.histogram), withoutEmptyBuckets(actual));
}

function sameHistogram(a: FloatHistogram, b: FloatHistogram): boolean {
  const almost = (x: number, y: number) => isAlmostEqual(x, y, EPSILON);
  const sameBuckets = (x: SparseBuckets, y: SparseBuckets) =>
    x.indexes.length === y.indexes.length && x.indexes.every((index, i) => index === y.indexes[i] && almost(x.counts[i] as number, y.counts[i] as number));
  return (
    a.schema === b.schema && almost(a.count, b.count) && almost(a.sum, b.sum) && a.zeroThreshold === b.zeroThreshold && almost(a.zeroCount, b.zeroCount) &&
    sameCustomBounds(a.customValues, b.customValues) && sameBuckets(a.positive, b.positive) && sameBuckets(a.negative, b.negative)
  );
}

const show = (value: number | FloatHistogram): string => (typeof value === 'number' ? String(value) : `${histogramText(value)} schema ${value.schema} ${value.counterResetHint}`);
const showExpected = (value: SequenceValue | undefined): string =>
  value?.kind === 'float' ? String(value.value) : value?.kind === 'histogram' ? show(value.histogram) : (value?.kind ?? 'nothing');
