import type { Actor, Json } from '#internal/kernel';
import type { Approval, ApprovalTerms } from '../domain/approval.ts';
import type { CloudEvent } from '../domain/cloud-event.ts';
import type { OfferedEvent } from '../domain/event-consumption.ts';
import type { SubflowProcess } from '../domain/process-arguments.ts';
import type { Interest } from '../domain/event-interest.ts';

/** What an execution exchanges with the world while it runs, apart from calls. Every method is idempotent and joins the transaction of its caller. */
export interface Exchange {
  /** Stores an event that the execution emits, unless one with the same source and id is there, and has it delivered. */
  emit(actor: Actor, executionId: string, event: CloudEvent): Promise<void>;
  /** Opens the subscription of a `listen`, which the key names. Every event that is stored after the commit and fits is offered to it. */
  subscribe(actor: Actor, executionId: string, key: string, interest: Interest): Promise<void>;
  /** What was offered after a position, oldest first, with the interest as it was opened. Undefined when the subscription is closed. */
  offered(actor: Actor, executionId: string, key: string, after: number, limit: number): Promise<{ readonly interest: Interest; readonly events: readonly OfferedEvent[] } | undefined>;
  /** The wait of this key is over: its subscription ends, its question is withdrawn. */
  unsubscribe(actor: Actor, executionId: string, key: string): Promise<void>;
  /**
   * Asks for the execution of another workflow of the tenant, once per key; `latest` is its current version. Throws `not_found`, `conflict` or
   * `invalid`, with the reason, for one that cannot run.
   */
  startChild(actor: Actor, parentId: string, key: string, workflow: SubflowProcess, input: Json): Promise<{ readonly executionId: string }>;
  /** How a child ended; undefined while it runs. */
  childEnd(actor: Actor, childId: string): Promise<{ readonly status: string; readonly output?: Json; readonly error?: Json } | undefined>;
  /** Asks for the cancellation of a child, unless it has ended. */
  cancelChild(actor: Actor, childId: string): Promise<void>;
  /** Asks people whether a task may run, once per key; the time in which they may answer begins with the first. */
  ask(actor: Actor, executionId: string, key: string, question: ApprovalTerms & { readonly taskName: string; readonly expiresInMs: number }): Promise<Approval>;
  /** What has become of a question; one whose time is over has expired. */
  answer(actor: Actor, executionId: string, key: string): Promise<Approval | undefined>;
  /** Nobody has to answer any more. */
  withdraw(actor: Actor, executionId: string, key: string): Promise<void>;
}
