import { checkYardstick, judge, type Judgement, notEnough, type Yardstick } from './judgement.ts';
import { dailyText, hourOfDay, LocalHours, weeklyText } from './local-hours.ts';

/** Samples of a series, raw or one per hour, in any order. Times in milliseconds since 1970. */
export interface History {
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
}

export interface HourOfWeekOptions extends Yardstick {
  /** A name of the IANA database, in which hours and weeks are told. */
  readonly timeZone: string;
  /** The hour of the week needs samples of so many weeks, the hour of the day of so many days. */
  readonly minWeeks: number;
  /** Each needs so many samples. */
  readonly minSamples: number;
}

/** Samples as young as this do not count, so that what goes on now is not compared with itself. */
const RECENT_MS = 60 * 60_000;

/**
 * Judges a value by what its series was in the same hour of the week before: median and scaled median absolute deviation of the samples in
 * that hour, in local time (cycle-subseries: Cleveland et al., STL, 1990; with robust statistics: Hochenbaum et al.,
 * Automatic Anomaly Detection in the Cloud, 2017). Where that is too little it takes the same hour of all days, then all samples, and says
 * so. What is not finite does not count. Throws `RangeError` for a time zone that is none and for options that make no sense.
 */
export function hourOfWeekJudgement(history: History, at: { readonly timestampMs: number; readonly value: number }, options: HourOfWeekOptions): Judgement {
  checkYardstick(options);
  const hours = new LocalHours(options.timeZone);
  const now = hours.at(at.timestampMs);
  const [weekly, daily, all] = [new Pool(), new Pool(), new Pool()];
  for (const [index, time] of history.timestamps.entries()) {
    const value = history.values[index] ?? NaN;
    if (!Number.isFinite(value) || !(time <= at.timestampMs - RECENT_MS)) continue;
    const hour = hours.at(time);
    all.add(value, hour.day);
    if (hourOfDay(hour) === hourOfDay(now)) daily.add(value, hour.day);
    if (hour.hourOfWeek === now.hourOfWeek) weekly.add(value, hour.week);
  }
  const [needed, ofWeek, ofDay] = [Math.max(1, options.minSamples), `${weeklyText(now)} (${options.timeZone})`, `${dailyText(now)} (${options.timeZone}) on any day`];
  if (weekly.periods >= options.minWeeks && weekly.values.length >= needed) {
    return judge(at.value, weekly.values, options, 'hour_of_week', `${count(weekly, 'week')} on ${ofWeek}`);
  }
  const short = `On ${ofWeek} there are only ${count(weekly, 'week')}`;
  if (daily.periods >= options.minWeeks && daily.values.length >= needed) {
    return explained(judge(at.value, daily.values, options, 'hour_of_day', `${count(daily, 'day')} ${ofDay}`), `${short}, so the same hour of all days is compared.`);
  }
  if (all.values.length >= needed) {
    return explained(judge(at.value, all.values, options, 'all', `${count(all, 'day')} at any time`), `${short}, and ${ofDay} only ${count(daily, 'day')}, so all times are compared.`);
  }
  return notEnough(all.values.length, 'all', `There are ${all.values.length} samples to compare with, and ${options.minSamples} are needed.`);
}

/** Values and the weeks or days that they are of. */
class Pool {
  readonly values: number[] = [];
  readonly #periods = new Set<number>();

  add(value: number, period: number): void {
    this.values.push(value);
    this.#periods.add(period);
  }

  get periods(): number {
    return this.#periods.size;
  }
}

const count = ({ values, periods }: Pool, period: string): string => `${plural(values.length, 'sample')} of ${plural(periods, period)}`;
const plural = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
const explained = (judgement: Judgement, why: string): Judgement => ({ ...judgement, explanation: `${judgement.explanation} ${why}` });
