import { containsTime, parseTimeInterval, type TimeIntervalConfig, TimeIntervalError, timeMuting } from './index.ts';

const inside = (config: TimeIntervalConfig, time: string) => containsTime(parseTimeInterval(config), Date.parse(time));

describe('a time lies in an interval', () => {
  const workingHours: TimeIntervalConfig = { weekdays: ['monday:friday'], times: [{ startTime: '09:00', endTime: '17:00' }] };

  test.each([
    ['nothing said contains everything', {}, '2026-03-04T05:06:07Z', true],
    ['a list without members contains nothing', { weekdays: [] }, '2026-03-04T05:06:07Z', false],
    ['the start of a time belongs to it', workingHours, '2026-11-20T09:00:00Z', true],
    ['the last second belongs to it', workingHours, '2026-11-20T16:59:59Z', true],
    ['the end does not', workingHours, '2026-11-20T17:00:00Z', false],
    ['every list has to agree', workingHours, '2026-11-21T10:00:00Z', false],
    ['24:00 is the end of the day', { times: [{ startTime: '23:00', endTime: '24:00' }] }, '2026-11-20T23:59:59Z', true],
    ['any member of a list will do', { times: [{ startTime: '00:00', endTime: '01:00' }, { startTime: '12:00', endTime: '13:00' }] }, '2026-11-20T12:30:00Z', true],
    ['days count from the end', { daysOfMonth: ['-1'] }, '2026-02-28T12:00:00Z', true],
    ['in leap years too', { daysOfMonth: ['-1'] }, '2028-02-28T12:00:00Z', false],
    ['a range may go from a day to the end', { daysOfMonth: ['27:-1'] }, '2026-01-31T12:00:00Z', true],
    ['days after the end of the month are cut', { daysOfMonth: ['25:31'] }, '2026-02-28T12:00:00Z', true],
    ['a range after the end of the month is empty', { daysOfMonth: ['31'] }, '2026-04-30T12:00:00Z', false],
    ['more days from the end than there are', { daysOfMonth: ['-31:-30'] }, '2026-02-01T12:00:00Z', false],
    ['months have names', { months: ['January:march'] }, '2026-03-31T23:59:00Z', true],
    ['and numbers', { months: ['1:2', '12'] }, '2026-03-01T00:00:00Z', false],
    ['years', { years: ['2025:2026'] }, '2026-12-31T23:59:59Z', true],
    ['the last day of the year', { daysOfMonth: ['31'], months: ['december'] }, '2026-12-31T00:00:00Z', true],
  ] as const)('%s', (_what, config, time, expected) => {
    expect(inside(config, time)).toBe(expected);
  });
});

describe('a location', () => {
  const evening: TimeIntervalConfig = { times: [{ startTime: '18:00', endTime: '24:00' }], weekdays: ['friday'], location: 'Australia/Sydney' };

  test('tells what the clock shows', () => {
    expect(inside(evening, '2026-11-20T07:00:00Z')).toBe(true);
    expect(inside(evening, '2026-11-20T06:59:59Z')).toBe(false);
    expect(inside(evening, '2026-11-20T13:00:00Z')).toBe(false);
  });

  test.each([
    ['2026-03-29T00:59:00Z', true],
    ['2026-03-29T01:00:00Z', false],
    ['2026-10-25T00:30:00Z', false],
    ['2026-10-25T01:30:00Z', false],
  ])('has summer time: %s is before two in Berlin: %s', (time, expected) => {
    expect(inside({ times: [{ startTime: '00:00', endTime: '02:00' }], location: 'Europe/Berlin' }, time)).toBe(expected);
  });

  test('the last day of a month is its last one, also where an hour was left out', () => {
    expect(inside({ daysOfMonth: ['-1'], location: 'Europe/Berlin' }, '2026-03-31T12:00:00Z')).toBe(true);
  });
});

describe('what is no interval is refused with its field', () => {
  test.each([
    [{ times: [{ startTime: '9:00', endTime: '10:00' }] }, '/times/0', "couldn't parse timestamp 9:00, invalid format"],
    [{ times: [{ startTime: '10:00', endTime: '10:00' }] }, '/times/0', 'start time cannot be equal or greater than end time'],
    [{ times: [{ startTime: '10:00', endTime: '' }] }, '/times/0', 'both start and end times must be provided'],
    [{ times: [{ startTime: '10:00', endTime: '24:01' }] }, '/times/0', "couldn't parse timestamp 24:01, invalid format"],
    [{ weekdays: ['monday', 'fri'] }, '/weekdays/1', 'fri is not a valid weekday'],
    [{ weekdays: ['friday:monday'] }, '/weekdays/0', 'start day cannot be before end day'],
    [{ weekdays: ['monday:tuesday:friday'] }, '/weekdays/0', "couldn't parse range monday:tuesday:friday, invalid format"],
    [{ daysOfMonth: ['0'] }, '/daysOfMonth/0', '0 is not a valid day of the month: out of range'],
    [{ daysOfMonth: ['1:32'] }, '/daysOfMonth/0', '32 is not a valid day of the month: out of range'],
    [{ daysOfMonth: ['-5:5'] }, '/daysOfMonth/0', 'end day must be negative if start day is negative'],
    [{ daysOfMonth: ['10:5'] }, '/daysOfMonth/0', 'end day 5 is always before start day 10'],
    [{ daysOfMonth: ['20:-10'] }, '/daysOfMonth/0', 'end day -10 is always before start day 20'],
    [{ months: ['march:january'] }, '/months/0', 'end month january is before start month march'],
    [{ months: ['smarch'] }, '/months/0', 'smarch is not a valid month'],
    [{ years: ['2026:2025'] }, '/years/0', 'end year 2025 is before start year 2026'],
    [{ location: 'Mars/Phobos' }, '/location', 'unknown time zone Mars/Phobos'],
    [{ location: '+01:00' }, '/location', 'unknown time zone +01:00'],
    [{ location: 'europe/berlin' }, '/location', 'unknown time zone europe/berlin'],
  ] as const)('%j', (config, field, message) => {
    expect(() => parseTimeInterval(config)).toThrow(expect.objectContaining({ field, message }) as Error);
    expect(() => parseTimeInterval(config)).toThrow(TimeIntervalError);
  });
});

describe('a route is silent', () => {
  const known = new Map([
    ['days', { name: 'days', intervals: [parseTimeInterval({ times: [{ startTime: '08:00', endTime: '20:00' }] })] }],
    ['noon', { name: 'noon', intervals: [parseTimeInterval({ times: [{ startTime: '12:00', endTime: '13:00' }] })] }],
  ]);
  const at = (time: string, activeTimeIntervals: string[], muteTimeIntervals: string[]) => timeMuting({ activeTimeIntervals, muteTimeIntervals }, known, Date.parse(`2026-11-20T${time}Z`));

  test('outside of all its active intervals', () => {
    expect(at('21:00:00', ['days', 'noon'], [])).toEqual({ muted: true, by: 'active_time', names: ['days', 'noon'] });
    expect(at('09:00:00', ['days', 'noon'], [])).toEqual({ muted: false, by: undefined, names: [] });
  });

  test('inside of one that mutes it', () => {
    expect(at('12:59:59', ['days'], ['noon'])).toEqual({ muted: true, by: 'mute_time', names: ['noon'] });
    expect(at('13:00:00', ['days'], ['noon'])).toEqual({ muted: false, by: undefined, names: [] });
  });

  test('never, without intervals', () => {
    expect(at('03:00:00', [], [])).toEqual({ muted: false, by: undefined, names: [] });
  });
});
