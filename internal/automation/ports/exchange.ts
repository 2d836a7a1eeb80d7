import type { Actor } from '#internal/kernel';
import type { CloudEvent } from '../domain/cloud-event.ts';
import type { OfferedEvent } from '../domain/event-consumption.ts';
import type { Interest } from '../domain/event-interest.ts';

/** What an execution exchanges with the world while it runs, apart from calls. Every method is idempotent and joins the transaction of its caller. */
export interface Exchange {
  /** Stores an event that the execution emits, unless one with the same source and id is there, and has it delivered. */
  emit(actor: Actor, executionId: string, event: CloudEvent): Promise<void>;
  /** Opens the subscription of a `listen`, which the key names. Every event that is stored after the commit and fits is offered to it. */
  subscribe(actor: Actor, executionId: string, key: string, interest: Interest): Promise<void>;
  /** What was offered after a position, oldest first, with the interest as it was opened. Undefined when the subscription is closed. */
  offered(actor: Actor, executionId: string, key: string, after: number, limit: number): Promise<{ readonly interest: Interest; readonly events: readonly OfferedEvent[] } | undefined>;
  /** Ends a subscription. */
  unsubscribe(actor: Actor, executionId: string, key: string): Promise<void>;
}
