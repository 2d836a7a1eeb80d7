/** Any JSON value (RFC 8259). */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A leased ticket: what is to be done. The server sends more; these are the fields that agents work with. */
export interface Ticket {
  readonly id: string;
  readonly task_id: string;
  readonly task_name: string;
  readonly type: string;
  readonly description: string | null;
  readonly priority: string;
  readonly plan_id: string | null;
  readonly execution_id: string | null;
  readonly correlation_id: string;
  /** Pass it on to whatever has the effect, so that a repeated attempt has none. */
  readonly idempotency_key: string;
  readonly parameters: JsonValue;
  readonly required_capabilities: readonly string[];
  /** This attempt, from 1. */
  readonly attempts: number;
  readonly sla: { readonly deadline: string | null; readonly timeout_ms: number | null };
  readonly metadata: { readonly [key: string]: JsonValue };
}

/** The right to work on a ticket, until it expires or is renewed. */
export interface Lease {
  /** Fencing token: only the holder of the latest can complete. Pass it on to systems that can compare it. */
  readonly token: number;
  readonly expires_at: string;
}

/** What a handler has besides the ticket. */
export interface TicketContext {
  /** Aborted when the lease is lost, the attempt takes longer than the ticket allows, or the agent has to stop; `signal.reason` is a `TicketAborted`. */
  readonly signal: AbortSignal;
  readonly leaseToken: number;
  /** Tells people how far it is; goes out with the next renewal. */
  progress(progress: JsonValue): void;
}

/** Does the effect and answers its output. Throwing fails the attempt: `TicketFailure` says whether another could help, anything else is tried again. */
export type TicketHandler = (ticket: Ticket, context: TicketContext) => Promise<JsonValue | void>;

/** Why work on a ticket must stop. */
export class TicketAborted extends Error {
  override readonly name = 'TicketAborted';

  constructor(readonly why: 'lease_lost' | 'timed_out' | 'agent_stops') {
    super(`work on the ticket must stop: ${why}`);
  }
}

/** Thrown by a handler: the attempt failed, with details for whoever reads the ticket. */
export class TicketFailure extends Error {
  override readonly name = 'TicketFailure';
  readonly retryable: boolean;
  readonly details: JsonValue;

  constructor(message: string, { retryable = false, details = null }: { readonly retryable?: boolean; readonly details?: JsonValue } = {}) {
    super(message);
    this.retryable = retryable;
    this.details = details;
  }
}
