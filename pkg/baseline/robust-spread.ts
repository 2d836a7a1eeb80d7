import { mean, median, medianAbsoluteDeviation } from 'simple-statistics';

/** Where the middle of some values lies, and how far values usually are from it; neither moves much with a few outliers. */
export interface RobustSpread {
  readonly middle: number;
  /** What the standard deviation would be if the values were normally distributed; 0 when they are all the same. */
  readonly deviation: number;
  readonly by: 'median_absolute_deviation' | 'mean_absolute_deviation' | 'no_deviation';
}

/** Makes the median absolute deviation of normally distributed values their standard deviation: 1 / Φ⁻¹(3/4) (Rousseeuw & Croux 1993). */
const MEDIAN_SCALE = 1.4826;
/** The same for the mean absolute deviation: √(π/2). */
const MEAN_SCALE = Math.sqrt(Math.PI / 2);

/**
 * Median and median absolute deviation. When more than half of the values are the same, the latter is zero, and the mean absolute deviation
 * around the median takes its place, as for the modified z-score of IBM SPSS. Expects at least one value, all of them finite.
 */
export function robustSpread(values: readonly number[]): RobustSpread {
  const middle = median(values);
  const byMedian = MEDIAN_SCALE * medianAbsoluteDeviation(values);
  if (byMedian > 0) return { middle, deviation: byMedian, by: 'median_absolute_deviation' };
  const byMean = MEAN_SCALE * mean(values.map((value) => Math.abs(value - middle)));
  return { middle, deviation: byMean, by: byMean > 0 ? 'mean_absolute_deviation' : 'no_deviation' };
}
