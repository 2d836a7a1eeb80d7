import type { AuditEntry, Brand, NewEvent, TenantId } from '#internal/kernel';
import type { CloudEvent } from './cloud-event.ts';
import { isObject } from './json-shape.ts';

export type StoredEventId = Brand<string, 'StoredEventId'>;
/** Who brought it: a caller of the API, a task of an execution, or Orchestrix, whose own news it tells. */
export type EventOrigin = 'api' | 'execution' | 'product';

/** A CloudEvent that a tenant has; its id is ours, the event's own is unique per source only. */
export interface StoredEvent {
  readonly id: StoredEventId;
  readonly tenantId: TenantId;
  readonly event: CloudEvent;
  readonly origin: EventOrigin;
  /** The execution that emitted it. */
  readonly executionId?: string;
  readonly correlationId: string;
  readonly createdAt: Date;
  /** When it was delivered to all who listened then. */
  readonly routedAt?: Date;
}

/** The execution that the event comes from: it emitted it, or the product's news is about it. What callers of the API send comes from none. */
export const causeOf = ({ origin, executionId, event }: StoredEvent): string | undefined => (executionId !== undefined || origin !== 'product' ? executionId : executionOf(event));

/** The execution that news of the product is about. */
export function executionOf({ data }: CloudEvent): string | undefined {
  const about = isObject(data) ? data['execution_id'] : undefined;
  return typeof about === 'string' ? about : undefined;
}

/** What a list of events may be narrowed to; an absent field allows every value. */
export interface EventListFilter {
  readonly type?: string;
  readonly source?: string;
  readonly subject?: string;
  /** Received at or after this moment, and before that one. */
  readonly from?: Date;
  readonly to?: Date;
}

/** How long events are kept, and how long a set of events may wait for the rest of it. */
export const EVENT_RETENTION_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

/** The day of an event in UTC, as `YYYY-MM-DD`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
/** The beginning of the day that follows. */
export const firstMomentAfter = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS);
/** When all events of a day are older than they have to be kept. */
export const endOfRetention = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) + (EVENT_RETENTION_DAYS + 1) * DAY_MS);

const LONGEST_AGGREGATE = 200;

/** The event has to be delivered to those who listen: one after the other per source, in the order of their commits. */
export const eventReceived = ({ id, event }: StoredEvent): NewEvent => ({
  type: 'automation.event.received',
  aggregateId: `events:${event.source}`.slice(0, LONGEST_AGGREGATE),
  data: { event_id: id, type: event.type },
});

/** A durable timer: the events of this day are old enough to go. */
export const eventDayExpires = (day: string): NewEvent => ({
  type: 'automation.event_day.expired',
  aggregateId: `event-day:${day}`,
  data: { day },
  availableAt: endOfRetention(day),
});

/** The audit entry of events that somebody sent; the events themselves are kept elsewhere, and not for ever. */
export const eventsPublished = (events: readonly StoredEvent[]): AuditEntry => ({
  action: 'automation.event.published',
  entityType: 'event',
  entityId: events[0]?.id ?? '',
  after: { count: events.length, events: events.slice(0, 20).map(({ id, event: { source, type } }) => ({ id, source, type })) },
});

/** Somebody who listens has an event to consume; it lies with his subscription. */
export const eventDelivered = (subscriptionId: string, listener: { readonly executionId: string; readonly key: string } | { readonly workflowId: string }): NewEvent => ({
  type: 'automation.event.delivered',
  aggregateId: subscriptionId,
  data: 'workflowId' in listener ? { workflow_id: listener.workflowId } : { execution_id: listener.executionId, topic: eventTopic(listener.key) },
});

/** What an execution is told to look at when an event reaches the subscription of this key. */
export const eventTopic = (key: string): string => `event:${key}`;
