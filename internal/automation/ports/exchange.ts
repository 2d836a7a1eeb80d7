import type { Actor } from '#internal/kernel';
import type { CloudEvent } from '../domain/cloud-event.ts';

/** What an execution exchanges with the world while it runs, apart from calls. Every method is idempotent and joins the transaction of its caller. */
export interface Exchange {
  /** Stores an event that the execution emits, unless one with the same source and id is there, and has it delivered. */
  emit(actor: Actor, executionId: string, event: CloudEvent): Promise<void>;
}
