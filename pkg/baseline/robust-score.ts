import { checkYardstick, judge, type Judgement, notEnough, type Yardstick } from './judgement.ts';

export interface RobustOptions extends Yardstick {
  /** Fewer values than this are no history. */
  readonly minSamples: number;
}

/**
 * Judges a value by the modified z-score: its distance from the median in units of the scaled median absolute deviation (Iglewicz & Hoaglin,
 * How to Detect and Handle Outliers, ASQC 1993; NIST/SEMATECH e-Handbook 1.3.5.17). Their 0.6745 (x − median) / MAD is (x − median) / (1.4826
 * MAD). What is not finite in the history does not count. Throws `RangeError` for options that make no sense.
 */
export function robustJudgement(history: ArrayLike<number>, value: number, options: RobustOptions): Judgement {
  checkYardstick(options);
  const values = Array.from(history).filter(Number.isFinite);
  if (values.length < Math.max(1, options.minSamples)) {
    return notEnough(values.length, 'all', `There are ${values.length} samples to compare with, and ${options.minSamples} are needed.`);
  }
  return judge(value, values, options, 'all', `${values.length} samples`);
}
