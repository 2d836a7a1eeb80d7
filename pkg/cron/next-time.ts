import { CronExpressionParser } from 'cron-parser';

/** The first moment after another at which a cron expression (five or six fields, UTC) fires. Throws `RangeError` for what is no such expression. */
export function nextTime(expression: string, after: Date): Date {
  if (![5, 6].includes(expression.trim().split(/\s+/).length)) throw new RangeError('it needs five fields, or six with seconds');
  try {
    return CronExpressionParser.parse(expression, { currentDate: after, tz: 'UTC' }).next().toDate();
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
