import type { Actor, Json } from '#internal/kernel';
import type { RiskBand, WorkType } from '../domain/task-terms.ts';

/** What an effect of an execution needs to become a ticket. */
export interface TicketRequest {
  readonly executionId: string;
  /** JSON pointer of the task in its definition, with the iteration where a task runs again: `/do/0/restart`. */
  readonly taskPath: string;
  readonly taskName: string;
  readonly type: WorkType;
  /** Goes out with the effect: `<execution id>:<task path>:<do|undo>`, or `shared:<key>` with the key that the definition gives. One ticket per key and tenant, ever. */
  readonly idempotencyKey: string;
  readonly priority: 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL';
  readonly slaDeadline?: Date;
  readonly riskBand?: RiskBand;
  readonly requiredCapabilities?: readonly string[];
  readonly maxRetries?: number;
  /** The ticket whose effect this one takes back: it is COMPENSATED once this one is complete. */
  readonly compensates?: string;
  readonly parameters: Json;
}

/** The ticket of an effect: to be run (again), or finished before with what it answered. */
export type BegunTicket =
  | { readonly ticketId: string; readonly state: 'run'; readonly attempt: number }
  | { readonly ticketId: string; readonly state: 'done'; readonly attempt: number; readonly output: Json; /** By another task, under a shared key: it is not this one's to undo. */ readonly elsewhere?: true };

/** Execution tickets, as the interpreter needs them. */
export interface Tickets {
  /** Reserves the ticket of a key, or finds the one reserved before a crash or by an earlier attempt, and counts the attempt. Idempotent per key. Throws `unavailable` while another task runs the effect under the same key. */
  begin(actor: Actor, request: TicketRequest): Promise<BegunTicket>;
  /** The effect is done; the output is stored, so that no later attempt runs it again. */
  complete(actor: Actor, ticketId: string, output: Json): Promise<void>;
  /** An attempt failed; `final` when no further attempt follows. */
  fail(actor: Actor, ticketId: string, failure: { readonly error: Json; readonly final: boolean }): Promise<void>;
}
