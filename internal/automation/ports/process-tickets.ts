import type { Actor, Json, JsonObject } from '#internal/kernel';

/** What an agent is asked to run for a task. */
export interface ProcessTicketRequest {
  /** Whose end cancels the ticket; absent for one that outlives its execution. */
  readonly executionId?: string;
  readonly taskPath: string;
  readonly taskName: string;
  readonly type: 'BUILD' | 'DEPLOY' | 'TEST' | 'VALIDATE' | 'EXECUTE' | 'COMPENSATE' | 'QUERY' | 'TRANSFORM' | 'NOTIFY';
  /** One ticket per key and tenant, ever. */
  readonly idempotencyKey: string;
  readonly priority: 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL';
  readonly riskBand?: 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
  readonly slaDeadline?: Date;
  /** How long one attempt may take. */
  readonly timeoutMs?: number;
  readonly maxRetries?: number;
  readonly parameters: Json;
  readonly requiredCapabilities: readonly string[];
  /** Whether agents may lease it. */
  readonly offered: boolean;
  readonly metadata?: JsonObject;
}

export interface ProcessTicket {
  readonly ticketId: string;
  readonly executionId?: string;
  /** Agents run it; otherwise the key belongs to something else. */
  readonly leased: boolean;
  readonly status: 'open' | 'completed' | 'failed' | 'cancelled';
  /** An agent has held it, so it may have had an effect. */
  readonly begun: boolean;
  readonly output?: Json;
  readonly error?: Json;
}

/** Tickets that agents lease, as tasks need them that are run outside of our processes. */
export interface ProcessTickets {
  /** The ticket of the key: a new one, or the one that is there, unchanged. Joins the transaction of its caller. */
  open(actor: Actor, request: ProcessTicketRequest): Promise<ProcessTicket>;
  find(actor: Actor, ticketId: string): Promise<ProcessTicket | undefined>;
  /** Nobody shall run it any more. Nothing happens when it has ended. */
  cancel(actor: Actor, ticketId: string, reason: string): Promise<void>;
}
