import fc from 'fast-check';
import { nextTime } from './next-time.ts';
import { TimeZone } from './time-zone.ts';

const fires = (expression: string, after: string, count: number, zone?: string): readonly string[] => {
  const found: string[] = [];
  for (let at = new Date(after); found.length < count; ) found.push((at = nextTime(expression, at, zone)).toISOString().replace(':00.000Z', 'Z'));
  return found;
};

describe('nextTime', () => {
  test.each([
    ['0 0 * * *', '2026-03-01T12:00:00.000Z', '2026-03-02T00:00:00.000Z'],
    ['*/15 * * * *', '2026-03-01T12:00:00.000Z', '2026-03-01T12:15:00.000Z'],
    ['*/15 * * * *', '2026-03-01T12:14:59.999Z', '2026-03-01T12:15:00.000Z'],
    ['*/10 * * * * *', '2026-03-01T12:00:00.500Z', '2026-03-01T12:00:10.000Z'],
    ['0 9 * * MON-FRI', '2026-03-06T09:00:00.000Z', '2026-03-09T09:00:00.000Z'],
    ['0 9 * * THU', '2026-03-06T09:00:00.000Z', '2026-03-12T09:00:00.000Z'],
    ['0 0 29 2 *', '2026-03-01T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
    ['0 * 29 2 *', '2026-03-01T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
  ])('%s after %s is %s', (expression, after, expected) => {
    expect(nextTime(expression, new Date(after)).toISOString()).toBe(expected);
  });

  test.each(['', 'tomorrow', '61 * * * *', '* * *', 'H * * * *', '0 0 31 2 *'])('refuses %j', (expression) => {
    expect(() => nextTime(expression, new Date(0))).toThrow(RangeError);
  });

  test.each(['', 'Mars/Olympus', '+02:00', 'Europe/Berlin; DROP'])('refuses the time zone %j', (zone) => {
    expect(() => nextTime('0 0 * * *', new Date(0), zone)).toThrow(RangeError);
  });

  // Berlin: clocks go from 02:00 to 03:00 on 2026-03-29 at 01:00Z, and from 03:00 to 02:00 on 2026-10-25 at 01:00Z.
  test.each([
    ['a usual day', '30 2 * * *', '2026-06-01T12:00:00Z', ['2026-06-02T00:30Z', '2026-06-03T00:30Z']],
    ['a skipped time fires at the change', '30 2 * * *', '2026-03-28T12:00:00Z', ['2026-03-29T01:00Z', '2026-03-30T00:30Z']],
    ['skipped times fire once', '*/20 2 * * *', '2026-03-29T00:59:00Z', ['2026-03-29T01:00Z', '2026-03-30T00:00Z']],
    ['a skipped time that meets another fires once', '0,30 2,3 * * *', '2026-03-29T00:30:00Z', ['2026-03-29T01:00Z', '2026-03-29T01:30Z', '2026-03-30T00:00Z']],
    ['every hour skips what is skipped', '30 * * * *', '2026-03-29T00:00:00Z', ['2026-03-29T00:30Z', '2026-03-29T01:30Z', '2026-03-29T02:30Z']],
    ['a time that comes twice fires first', '30 2 * * *', '2026-10-24T12:00:00Z', ['2026-10-25T00:30Z', '2026-10-26T01:30Z']],
    ['also for who looks between the two', '30 2 * * *', '2026-10-25T00:45:00Z', ['2026-10-26T01:30Z']],
    ['also for who looks after the change', '*/15 2 * * *', '2026-10-25T01:10:00Z', ['2026-10-26T01:00Z']],
    ['every hour fires twice', '30 * * * *', '2026-10-25T00:00:00Z', ['2026-10-25T00:30Z', '2026-10-25T01:30Z', '2026-10-25T02:30Z']],
    ['every quarter goes on', '*/15 * * * *', '2026-10-25T00:40:00Z', ['2026-10-25T00:45Z', '2026-10-25T01:00Z', '2026-10-25T01:15Z']],
    ['every other hour is of the clock', '0 */2 * * *', '2026-10-24T21:30:00Z', ['2026-10-24T22:00Z', '2026-10-25T00:00Z', '2026-10-25T03:00Z']],
    ['a day in winter', '0 9 * * MON', '2026-12-01T00:00:00Z', ['2026-12-07T08:00Z']],
  ])('in Berlin: %s', (_, expression, after, expected) => {
    expect(fires(expression, after, expected.length, 'Europe/Berlin')).toEqual(expected);
  });

  test('half an hour of summer time, and a change at midnight', () => {
    expect(fires('15 2 * * *', '2026-10-03T00:00:00Z', 2, 'Australia/Lord_Howe')).toEqual(['2026-10-03T15:30Z', '2026-10-04T15:15Z']);
    // Beirut goes back from 00:00 to 23:00.
    expect(fires('30 * 24 10 *', '2026-10-24T20:45:00Z', 1, 'Asia/Beirut')).toEqual(['2026-10-24T21:30Z']);
  });

  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Beirut', 'Africa/Casablanca', 'Asia/Kathmandu', 'Pacific/Apia');
  const moment = fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true });
  const field = (most: number) => fc.oneof(fc.integer({ min: 0, max: most }).map(String), fc.constantFrom('*', '*/7', '1,2,3'));
  const expression = fc.tuple(field(59), field(23)).map(([minute, hour]) => `${minute} ${hour} * * *`);

  test('comes after the moment, and nothing lies between: who asks later gets the same', () => {
    fc.assert(
      fc.property(expression, moment, zone, fc.double({ min: 0, max: 0.999, noNaN: true }), (cron, after, name, part) => {
        const next = nextTime(cron, after, name);
        expect(next.getTime()).toBeGreaterThan(after.getTime());
        const between = new Date(after.getTime() + Math.floor((next.getTime() - after.getTime()) * part));
        expect(nextTime(cron, between, name)).toEqual(next);
      }),
      { numRuns: 500 },
    );
  });

  test('fires once a day where it names one time of the day, whatever the clocks do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 23 }), moment, zone.filter((name) => name !== 'Africa/Casablanca'), (minute, hour, after, name) => {
        const wallDay = (at: Date) => Math.floor(new TimeZone(name).wallOf(at).getTime() / (24 * 60 * 60_000));
        const [first, second] = [nextTime(`${minute} ${hour} * * *`, after, name), nextTime(`${minute} ${hour} * * *`, nextTime(`${minute} ${hour} * * *`, after, name), name)];
        expect(wallDay(second) - wallDay(first)).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  test('each minute of every hour fires, in any zone', () => {
    fc.assert(
      fc.property(moment, zone, (after, name) => {
        expect(nextTime('* * * * *', after, name).getTime()).toBe((Math.floor(after.getTime() / 60_000) + 1) * 60_000);
      }),
      { numRuns: 300 },
    );
  });
});
