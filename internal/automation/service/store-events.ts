import type { Actor, Clock, IdGenerator, Outbox } from '#internal/kernel';
import type { CloudEvent } from '../domain/cloud-event.ts';
import { dayOf, eventDayExpires, eventReceived, type EventOrigin, type StoredEvent, type StoredEventId } from '../domain/stored-event.ts';
import type { AutomationRepositories } from '../ports/automation-unit-of-work.ts';

/** Stores events inside a transaction and asks for their delivery; answers those that are new. The first of a day starts the timer that removes them. */
export async function storeEvents(
  { clock, ids }: { readonly clock: Clock; readonly ids: IdGenerator },
  { tenantId, correlationId }: Actor,
  incoming: readonly { readonly event: CloudEvent; readonly origin: EventOrigin; readonly executionId?: string }[],
  { events, outbox }: Pick<AutomationRepositories, 'events'> & { readonly outbox: Outbox },
): Promise<readonly StoredEvent[]> {
  const now = clock.now();
  const stored = await events.addNew(incoming.map((each) => ({ ...each, id: ids.next() as StoredEventId, tenantId, correlationId, createdAt: now })));
  if (stored.length === 0) return stored;
  outbox.publish(...stored.map(eventReceived));
  const day = dayOf(now);
  if (await events.openDay(day)) outbox.publish(eventDayExpires(day));
  return stored;
}
