import type { ErrorDetail } from '#pkg/apperror';
import type { EventConsumption, EventFilter, ScheduleExtension, WorkflowDefinition } from './definition.ts';
import { durationFaults } from './duration-rules.ts';
import { durationMs } from './duration.ts';
import type { NextCronTime } from './fire-times.ts';

const TERMS = '/document/metadata/orchestrix/schedule';
/** Shorter windows would miss fires that are late by nothing but the way from the timer to the execution. */
const SHORTEST_CATCH_UP_MS = 10_000;
/** Of one filter: an event is looked up once for each combination of values that may be known. */
const MOST_CORRELATIONS = 8;

/** Why the schedule of a definition cannot be kept; empty when it can. */
export function scheduleFaults({ schedule, document }: Pick<WorkflowDefinition, 'schedule' | 'document'>, nextCron: NextCronTime, now: Date): readonly ErrorDetail[] {
  const terms = document.metadata?.orchestrix?.schedule;
  return [...(schedule ? ownFaults(schedule, nextCron, now) : []), ...(terms ? termFaults(terms, schedule, nextCron, now) : [])];
}

function ownFaults(schedule: NonNullable<WorkflowDefinition['schedule']>, nextCron: NextCronTime, now: Date): readonly ErrorDetail[] {
  if ('cron' in schedule) {
    const reason = refusal(() => nextCron(schedule.cron, now));
    return reason === undefined ? [] : [{ field: '/schedule/cron', reason: `is no cron expression: ${reason}` }];
  }
  if ('on' in schedule) {
    const text = JSON.stringify(schedule.on);
    if (/\$\{[^"]*\$(?:workflow|context|task|runtime|input)\b/.test(text)) return [{ field: '/schedule/on', reason: 'must not use variables: there is no execution yet' }];
    if ('any' in schedule.on && (typeof schedule.on.until === 'string' || schedule.on.until === false)) return [{ field: '/schedule/on/any/until', reason: 'must be events here: there is no execution yet that could evaluate a condition' }];
    return filtersOf(schedule.on).some(({ correlate = {} }) => Object.keys(correlate).length > MOST_CORRELATIONS) ? [{ field: '/schedule/on', reason: `must not correlate by more than ${MOST_CORRELATIONS} values` }] : [];
  }
  const [kind, duration] = 'every' in schedule ? (['every', schedule.every] as const) : (['after', schedule.after] as const);
  return (durationMs(duration) ?? 0) < 1000 ? [{ field: `/schedule/${kind}`, reason: 'must be at least a second' }] : [];
}

const filtersOf = (on: EventConsumption): readonly EventFilter[] =>
  'one' in on ? [on.one] : 'all' in on ? on.all : [...on.any, ...(typeof on.until === 'object' ? filtersOf(on.until) : [])];

function termFaults({ timeZone, jitter, catchUp }: ScheduleExtension, schedule: WorkflowDefinition['schedule'], nextCron: NextCronTime, now: Date): readonly ErrorDetail[] {
  if (!schedule || !('every' in schedule || 'cron' in schedule)) return [{ field: TERMS, reason: 'has no meaning here: it is for a schedule of every or cron' }];
  const faults: ErrorDetail[] = [];
  if (timeZone !== undefined) {
    const zoneless = !('cron' in schedule);
    const reason = zoneless ? 'has no meaning here: an interval has no time of the day' : refusal(() => nextCron('0 0 * * *', now, timeZone));
    if (reason !== undefined) faults.push({ field: `${TERMS}/timeZone`, reason: zoneless ? reason : 'must be a time zone of the IANA database, such as Europe/Berlin' });
  }
  if (jitter !== undefined) faults.push(...durationFaults(jitter, `${TERMS}/jitter`));
  if (catchUp !== undefined) {
    faults.push(...durationFaults(catchUp, `${TERMS}/catchUp`));
    if ((durationMs(catchUp) ?? SHORTEST_CATCH_UP_MS) < SHORTEST_CATCH_UP_MS) faults.push({ field: `${TERMS}/catchUp`, reason: 'must be at least ten seconds' });
  }
  return faults;
}

function refusal(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
