import { type NumberRange, type TimeInterval, type TimeIntervalConfig, TimeIntervalError } from './time-interval.ts';
import { zoneOf } from './zone-of-location.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** Reads a time interval (alertmanager/timeinterval). Throws {@link TimeIntervalError}. */
export function parseTimeInterval(config: TimeIntervalConfig): TimeInterval {
  const { times, weekdays, daysOfMonth, months, years, location = '' } = config;
  const zone = zoneOf(location);
  if (zone === undefined) throw new TimeIntervalError('/location', `unknown time zone ${location}`);
  const ranges = (field: string, texts: readonly string[], parse: (text: string) => NumberRange): NumberRange[] =>
    texts.map((text, index) => within(`/${field}/${index}`, () => parse(text)));
  return {
    ...(times && { times: times.map((range, index) => within(`/times/${index}`, () => timeRange(range))) }),
    ...(weekdays && { weekdays: ranges('weekdays', weekdays, weekdayRange) }),
    ...(daysOfMonth && { daysOfMonth: ranges('daysOfMonth', daysOfMonth, dayOfMonthRange) }),
    ...(months && { months: ranges('months', months, monthRange) }),
    ...(years && { years: ranges('years', years, yearRange) }),
    zone,
  };
}

function within<Value>(field: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    throw error instanceof TimeIntervalError ? new TimeIntervalError(field, error.message) : error;
  }
}

const refuse = (message: string): never => {
  throw new TimeIntervalError('', message);
};

function timeRange({ startTime, endTime }: { readonly startTime: string; readonly endTime: string }): NumberRange {
  if (startTime === '' || endTime === '') refuse('both start and end times must be provided');
  const [begin, end] = [minuteOf(startTime), minuteOf(endTime)];
  return begin >= end ? refuse('start time cannot be equal or greater than end time') : { begin, end };
}

function minuteOf(text: string): number {
  if (!/^((([01]\d)|(2[0-3])):[0-5]\d|24:00)$/.test(text)) refuse(`couldn't parse timestamp ${text}, invalid format`);
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

function rangeOf(text: string, memberOf: (member: string) => number): NumberRange {
  const [first = '', second, ...more] = text.toLowerCase().split(':');
  if (more.length > 0) refuse(`couldn't parse range ${text.toLowerCase()}, invalid format`);
  const begin = memberOf(first);
  return { begin, end: second === undefined ? begin : memberOf(second) };
}

function weekdayRange(text: string): NumberRange {
  const range = rangeOf(text, (member) => (WEEKDAYS.includes(member) ? WEEKDAYS.indexOf(member) : refuse(`${member} is not a valid weekday`)));
  return range.begin > range.end ? refuse('start day cannot be before end day') : range;
}

const wholeNumber = (text: string): number => (/^[+-]?\d{1,15}$/.test(text) ? Number(text) : refuse(`${JSON.stringify(text)} is not a whole number`));

function dayOfMonthRange(text: string): NumberRange {
  const { begin, end } = rangeOf(text, wholeNumber);
  for (const day of [begin, end]) if (day === 0 || day < -31 || day > 31) refuse(`${day} is not a valid day of the month: out of range`);
  if (begin < 0 && end > 0) refuse('end day must be negative if start day is negative');
  // Negative days are compared as in the shortest month, so that what is refused is wrong in every month.
  const fromStart = (day: number): number => (day < 0 ? 28 + day : day);
  return fromStart(begin) > fromStart(end) ? refuse(`end day ${end} is always before start day ${begin}`) : { begin, end };
}

function monthRange(text: string): NumberRange {
  const { begin, end } = rangeOf(text, (member) => {
    if (MONTHS.includes(member)) return MONTHS.indexOf(member) + 1;
    return /^[+-]?\d{1,15}$/.test(member) ? Number(member) : refuse(`${member} is not a valid month`);
  });
  return begin > end ? refuse(`end month ${MONTHS[end - 1] ?? ''} is before start month ${MONTHS[begin - 1] ?? ''}`) : { begin, end };
}

function yearRange(text: string): NumberRange {
  const { begin, end } = rangeOf(text, wholeNumber);
  return begin > end ? refuse(`end year ${end} is before start year ${begin}`) : { begin, end };
}
