import type { QueryResult } from '../evaluation/query-result.ts';
import type { FloatHistogram } from '../histograms/float-histogram.ts';
import { ascendingBuckets } from '../histograms/histogram-buckets.ts';
import { Labels } from '../values/promql-labels.ts';
import { PromqlError } from '../values/promql-error.ts';
import type { PeerAnswer } from './prometheus-peer.ts';

/** Numbers as they stand in an answer: times, values, counts, bounds of buckets. Text stays text. */
type Flat = readonly (number | string)[];

/** An answer as lists of numbers by label set. */
interface Answer {
  readonly type: string;
  readonly series: ReadonlyMap<string, Flat>;
}

export interface Comparison {
  /** By how much of the larger one two numbers may differ. */
  readonly relative: number;
  /** So small a difference does not count whatever the numbers: what is left of a zero. */
  readonly absolute: number;
  readonly withAnnotations: boolean;
}

type Tolerance = Pick<Comparison, 'relative' | 'absolute'>;

/** Why two answers are not the same; undefined when they are. `ours` is what the query gave or threw. */
export function difference(ours: QueryResult | PromqlError, theirs: PeerAnswer, { withAnnotations, ...tolerance }: Comparison): string | undefined {
  if (ours instanceof PromqlError) {
    // Version 2 counts only those elements as matched that a comparison keeps.
    if (theirs.status === 'success' && !withAnnotations && ours.message.startsWith('multiple matches for labels')) return undefined;
    if (theirs.status === 'success') return `we fail (${ours.errorType}: ${ours.message}), they do not`;
    return ours.errorType === theirs.errorType ? undefined : `we fail with ${ours.errorType} (${ours.message}), they with ${theirs.errorType ?? 'nothing'} (${theirs.error ?? ''})`;
  }
  if (theirs.status === 'error') return `they fail (${theirs.errorType ?? ''}: ${theirs.error ?? ''}), we do not`;
  const [mine, other] = [ownAnswer(ours), peerAnswer(theirs)];
  if (mine.type !== other.type) return `our answer is a ${mine.type}, theirs a ${other.type}`;
  return compareSeries(mine, other, tolerance) ?? (withAnnotations ? compareTexts('warnings', ours.warnings, theirs.warnings) ?? compareTexts('infos', ours.infos, theirs.infos) : undefined);
}

function compareSeries(mine: Answer, other: Answer, tolerance: Tolerance): string | undefined {
  const surplus = [...mine.series].find(([labels]) => !other.series.has(labels));
  for (const [labels, theirs] of other.series) {
    const ours = mine.series.get(labels);
    if (!ours) return `we lack ${labels} ${shown(theirs)}${surplus ? ` and have ${surplus[0]} ${shown(surplus[1])}` : ''}`;
    const at = theirs.length === ours.length ? theirs.findIndex((value, index) => !isClose(value, ours[index] ?? NaN, tolerance)) : 0;
    if (at >= 0) return `${labels}: ours ${shown(ours, at)}, theirs ${shown(theirs, at)} (from ${at} of ${ours.length} and ${theirs.length})`;
  }
  return surplus && `they lack ${surplus[0]} ${shown(surplus[1])}`;
}

/**
 * Not compared: the position 1:1, which Prometheus gives for every subquery; how many samples were corrected, which doubles when it merges
 * annotations; all but the last one of an operator at a step, which it drops; and everything beyond the tenth.
 */
function compareTexts(what: string, ours: readonly string[], theirs: readonly string[] = []): string | undefined {
  if (ours.length > 10 || theirs.length > 10) return undefined;
  const mine = new Set(ours.map(comparable));
  const unplaced = new Set([...mine].map(withoutPosition));
  const missing = theirs.map(comparable).filter((text) => !(text.endsWith('(1:1)') ? unplaced.has(withoutPosition(text)) : mine.has(text)));
  const others = new Set(theirs.map(comparable).map(withoutPosition));
  const surplus = [...unplaced].filter((text) => !others.has(text) && !text.includes('for binary operator'));
  return missing.length + surplus.length === 0 ? undefined : `our ${what}: ${ours.join(' | ') || 'none'}; theirs: ${theirs.join(' | ') || 'none'}`;
}

const comparable = (text: string): string => rounded(text.replace(/, over \d+ samples/, ''));
const withoutPosition = (text: string): string => text.replace(/ \(\d+:\d+\)$/, '');
/** Numbers inside of texts: the last digits of a logarithm or a sine are those of the mathematical library. */
const rounded = (text: string): string => text.replace(/\d{10,}(\.\d+)?|\d+\.\d{8,}/g, (number) => String(Number(Number(number).toPrecision(9))));

function isClose(one: number | string, other: number | string, { relative, absolute }: Tolerance): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  if (one === other || (Number.isNaN(one) && Number.isNaN(other))) return true;
  const gap = Math.abs(one - other);
  return gap <= absolute || gap <= relative * Math.max(Math.abs(one), Math.abs(other));
}

const shown = (values: Flat, from = 0): string => `[${values.slice(Math.max(0, from - 1), from + 5).join(' ')}${values.length > from + 5 ? ' …' : ''}]`;

function ownAnswer({ value }: QueryResult): Answer {
  switch (value.type) {
    case 'scalar':
    case 'string':
      return { type: value.type, series: new Map([['', [value.timeMs / 1000, value.value]]]) };
    case 'vector':
      return { type: value.type, series: new Map(value.samples.map((sample) => [keyOf(sample.labels), [value.timeMs / 1000, ...flat(sample.value)]])) };
    case 'matrix':
      return {
        type: value.type,
        series: new Map(value.series.map(({ labels, floats, histograms }) => [
          keyOf(labels),
          [...Array.from(floats.times).flatMap((time, at) => [time / 1000, floats.values[at] ?? NaN]), ...histograms.flatMap(({ timeMs, histogram }) => [timeMs / 1000, ...flat(histogram)])],
        ])),
      };
  }
}

const keyOf = (labels: Labels): string => rounded(labels.toString());

const flat = (value: number | FloatHistogram): Flat =>
  typeof value === 'number'
    ? [value]
    : ['histogram', value.count, value.sum, ...ascendingBuckets(value).filter(({ count }) => count !== 0).flatMap(({ lower, upper, lowerInclusive, upperInclusive, count }) => [ruleOf(lowerInclusive, upperInclusive), lower, upper, count])];

/** 0: open on the left, 1: open on the right, 2: open on both sides, 3: closed on both. */
const ruleOf = (lowerInclusive: boolean, upperInclusive: boolean): number => (lowerInclusive ? (upperInclusive ? 3 : 1) : upperInclusive ? 0 : 2);

type PeerPoint = readonly [time: number, value: string];
type PeerHistogram = readonly [time: number, histogram: { readonly count: string; readonly sum: string; readonly buckets?: readonly (readonly [rule: number, lower: string, upper: string, count: string])[] }];
interface PeerSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: PeerPoint;
  readonly histogram?: PeerHistogram;
  readonly values?: readonly PeerPoint[];
  readonly histograms?: readonly PeerHistogram[];
}

function peerAnswer({ data }: PeerAnswer): Answer {
  if (!data) throw new Error('a success without data');
  if (data.resultType === 'scalar' || data.resultType === 'string') {
    const [time, value] = data.result as PeerPoint;
    return { type: data.resultType, series: new Map([['', [time, data.resultType === 'string' ? value : numberOf(value)]]]) };
  }
  const series = data.result as readonly PeerSeries[];
  return {
    type: data.resultType,
    series: new Map(series.map(({ metric, value, histogram, values = [], histograms = [] }) => [
      keyOf(Labels.from(metric)),
      [...(value ? [value] : values).flatMap(([time, text]) => [time, numberOf(text)]), ...(histogram ? [histogram] : histograms).flatMap(([time, { count, sum, buckets = [] }]) => [
        time, 'histogram', numberOf(count), numberOf(sum), ...buckets.flatMap(([rule, lower, upper, inside]) => [rule, numberOf(lower), numberOf(upper), numberOf(inside)]),
      ])],
    ])),
  };
}

const numberOf = (text: string): number => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));
