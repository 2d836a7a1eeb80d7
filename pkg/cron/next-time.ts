import { type CronExpression, CronExpressionParser } from 'cron-parser';
import { TimeZone } from './time-zone.ts';

const HOURS_OF_A_DAY = 24;
const DAY_MS = HOURS_OF_A_DAY * 60 * 60_000;

/**
 * The first moment after another at which a cron expression (five fields, or six with seconds) fires in a time zone of the IANA database.
 * Throws `RangeError` for what is no such expression or zone.
 *
 * Where clocks are changed, an expression for certain hours fires as often as on any other day: times that are skipped fire once, at the moment
 * of the change, and times that come twice at their first moment. An expression for every hour follows the time that passes: nothing is added,
 * and times that come twice fire twice. These are the rules of Vixie's cron.
 */
export function nextTime(expression: string, after: Date, timeZone = 'UTC'): Date {
  const zone = new TimeZone(timeZone);
  const walls = parse(expression, zone.wallOf(after));
  return walls.fields.hour.values.length === HOURS_OF_A_DAY ? nextOfEveryHour(expression, after, zone) : nextOfSomeHours(walls, after, zone);
}

function nextOfSomeHours(walls: CronExpression, after: Date, zone: TimeZone): Date {
  for (;;) {
    const moment = zone.firstMomentOf(next(walls));
    // After clocks went back they show times whose first moment is over.
    if (moment > after) return moment;
  }
}

/** Goes from change to change of the clocks: between them the wall time runs with the time. */
function nextOfEveryHour(expression: string, after: Date, zone: TimeZone): Date {
  for (let from = after; ; ) {
    const begin = new Date(from.getTime() + 1);
    const ahead = zone.wallOf(begin).getTime() - begin.getTime();
    const walls = parse(expression, new Date(from.getTime() + ahead));
    const change = zone.nextChange(begin, DAY_MS);
    if (!change) return firstThatComes(walls, from, zone);
    const moment = new Date(next(walls).getTime() - ahead);
    if (moment < change) return moment;
    from = new Date(change.getTime() - 1);
  }
}

/** Of these wall times the first that the clocks show after a moment. */
function firstThatComes(walls: CronExpression, after: Date, zone: TimeZone): Date {
  for (;;) {
    const wall = next(walls);
    const first = zone.firstMomentOf(wall);
    const moment = first > after ? first : zone.secondMomentOf(wall);
    if (moment && zone.wallOf(moment).getTime() === wall.getTime()) return moment;
  }
}

function parse(expression: string, after: Date): CronExpression {
  if (![5, 6].includes(expression.trim().split(/\s+/).length)) throw new RangeError('it needs five fields, or six with seconds');
  // `H` stands for a value drawn at random, another one each time the expression is read.
  if (/(?:^|[\s,])H/.test(expression)) throw new RangeError('H is not supported: it has no fixed time');
  return refusing(() => CronExpressionParser.parse(expression, { currentDate: after, tz: 'UTC' }));
}

const next = (walls: CronExpression): Date => refusing(() => walls.next().toDate());

function refusing<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
