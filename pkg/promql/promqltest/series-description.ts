import { addHistograms, subtractHistograms } from '../histograms/histogram-arithmetic.ts';
import type { FloatHistogram } from '../histograms/float-histogram.ts';
import { lexPromql } from '../syntax/promql-lexer.ts';
import { Labels, METRIC_NAME } from '../values/promql-labels.ts';
import { unquote } from '../values/quoted-string.ts';
import { parseHistogramLiteral } from './histogram-literal.ts';
import { parseTestNumber } from './test-number.ts';

/** One value of a series: a float, a histogram, a stale marker, or a gap. */
export type SequenceValue =
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'histogram'; readonly histogram: FloatHistogram; readonly hintIsGiven: boolean }
  | { readonly kind: 'stale' }
  | { readonly kind: 'gap' };

export interface SeriesDescription {
  readonly labels: Labels;
  readonly values: readonly SequenceValue[];
}

/** Reads `metric{label="value"} 1 2+3x4 _ stale {{count:1}}`. */
export function parseSeriesDescription(line: string): SeriesDescription {
  const end = endOfMetric(line);
  return { labels: parseMetric(line.slice(0, end)), values: parseSequence(line.slice(end).trim()) };
}

/** Where the metric ends: behind its braces if it has any, else at the first space. */
function endOfMetric(line: string): number {
  const { tokens } = lexPromql(line);
  const [first, second] = tokens;
  const open = first?.kind === '{' ? first : second?.kind === '{' ? second : undefined;
  const close = open && tokens.find(({ kind, start }) => kind === '}' && start > open.start);
  const space = line.search(/[ \t]/);
  return close && (space < 0 || open.start <= space + 1) ? close.end : space < 0 ? line.length : space;
}

/** The labels of `metric{label="value"}` or `{"metric", label="value"}`. */
export function parseMetric(text: string): Labels {
  const { tokens } = lexPromql(text);
  const labels = new Map<string, string>();
  const open = tokens.findIndex(({ kind }) => kind === '{');
  const name = text.slice(0, tokens[open]?.start ?? text.length).trim();
  if (name !== '') labels.set(METRIC_NAME, name);
  for (let at = open + 1; open >= 0 && at < tokens.length; at++) {
    const [label, operator, value] = tokens.slice(at, at + 3);
    if (!label || label.kind === ',' || label.kind === '}' || label.kind === 'end of input') continue;
    const text = label.kind === 'string' ? (unquote(label.text) ?? '') : label.text;
    if (operator?.kind !== '=') labels.set(METRIC_NAME, text);
    else {
      labels.set(text, unquote(value?.text ?? '') ?? '');
      at += 2;
    }
  }
  return Labels.from(labels);
}

/** Reads a list of values. */
export function parseSequence(text: string): SequenceValue[] {
  return splitItems(text).flatMap(parseItem);
}

/** At spaces, but not at those inside of a histogram. */
const splitItems = (text: string): string[] => text.match(/(?:\{\{.*?\}\}|[^\s{])+/g) ?? [];

const repeat = (value: SequenceValue, times: number): SequenceValue[] => new Array<SequenceValue>(times).fill(value);

function parseItem(item: string): SequenceValue[] {
  const gap = /^_(?:x(\d+))?$/.exec(item);
  if (gap) return repeat({ kind: 'gap' }, Number(gap[1] ?? 1));
  if (item.startsWith('{{')) return parseHistogramItem(item);
  const match = /^(stale|[+-]?(?:[\d.]+(?:e[+-]?\d+)?|inf|nan))(?:([+-](?:[\d.]+(?:e[+-]?\d+)?|inf|nan)))?(?:x(\d+))?$/i.exec(item);
  if (!match) throw new Error(`no value of a series: ${item}`);
  const [, first = '', step, times] = match;
  if (first === 'stale') return repeat({ kind: 'stale' }, times === undefined ? 1 : Number(times) + 1);
  let value = parseTestNumber(first);
  const increment = step === undefined ? 0 : parseTestNumber(step);
  return Array.from({ length: times === undefined ? 1 : Number(times) + 1 }, () => {
    const float: SequenceValue = { kind: 'float', value };
    if (step !== undefined) value += increment;
    return float;
  });
}

function parseHistogramItem(item: string): SequenceValue[] {
  const match = /^\{\{(.*?)\}\}(?:([+-])\{\{(.*?)\}\})?(?:x(\d+))?$/.exec(item);
  if (!match) throw new Error(`no histogram: ${item}`);
  const [, first = '', sign, second, times] = match;
  const base = parseHistogramLiteral(first);
  if (second === undefined) return repeat({ kind: 'histogram', ...base }, times === undefined ? 1 : Number(times) + 1);
  const change = parseHistogramLiteral(second);
  let histogram = base.histogram;
  return Array.from({ length: Number(times) + 1 }, (_, i) => {
    if (i > 0) histogram = (sign === '+' ? addHistograms : subtractHistograms)(histogram, change.histogram)?.histogram ?? histogram;
    return { kind: 'histogram', histogram, hintIsGiven: change.hintIsGiven };
  });
}
