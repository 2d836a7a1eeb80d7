import { robustSpread, type RobustSpread } from './robust-spread.ts';

/** Which deviations count. */
export type Direction = 'above' | 'below' | 'both';
export type Verdict = 'normal' | 'anomalous' | 'not_enough_history';
/** What a value was compared with: the same hour of other weeks, the same hour of other days, or everything there is. */
export type Basis = 'hour_of_week' | 'hour_of_day' | 'all';

/** How far a value may be from what is expected. */
export interface Yardstick {
  /** So many robust standard deviations are still normal. Lower is more sensitive; 3.5 is what Iglewicz & Hoaglin (1993) recommend. */
  readonly maxScore: number;
  readonly direction: Direction;
  /** Deviations up to this are normal whatever the score, in the unit of the values. */
  readonly minDeviation: number;
}

/** What became of a comparison, and why. */
export interface Judgement {
  readonly verdict: Verdict;
  /** NaN without enough history, as are the bounds and the score. */
  readonly expected: number;
  /** What lies between the bounds, these included, is normal. -Infinity when only values above count. */
  readonly lower: number;
  /** Infinity when only values below count. */
  readonly upper: number;
  /** Robust standard deviations from what is expected, negative below it. Infinite where the history knows one value only and this is another. */
  readonly score: number;
  /** Values that it was compared with. */
  readonly samples: number;
  readonly basis: Basis;
  /** One or two sentences for people. */
  readonly explanation: string;
}

/** Compares with values that are enough. `source` says what they are: "240 samples of Mondays from 14:00". */
export function judge(value: number, values: readonly number[], yardstick: Yardstick, basis: Basis, source: string): Judgement {
  const spread = robustSpread(values);
  const { lower, upper } = boundsOf(spread, yardstick);
  const score = value === spread.middle ? 0 : (value - spread.middle) / spread.deviation;
  const anomalous = value < lower || value > upper;
  return {
    verdict: anomalous ? 'anomalous' : 'normal',
    expected: spread.middle, lower, upper, score, samples: values.length, basis,
    explanation: `${place(value, lower, upper)} ${middleText(spread, source)} ${scoreText(value, score, anomalous, spread, yardstick)}`,
  };
}

export const notEnough = (samples: number, basis: Basis, explanation: string): Judgement =>
  ({ verdict: 'not_enough_history', expected: NaN, lower: NaN, upper: NaN, score: NaN, samples, basis, explanation });

/** Throws `RangeError` for one that makes no sense. */
export function checkYardstick({ maxScore, minDeviation }: Yardstick): void {
  if (!(maxScore > 0) || maxScore === Infinity) throw new RangeError('maxScore must be a number above 0');
  if (!(minDeviation >= 0) || minDeviation === Infinity) throw new RangeError('minDeviation must be a number of at least 0');
}

function boundsOf({ middle, deviation }: RobustSpread, { maxScore, direction, minDeviation }: Yardstick): { readonly lower: number; readonly upper: number } {
  const reach = Math.max(maxScore * deviation, minDeviation);
  return { lower: direction === 'above' ? -Infinity : middle - reach, upper: direction === 'below' ? Infinity : middle + reach };
}

function place(value: number, lower: number, upper: number): string {
  if (value > upper) return `${shown(value)} is above ${shown(upper)}.`;
  if (value < lower) return `${shown(value)} is below ${shown(lower)}.`;
  if (Number.isNaN(value)) return 'The value is not a number, which is neither above nor below anything.';
  if (lower === -Infinity) return `${shown(value)} is not above ${shown(upper)}.`;
  if (upper === Infinity) return `${shown(value)} is not below ${shown(lower)}.`;
  return `${shown(value)} is between ${shown(lower)} and ${shown(upper)}.`;
}

function middleText({ middle, deviation, by }: RobustSpread, source: string): string {
  if (by === 'no_deviation') return `All of ${source} are ${shown(middle)}.`;
  const measure = by === 'median_absolute_deviation' ? 'median absolute deviation' : 'mean absolute deviation, as most values are the same';
  return `The median of ${source} is ${shown(middle)}, their robust standard deviation ${shown(deviation)} (by the ${measure}).`;
}

function scoreText(value: number, score: number, anomalous: boolean, { middle }: RobustSpread, { maxScore, direction, minDeviation }: Yardstick): string {
  const allowed = `The score is ${shown(score)}, up to ${shown(maxScore)} is normal`;
  if (anomalous || !(Math.abs(score) > maxScore)) return `${allowed}.`;
  if (Math.abs(value - middle) <= minDeviation) return `${allowed}, and so is a deviation of up to ${shown(minDeviation)}.`;
  return `${allowed}, but only values ${direction} count.`;
}

/** Five digits are enough for people. */
const shown = (value: number): string => String(Number(value.toPrecision(5)));
