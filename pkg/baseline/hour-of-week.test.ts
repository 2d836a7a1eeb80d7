import { type History, hourOfWeekJudgement, type HourOfWeekOptions } from './index.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const options: HourOfWeekOptions = { timeZone: 'UTC', maxScore: 3.5, direction: 'both', minDeviation: 0, minWeeks: 3, minSamples: 5 };
const monday = Date.UTC(2026, 5, 1, 14, 30);

const historyOf = (...samples: readonly (readonly [time: number, value: number])[]): History =>
  ({ timestamps: Float64Array.from(samples, ([time]) => time), values: Float64Array.from(samples, ([, value]) => value) });

/** One sample per hour: 100 ± 2 in office hours, 10 ± 1 at other times, as the clocks of `timeZone` go. */
function officeHours(from: number, weeks: number, timeZone = 'UTC'): History {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', weekday: 'short', hour: 'numeric' });
  return historyOf(...Array.from({ length: weeks * 7 * 24 }, (_, hour): [number, number] => {
    const time = from + hour * HOUR;
    const [weekday, , clock] = format.formatToParts(time).map((part) => part.value);
    const busy = !['Sat', 'Sun'].includes(weekday ?? '') && Number(clock) >= 9 && Number(clock) < 17;
    return [time, busy ? 100 + (hour % 5) - 2 : 10 + (hour % 3) - 1];
  }));
}

describe('hourOfWeekJudgement', () => {
  test('knows what an hour of the week is like', () => {
    const history = officeHours(monday - 6 * WEEK, 6);
    const at = (timestampMs: number, value: number) => hourOfWeekJudgement(history, { timestampMs, value }, options);
    expect(at(monday, 100)).toMatchObject({ verdict: 'normal', basis: 'hour_of_week', samples: 6 });
    expect(at(monday, 10)).toMatchObject({ verdict: 'anomalous', basis: 'hour_of_week' });
    expect(at(monday + 10 * HOUR, 100)).toMatchObject({ verdict: 'anomalous', basis: 'hour_of_week' });
    expect(at(monday + 10 * HOUR, 10)).toMatchObject({ verdict: 'normal', basis: 'hour_of_week' });
    expect(at(monday - 2 * DAY, 100)).toMatchObject({ verdict: 'anomalous', basis: 'hour_of_week' });
  });

  test('explains what it compared, with what, and what came out', () => {
    const history = historyOf(...[98, 99, 100, 101, 102].map((value, weeks): [number, number] => [monday - (weeks + 1) * WEEK, value]));
    expect(hourOfWeekJudgement(history, { timestampMs: monday, value: 120 }, options)).toEqual({
      verdict: 'anomalous', expected: 100, lower: 100 - 3.5 * 1.4826, upper: 100 + 3.5 * 1.4826, score: 20 / 1.4826, samples: 5, basis: 'hour_of_week',
      explanation:
        '120 is above 105.19. The median of 5 samples of 5 weeks on Mondays from 14:00 to 15:00 (UTC) is 100, their robust standard deviation 1.4826 (by the median absolute deviation). The score is 13.49, up to 3.5 is normal.',
    });
  });

  test('compares with the hour of all days as long as there are too few weeks, and says so', () => {
    const history = officeHours(monday - 2 * WEEK, 2);
    const { basis, samples, explanation } = hourOfWeekJudgement(history, { timestampMs: monday, value: 100 }, options);
    expect({ basis, samples }).toEqual({ basis: 'hour_of_day', samples: 14 });
    expect(explanation).toContain('14 samples of 14 days from 14:00 to 15:00 (UTC) on any day');
    expect(explanation).toContain('On Mondays from 14:00 to 15:00 (UTC) there are only 2 samples of 2 weeks, so the same hour of all days is compared.');
  });

  test('compares with all samples as long as there are too few days, and says so', () => {
    const history = officeHours(monday - DAY, 1 / 7);
    const { basis, samples, explanation } = hourOfWeekJudgement(history, { timestampMs: monday, value: 10 }, options);
    expect({ basis, samples }).toEqual({ basis: 'all', samples: 24 });
    expect(explanation).toContain('so all times are compared.');
  });

  test('judges nothing by less than it needs', () => {
    const history = officeHours(monday - 5 * HOUR, 4 / (7 * 24));
    expect(hourOfWeekJudgement(history, { timestampMs: monday, value: 10 }, options)).toMatchObject({ verdict: 'not_enough_history', samples: 4, expected: NaN });
  });

  test('needs weeks, not only many samples of one', () => {
    const history = historyOf(...Array.from({ length: 50 }, (_, minute): [number, number] => [monday - WEEK + minute * 30_000, 100]));
    expect(hourOfWeekJudgement(history, { timestampMs: monday, value: 100 }, options).basis).toBe('all');
  });

  test('does not compare what goes on with itself, nor with what comes later', () => {
    const [before, now, later] = [officeHours(monday - 6 * WEEK, 6), historyOf([monday - 59 * 60_000, NaN], [monday, 500]), officeHours(monday + 1, 6)];
    const history = { timestamps: Float64Array.of(...before.timestamps, ...now.timestamps, ...later.timestamps), values: Float64Array.of(...before.values, ...now.values, ...later.values) };
    expect(hourOfWeekJudgement(history, { timestampMs: monday, value: 500 }, options)).toEqual(hourOfWeekJudgement(before, { timestampMs: monday, value: 500 }, options));
  });

  test('goes by the clocks of the place, before and after summer time begins', () => {
    const timeZone = 'Europe/Berlin';
    const history = officeHours(Date.UTC(2026, 1, 16), 6, timeZone); // the clocks are put forward on 29 March
    const nine = Date.UTC(2026, 2, 30, 7); // 09:00 in summer time; in winter 07:00 UTC is 08:00, before office hours
    expect(hourOfWeekJudgement(history, { timestampMs: nine, value: 100 }, { ...options, timeZone })).toMatchObject({ verdict: 'normal', basis: 'hour_of_week', samples: 6 });
    expect(hourOfWeekJudgement(history, { timestampMs: nine, value: 100 }, options)).toMatchObject({ verdict: 'anomalous', basis: 'hour_of_week' });
  });

  test('counts an hour that the clocks show twice for that hour, both times', () => {
    const timeZone = 'Europe/Berlin';
    const second = Date.UTC(2026, 9, 25, 1, 30); // 02:30 for the second time
    const history = historyOf(...[2, 3, 4, 5].map((weeks): [number, number] => [second - HOUR - (weeks - 1) * WEEK, 7]), [second - HOUR, 8]);
    expect(hourOfWeekJudgement(history, { timestampMs: second, value: 7 }, { ...options, timeZone })).toMatchObject({ basis: 'hour_of_week', samples: 5 });
  });

  test('knows hours that begin at half past in UTC', () => {
    const history = historyOf(...[1, 2, 3, 4, 5].map((weeks): [number, number] => [Date.UTC(2026, 5, 1, 8, 40) - weeks * WEEK, weeks]));
    const { basis, explanation } = hourOfWeekJudgement(history, { timestampMs: Date.UTC(2026, 5, 1, 9, 20), value: 3 }, { ...options, timeZone: 'Asia/Kolkata' });
    expect({ basis, explanation: explanation.includes('Mondays from 14:00 to 15:00 (Asia/Kolkata)') }).toEqual({ basis: 'hour_of_week', explanation: true });
  });

  test('is not misled by one bad week', () => {
    const history = officeHours(monday - 6 * WEEK, 6);
    for (const [index, time] of history.timestamps.entries()) if (time >= monday - 3 * WEEK && time < monday - 2 * WEEK) history.values[index] = 100_000;
    expect(hourOfWeekJudgement(history, { timestampMs: monday, value: 100 }, options)).toMatchObject({ verdict: 'normal' });
    expect(hourOfWeekJudgement(history, { timestampMs: monday, value: 150 }, options)).toMatchObject({ verdict: 'anomalous' });
  });

  test('refuses a time zone that is none', () => {
    expect(() => hourOfWeekJudgement(historyOf(), { timestampMs: 0, value: 0 }, { ...options, timeZone: 'Mars/Olympus' })).toThrow(RangeError);
  });
});
