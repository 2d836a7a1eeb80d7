import type { OfferedEvent } from '../domain/event-consumption.ts';
import type { EventPlace } from '../domain/event-places.ts';
import type { EventSet } from '../domain/event-sets.ts';

/** What expired: sets that were not complete in time, and the events in them. */
export interface ExpiredSets {
  readonly sets: number;
  readonly events: number;
}

/** Sets of events that start executions of one tenant, while they are being filled: the unit of work that hands this out has fixed the tenant. */
export interface EventSetRepository {
  /** Deliveries to the subscription that are in no set, oldest first. */
  unsorted(subscriptionId: string, limit: number): Promise<readonly OfferedEvent[]>;
  /** The oldest set in which one of these places is free. */
  findOpen(subscriptionId: string, places: readonly EventPlace[]): Promise<EventSet | undefined>;
  /** Stores the set with the places that are free in it, in place of what was there, and puts the delivery of this position into it. */
  put(set: EventSet, places: readonly EventPlace[], position: number): Promise<void>;
  /** The events of a set, in their order. */
  eventsOf(setId: string): Promise<readonly OfferedEvent[]>;
  /** Removes a set with its deliveries. */
  remove(setId: string): Promise<void>;
  /** Workflows with sets that began before a moment, at most `limit`. */
  workflowsWaitingSince(before: Date, limit: number): Promise<readonly string[]>;
  /** Removes the oldest of a workflow's sets that began before a moment, at most `limit`, with their deliveries. */
  expire(workflowId: string, before: Date, limit: number): Promise<ExpiredSets>;
}
