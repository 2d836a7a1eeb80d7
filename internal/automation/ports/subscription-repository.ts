import type { OfferedEvent } from '../domain/event-consumption.ts';
import type { FilterMatch, Interest } from '../domain/event-interest.ts';
import type { StoredEventId } from '../domain/stored-event.ts';

/** Who waits: a `listen` of an execution, named by its run, or a workflow that events start. */
export type Listener = { readonly executionId: string; readonly key: string } | { readonly workflowId: string };
export interface EventSubscription {
  readonly id: string;
  readonly listener: Listener;
  readonly interest: Interest;
  readonly createdAt: Date;
}

/** Subscriptions of one tenant and what was delivered to them: the unit of work that hands this out has fixed the tenant. */
export interface SubscriptionRepository {
  /** Opens it unless the listener has one, also one that has ended; answers the one that is there. */
  open(subscription: EventSubscription): Promise<EventSubscription>;
  find(listener: Listener): Promise<EventSubscription | undefined>;
  /** Those with a filter that asks for this type and source, or for any. At most `limit`, in the order of their ids, after the id given. */
  interested(event: { readonly type: string; readonly source: string }, limit: number, after?: string): Promise<readonly EventSubscription[]>;
  /** Adds the event to the subscriptions that are still open and do not have it; answers those. Other writers of the same subscriptions wait. */
  deliver(eventId: StoredEventId, deliveries: readonly { readonly subscriptionId: string; readonly matches: readonly FilterMatch[] }[]): Promise<readonly EventSubscription[]>;
  /** Events that were delivered after this position, oldest first; positions begin at 0. */
  delivered(subscriptionId: string, after: number, limit: number): Promise<readonly OfferedEvent[]>;
  /** Forgets the deliveries of these positions. */
  forget(subscriptionId: string, positions: readonly number[]): Promise<void>;
  /** Removes the subscription of a workflow, with all that was delivered to it. Nothing happens when there is none. */
  remove(listener: { readonly workflowId: string }): Promise<void>;
  /**
   * Ends the subscription of an execution's `listen`, or all of the execution: no event reaches it any more. What did stays readable, because a
   * workflow task that is lost is repeated with all its looks, also those after which the subscription was ended. Nothing happens when there is none.
   */
  end(listener: { readonly executionId: string; readonly key?: string }, at: Date): Promise<void>;
  /** Removes at most `limit` of those that ended before, with what was delivered to them; tells whether that was all. */
  removeEnded(before: Date, limit: number): Promise<boolean>;
}
