import { unavailable } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import { EVENT_RETENTION_DAYS, firstMomentAfter } from '../domain/stored-event.ts';
import type { ScheduleFireId } from '../domain/schedule-fire.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { counted } from './take-fires.ts';

export type RemoveOldEvents = (actor: Actor, day: string) => Promise<void>;

const AT_ONCE = 5_000;
const SETS_AT_ONCE = 500;
const MOST_TURNS = 100;

/**
 * Reacts to `automation.event_day.expired`: sets of events that have waited since that day for the rest of them expire, counted and on record,
 * what executions have long ceased to listen to is forgotten, and the events of the day are removed, in short transactions. Idempotent.
 */
export function removeOldEvents(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator }): RemoveOldEvents {
  const { work } = deps;
  return async (actor, day) => {
    const end = firstMomentAfter(day);
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const workflows = await work.read(actor, ({ eventSets }) => eventSets.workflowsWaitingSince(end, SETS_AT_ONCE));
      for (const workflowId of workflows) await expireSets(deps, actor, workflowId, end);
      const none = workflows.length === 0 && (await work.run(actor, ({ subscriptions }) => subscriptions.removeEnded(end, SETS_AT_ONCE)));
      if (none && (await work.run(actor, ({ events }) => events.removeDay(day, AT_ONCE)))) return;
    }
    throw unavailable(`more events of ${day} are left to be removed`);
  };
}

async function expireSets({ work, clock, ids }: Parameters<typeof removeOldEvents>[0], actor: Actor, workflowId: string, end: Date): Promise<void> {
  await work.run(actor, async ({ schedules, eventSets }) => {
    // First the schedule, as whoever puts events into sets does.
    const state = await schedules.lock(workflowId);
    const { sets, events } = await eventSets.expire(workflowId, end, SETS_AT_ONCE);
    if (!state || events === 0) return;
    const now = clock.now();
    const reason = `${sets} sets of events were not complete after ${EVENT_RETENTION_DAYS} days`;
    const expired = { id: ids.next() as ScheduleFireId, workflowId, source: 'events', outcome: 'expired', fireTime: now, count: events, reason, createdAt: now } as const;
    await schedules.put(counted({ ...state, waitingEvents: Math.max(0, state.waitingEvents - events) }, [expired]));
    await schedules.addFires([expired]);
  });
}
