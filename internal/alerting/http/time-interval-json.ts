import type { TimeIntervalConfig } from '#pkg/alertmanager';
import type { components } from '#internal/platform/http';

type Json = components['schemas']['WindowInterval'];

/** A time interval as our API spells it. */
export const toTimeInterval = ({ times, weekdays, days_of_month: daysOfMonth, months, years, location }: Json): TimeIntervalConfig => ({
  ...(times && { times: times.map(({ start_time, end_time }) => ({ startTime: start_time, endTime: end_time })) }),
  ...(weekdays && { weekdays }),
  ...(daysOfMonth && { daysOfMonth }),
  ...(months && { months }),
  ...(years && { years }),
  ...(location !== undefined && { location }),
});

/** The opposite of `toTimeInterval`. */
export const toTimeIntervalJson = ({ times, weekdays, daysOfMonth, months, years, location }: TimeIntervalConfig): Json => ({
  ...(times && { times: times.map(({ startTime, endTime }) => ({ start_time: startTime, end_time: endTime })) }),
  ...(weekdays && { weekdays }),
  ...(daysOfMonth && { days_of_month: daysOfMonth }),
  ...(months && { months }),
  ...(years && { years }),
  ...(location !== undefined && { location }),
});
