import type { TimeInterval, TimeIntervalConfig } from '#pkg/alertmanager';
import { invalid } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { nextTurn, parseTimeIntervals } from '../domain/time-windows.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { RoutingCache } from './routing-cache.ts';

/** Working hours: intervals that are given, or the name of one of the tenant's routing configuration. */
export type WorkingHours = { readonly intervals: readonly TimeIntervalConfig[] } | { readonly name: string };

/** When working hours begin next after a time; within them, those of the next day. Throws `invalid`. */
export type NextWorkingHour = (actor: Actor, hours: WorkingHours, after: Date | undefined) => Promise<Date>;

const FIELD = '/until_working_hours';

export function nextWorkingHour({ work, clock, routingCache }: { readonly work: AlertingUnitOfWork; readonly clock: Clock; readonly routingCache: RoutingCache }): NextWorkingHour {
  const named = async (actor: Actor, name: string): Promise<readonly TimeInterval[]> => {
    const routing = await work.read(actor, (scope) => routingCache.current(actor.tenantId, scope));
    const found = routing?.timeIntervals.get(name);
    if (!found) throw invalid(`${FIELD}/interval`, `the routing configuration has no time interval ${JSON.stringify(name)}`);
    return found.intervals;
  };
  return async (actor, hours, after) => {
    const now = clock.now();
    const intervals = 'name' in hours ? await named(actor, hours.name) : parseTimeIntervals(hours.intervals, `${FIELD}/intervals`);
    const begins = nextTurn(intervals, true, after && after > now ? after : now);
    if (!begins) throw invalid(FIELD, 'no working hour begins within four years');
    return begins;
  };
}
