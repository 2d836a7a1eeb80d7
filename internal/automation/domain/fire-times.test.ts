import fc from 'fast-check';
import { nextTime } from '#pkg/cron';
import type { Schedule } from './event-arguments.ts';
import { dueFires, fireAfter, firesBetween, firstFire, nextFires, resumedFire, startOf, type Rhythm } from './fire-times.ts';
import { CATCH_UP_MS, type ScheduleTerms } from './schedule-terms.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const at = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);
const minutes = (fires: readonly Date[]): readonly number[] => fires.map((fire) => (fire.getTime() - noon.getTime()) / 60_000);
const rhythm = (schedule: Schedule, terms: Partial<ScheduleTerms> = {}): Rhythm => ({
  schedule, timeZone: 'UTC', overlap: 'skip', jitterMs: 0, catchUpMs: CATCH_UP_MS, ...terms, workflowId: 'w', nextCron: nextTime,
});
const quarterly = rhythm({ every: 'PT15M' });

describe('the fire times of a schedule', () => {
  test('begin with its interval, its next cron time, or at once when it counts from the end of a run', () => {
    expect(firstFire(quarterly, noon)).toEqual(at(15));
    expect(firstFire(rhythm({ cron: '30 * * * *' }), noon)).toEqual(at(30));
    expect(firstFire(rhythm({ after: 'PT1H' }), noon)).toEqual(noon);
    expect(firstFire(rhythm({ on: { any: [] } }), noon)).toBeUndefined();
  });

  test('are told as far as they are known', () => {
    expect(minutes(nextFires(quarterly, at(15), 3).map(({ fireTime }) => fireTime))).toEqual([15, 30, 45]);
    expect(minutes(nextFires(rhythm({ after: 'PT1H' }), at(15), 3).map(({ fireTime }) => fireTime))).toEqual([15]);
    expect(nextFires(quarterly, undefined, 3)).toEqual([]);
  });

  test('are read in a time zone', () => {
    const berlin = rhythm({ cron: '30 2 * * *' }, { timeZone: 'Europe/Berlin' });
    const fires = nextFires(berlin, new Date('2026-03-28T01:30:00Z'), 3).map(({ fireTime }) => fireTime.toISOString());
    expect(fires).toEqual(['2026-03-28T01:30:00.000Z', '2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z']);
  });

  test.each<[string, Rhythm, number, number, readonly number[], readonly [number, number, number] | undefined, number | undefined]>([
    ['a timer in time is one fire', quarterly, 15, 15, [15], undefined, 30],
    ['what was held up is made up for within the catch-up window', quarterly, 15, 50, [15, 30, 45], undefined, 60],
    ['what is later than the window is missed', quarterly, 15, 100, [45, 60, 75, 90], [2, 15, 30], 105],
    ['a narrow window misses all but the present', rhythm({ cron: '*/15 * * * *' }, { catchUpMs: 60_000 }), 15, 75, [75], [4, 15, 60], 90],
    ['everything may be missed', rhythm({ cron: '*/15 * * * *' }, { catchUpMs: 60_000 }), 15, 80, [], [5, 15, 75], 90],
    ['a run that counts from the end of another is never late', rhythm({ after: 'PT1H' }), 15, 10_000, [15], undefined, undefined],
  ])('%s', (_, of, from, now, due, missed, next) => {
    const found = dueFires(of, at(from), at(now));
    expect(minutes(found.due)).toEqual(due);
    expect(found.missed && [found.missed.count, ...minutes([found.missed.first, found.missed.last])]).toEqual(missed);
    expect(found.next && minutes([found.next])[0]).toBe(next);
  });

  test('an outage of a month is counted without looking at every second of it', () => {
    const month = 30 * 24 * 60;
    const { missed, due, next } = dueFires(rhythm({ every: 'PT1S' }, { catchUpMs: 10_000 }), noon, at(month));
    expect([missed?.count, due.length, next]).toEqual([month * 60 - 10, 11, new Date(at(month).getTime() + 1000)]);
  });

  test('long arrears are gone through in several turns, none left out', () => {
    const eachMinute = rhythm({ cron: '* * * * *' });
    let [from, count, turns]: [Date | undefined, number, number] = [noon, 0, 0];
    for (; from && from <= at(10_000); turns += 1) {
      const { missed, due, next } = dueFires(eachMinute, from, at(10_000));
      count += (missed?.count ?? 0) + due.length;
      from = next;
    }
    expect([count, from]).toEqual([10_001, at(10_001)]);
    expect(turns).toBeGreaterThan(3);
  });

  test('go on after a pause in the rhythm that they had, or at once when they count from the end of a run', () => {
    expect(resumedFire(quarterly, at(15), at(50))).toEqual(at(60));
    expect(resumedFire(quarterly, at(15), at(15))).toEqual(at(30));
    expect(resumedFire(quarterly, at(75), at(50))).toEqual(at(75));
    expect(resumedFire(rhythm({ cron: '30 * * * *' }), at(30), at(100))).toEqual(at(150));
    expect(resumedFire(rhythm({ after: 'PT1H' }), at(30), at(100))).toEqual(at(100));
  });

  test('of a period contain both ends, before the anchor as after it', () => {
    expect(minutes(firesBetween(quarterly, { from: at(-60), to: at(-15), anchor: at(15) }, 10))).toEqual([-60, -45, -30, -15]);
    expect(minutes(firesBetween(quarterly, { from: at(31), to: at(59), anchor: at(15) }, 10))).toEqual([45]);
    expect(minutes(firesBetween(rhythm({ cron: '0 * * * *' }), { from: noon, to: at(120), anchor: at(60) }, 10))).toEqual([0, 60, 120]);
    expect(firesBetween(quarterly, { from: at(0), to: at(10_000), anchor: at(15) }, 10)).toHaveLength(11);
    expect(firesBetween(rhythm({ after: 'PT1H' }), { from: at(0), to: at(100), anchor: at(15) }, 10)).toEqual([]);
  });

  const any = fc.record({
    schedule: fc.oneof(
      fc.integer({ min: 60, max: 5_000 }).map((seconds): Schedule => ({ every: { seconds } })),
      fc.constantFrom('*/10 * * * *', '*/7 3 * * *', '0 0 * * 1', '30 2 * * *').map((cron): Schedule => ({ cron })),
    ),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
    jitterMs: fc.constantFrom(0, 1, 30_000, 60 * 60_000),
    catchUpMs: fc.constantFrom(10_000, CATCH_UP_MS),
  }).map(({ schedule, ...terms }) => rhythm(schedule, terms));
  const moment = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2026-12-31T00:00:00Z'), noInvalidDate: true });

  test('jitter never comes before its fire nor after the next, and is the same whoever asks', () => {
    fc.assert(fc.property(any, moment, (of, from) => {
      const [fire] = [firstFire(of, from)];
      if (!fire) throw new Error('every schedule here has fires');
      const start = startOf(of, fire);
      expect(start.getTime()).toBeGreaterThanOrEqual(fire.getTime());
      expect(start.getTime()).toBeLessThanOrEqual(Math.min(fire.getTime() + of.jitterMs, fireAfter(of, fire)?.getTime() ?? 0));
      expect(startOf({ ...of }, new Date(fire))).toEqual(start);
    }), { numRuns: 300 });
  });

  test('jitter spreads schedules of one time over the whole of it', () => {
    const starts = Array.from({ length: 400 }, (_, index) => startOf({ ...rhythm({ every: 'P1D' }, { jitterMs: 1_000 }), workflowId: `workflow ${index}` }, noon).getTime() - noon.getTime());
    const perQuarter = [0, 250, 500, 750].map((from) => starts.filter((start) => start >= from && start < from + 250).length);
    expect(Math.min(...perQuarter)).toBeGreaterThan(60);
  });

  test('each fire is due or missed once, in order, whenever the timer goes off', () => {
    fc.assert(fc.property(any, moment, fc.array(fc.integer({ min: 0, max: 3 * 60 * 60_000 }), { minLength: 1, maxLength: 5 }), (of, begin, pauses) => {
      let next = firstFire(of, begin);
      let now = begin;
      const seen: number[] = [];
      let expected = next;
      for (const pause of pauses) {
        now = new Date(now.getTime() + pause);
        while (next && startOf(of, next) <= now) {
          const { due, missed, next: following } = dueFires(of, next, now);
          expect(missed?.first ?? due[0]).toEqual(expected);
          expect(due.every((fire) => startOf(of, fire) <= now && startOf(of, fire).getTime() >= now.getTime() - of.catchUpMs)).toBe(true);
          seen.push(...due.map((fire) => fire.getTime()));
          expected = following;
          next = following;
        }
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    }), { numRuns: 100 });
  });
});
