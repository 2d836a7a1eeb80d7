import fc from 'fast-check';
import type { TimeIntervalConfig } from '#pkg/alertmanager';
import { isWithin, nextTurn, parseTimeIntervals } from './time-windows.ts';

const intervals = (...configs: readonly TimeIntervalConfig[]) => parseTimeIntervals(configs, '/intervals');
const working: TimeIntervalConfig = { weekdays: ['monday:friday'], times: [{ startTime: '09:00', endTime: '17:00' }], location: 'Europe/Berlin' };
const at = (text: string) => new Date(text);

describe('the next turn of time intervals', () => {
  test.each<[string, TimeIntervalConfig[], string, boolean, string | undefined]>([
    ['the next working hour, at night', [working], '2026-03-03T22:10:30Z', true, '2026-03-04T08:00:00Z'],
    ['the next working hour, on Friday evening', [working], '2026-03-06T17:00:00Z', true, '2026-03-09T08:00:00Z'],
    ['the next working hour, while people work', [working], '2026-03-04T10:00:00Z', true, '2026-03-05T08:00:00Z'],
    ['the next working hour over the change to summer time', [working], '2026-03-27T20:00:00Z', true, '2026-03-30T07:00:00Z'],
    ['the end of the working day', [working], '2026-03-04T10:00:00Z', false, '2026-03-04T16:00:00Z'],
    ['midnight in the zone', [{ weekdays: ['saturday'], location: 'America/New_York' }], '2026-03-04T10:00:00Z', true, '2026-03-07T05:00:00Z'],
    ['a time that clocks skip begins when they skip it', [{ times: [{ startTime: '02:30', endTime: '03:30' }], location: 'Europe/Berlin' }], '2026-03-29T00:00:00Z', true, '2026-03-29T01:00:00Z'],
    ['a time that they show twice ends after the first', [{ times: [{ startTime: '02:15', endTime: '02:45' }], location: 'Europe/Berlin' }], '2026-10-25T00:20:00Z', false, '2026-10-25T00:45:00Z'],
    ['and comes again', [{ times: [{ startTime: '02:15', endTime: '02:45' }], location: 'Europe/Berlin' }], '2026-10-25T00:50:00Z', true, '2026-10-25T01:15:00Z'],
    ['the end of the month', [{ daysOfMonth: ['-1'] }], '2028-02-10T00:00:00Z', true, '2028-02-29T00:00:00Z'],
    ['the 29th of February', [{ months: ['february'], daysOfMonth: ['29'] }], '2026-03-01T00:00:00Z', true, '2028-02-29T00:00:00Z'],
    ['two intervals that touch are one', [{ times: [{ startTime: '10:00', endTime: '12:00' }] }, { times: [{ startTime: '12:00', endTime: '13:00' }] }], '2026-03-01T11:00:00Z', false, '2026-03-01T13:00:00Z'],
    ['never, when the years are over', [{ years: ['2020'] }], '2026-03-01T00:00:00Z', true, undefined],
    ['never, when it is always', [{}], '2026-03-01T00:00:00Z', false, undefined],
    ['never, without intervals', [], '2026-03-01T00:00:00Z', true, undefined],
  ])('%s', (_, configs, from, wanted, expected) => {
    expect(nextTurn(intervals(...configs), wanted, at(from))?.toISOString()).toBe(expected && at(expected).toISOString());
  });

  test('is the first minute at which it is so, whatever the intervals', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const text = (value: number) => `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`;
    const config = fc.record({
      times: fc.array(fc.tuple(minute, minute).filter(([a, b]) => a !== b).map(([a, b]) => ({ startTime: text(Math.min(a, b)), endTime: text(Math.max(a, b)) })), { minLength: 1, maxLength: 3 }),
      weekdays: fc.constantFrom(['monday:friday'], ['sunday'], ['saturday', 'sunday']),
      location: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
    });
    const hours = fc.integer({ min: 0, max: 24 * 364 });
    fc.assert(
      fc.property(fc.array(config, { minLength: 1, maxLength: 2 }), hours, fc.boolean(), (configs, hour, wanted) => {
        const [read, from] = [intervals(...configs), new Date(Date.UTC(2026, 0, 1, hour))];
        const found = nextTurn(read, wanted, from);
        let before = isWithin(read, from);
        // Minute by minute, for two days.
        for (let step = 1; step <= 2880; step += 1) {
          const time = new Date(from.getTime() + step * 60_000);
          const now = isWithin(read, time);
          if (now !== before && now === wanted) return expect(found).toEqual(time);
          before = now;
        }
        expect(found === undefined || found.getTime() > from.getTime() + 2880 * 60_000).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test.each<[TimeIntervalConfig, string]>([
    [{ location: 'Middle/Earth' }, '/intervals/1/location'],
    [{ weekdays: ['someday'] }, '/intervals/1/weekdays/0'],
    [{ daysOfMonth: ['32'] }, '/intervals/1/days_of_month/0'],
    [{ times: [{ startTime: '10:00', endTime: '09:00' }] }, '/intervals/1/times/0'],
    [{ times: Array.from({ length: 17 }, () => ({ startTime: '01:00', endTime: '02:00' })) }, '/intervals/1/times'],
  ])('refuses %j at %s', (config, field) => {
    expect(() => intervals(working, config)).toThrow(expect.objectContaining({ code: 'invalid', details: [expect.objectContaining({ field })] }) as Error);
  });
});
