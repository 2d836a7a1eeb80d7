import { compensationAfter } from '../values/kahan-sum.ts';
import { mapCustomBuckets } from './custom-buckets.ts';
import { type CounterResetHint, type FloatHistogram, type SparseBuckets, sameCustomBounds, scaleHistogram, usesCustomBuckets, withHint } from './float-histogram.ts';
import { addCompensated, type CompensatedBuckets, type Compensation, compensationHistogram, noCompensation, reduceCompensated } from './histogram-compensation.ts';
import { reconcileZeroBuckets } from './histogram-zero-bucket.ts';

/** Two histograms combined, and what there is to remark about it. */
export interface CombinedHistogram {
  readonly histogram: FloatHistogram;
  /** What rounding took away; only kept by those who add up many. */
  readonly compensation: Compensation;
  /** One was known to follow a counter reset, the other not to. */
  readonly counterResetCollision: boolean;
  /** Custom buckets differed; the result has the bounds that both have. */
  readonly boundsReconciled: boolean;
}

/** `a + b`; undefined when one has exponential and the other custom buckets. */
export function addHistograms(a: FloatHistogram, b: FloatHistogram): CombinedHistogram | undefined {
  return addKeepingErrors(a, noCompensation, b);
}

/** `a - b`; undefined when one has exponential and the other custom buckets. */
export function subtractHistograms(a: FloatHistogram, b: FloatHistogram): CombinedHistogram | undefined {
  return addKeepingErrors(a, noCompensation, withHint(scaleHistogram(b, -1), b.counterResetHint));
}

/** `a + b`, where `a` is a running sum with the rounding errors so far. */
export function addKeepingErrors(a: FloatHistogram, compensation: Compensation, b: FloatHistogram): CombinedHistogram | undefined {
  if (usesCustomBuckets(a) !== usesCustomBuckets(b)) return undefined;
  const { hint, collision } = combinedHint(a.counterResetHint, b.counterResetHint);
  const count = kahan(a.count, compensation.count, b.count);
  const sum = kahan(a.sum, compensation.sum, b.sum);
  const totals = { counterResetHint: hint, count: count.value, sum: sum.value };
  const errors = { count: count.error, sum: sum.error };
  const combined = usesCustomBuckets(a) ? addCustom(a, compensation, b) : addExponential(a, compensation, b);
  return {
    histogram: { ...combined.histogram, ...totals },
    compensation: { ...combined.compensation, ...errors },
    counterResetCollision: collision,
    boundsReconciled: combined.boundsReconciled,
  };
}

/** A running sum with its rounding errors added back. */
export const withCompensation = (histogram: FloatHistogram, compensation: Compensation): FloatHistogram =>
  compensation === noCompensation ? histogram : (addHistograms(histogram, compensationHistogram(histogram, compensation))?.histogram ?? histogram);

function kahan(sum: number, error: number, value: number): { value: number; error: number } {
  const next = sum + value;
  return { value: next, error: compensationAfter(sum, value, next, error) };
}

function combinedHint(a: CounterResetHint, b: CounterResetHint): { hint: CounterResetHint; collision: boolean } {
  if (a === b || a === 'gauge') return { hint: a, collision: false };
  if (b === 'gauge') return { hint: b, collision: false };
  return { hint: 'unknown', collision: a !== 'unknown' && b !== 'unknown' };
}

type Combination = Pick<CombinedHistogram, 'histogram' | 'compensation' | 'boundsReconciled'>;

function addCustom(a: FloatHistogram, compensation: Compensation, b: FloatHistogram): Combination {
  const mine = { buckets: a.positive, compensation: compensation.positive };
  if (sameCustomBounds(a.customValues, b.customValues)) {
    const positive = addCompensated(mine, { buckets: b.positive, compensation: [] }, a);
    return { histogram: { ...a, positive: positive.buckets }, compensation: { ...compensation, positive: positive.compensation }, boundsReconciled: false };
  }
  const common = a.customValues.filter((bound) => b.customValues.includes(bound));
  const positive = mapCustomBuckets([{ ...mine, bounds: a.customValues }, { buckets: b.positive, compensation: [], bounds: b.customValues }], common);
  return {
    histogram: { ...a, customValues: common, positive: positive.buckets },
    compensation: { ...compensation, positive: positive.compensation },
    boundsReconciled: true,
  };
}

function addExponential(a: FloatHistogram, before: Compensation, b: FloatHistogram): Combination {
  const { histogram, compensation, otherZeroCount } = reconcileZeroBuckets(a, b, before);
  const zero = kahan(histogram.zeroCount, compensation.zeroCount, otherZeroCount);
  const schema = Math.min(histogram.schema, b.schema);
  const merged = { ...histogram, schema };
  const side = (mine: SparseBuckets, errors: readonly number[], theirs: SparseBuckets): CompensatedBuckets =>
    addCompensated(
      reduceCompensated({ buckets: mine, compensation: errors }, histogram.schema, schema),
      reduceCompensated({ buckets: theirs, compensation: [] }, b.schema, schema),
      merged,
    );
  const positive = side(histogram.positive, compensation.positive, b.positive);
  const negative = side(histogram.negative, compensation.negative, b.negative);
  return {
    histogram: { ...merged, zeroCount: zero.value, positive: positive.buckets, negative: negative.buckets },
    compensation: { ...compensation, zeroCount: zero.error, positive: positive.compensation, negative: negative.compensation },
    boundsReconciled: false,
  };
}
