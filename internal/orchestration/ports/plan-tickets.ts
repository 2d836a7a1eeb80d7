import type { Actor, Json, JsonObject } from '#internal/kernel';
import type { RiskBand, TaskPriority, TaskQos } from '../domain/risk-band.ts';
import type { TaskType } from '../domain/plan-document.ts';

/** A task, or the undoing of one, as a ticket that agents lease. */
export interface PlanTicketDraft {
  readonly planId: string;
  readonly intentId?: string;
  readonly decisionId?: string;
  readonly taskId: string;
  readonly type: TaskType | 'COMPENSATE';
  readonly description: string;
  /** One ticket per key and tenant, ever. */
  readonly idempotencyKey: string;
  /** Keys of the tickets that have to be done before, all of them opened earlier. */
  readonly dependsOn: readonly string[];
  readonly priority: TaskPriority;
  readonly riskBand: RiskBand;
  readonly qos: TaskQos;
  readonly slaDeadline: Date;
  readonly maxRetries: number;
  readonly estimatedDurationMs: number;
  readonly parameters: JsonObject;
  readonly requiredCapabilities: readonly string[];
  /** The ticket whose effect this one takes back. */
  readonly compensates?: string;
  readonly metadata: JsonObject;
}

/** What the ledger says of a ticket. */
export interface PlanTicket {
  readonly id: string;
  readonly status: 'open' | 'running' | 'completed' | 'failed' | 'cancelled';
  readonly agentId?: string;
  /** Set once an attempt has begun, whatever became of it. */
  readonly startedAt?: Date;
  readonly completedAt?: Date;
  readonly error?: Json;
}

/** A ticket that agents may lease from now on. */
export interface PlanTicketOffer {
  readonly ticketId: string;
  /** Why now, in words for people; kept in the ticket's history. */
  readonly reason: string;
  /** Until then no other agent gets it. */
  readonly reservation?: { readonly agentId: string; readonly until: Date };
}

/** The tickets of plans. Every method joins the transaction of its caller. */
export interface PlanTickets {
  /** Opens what is not there yet; ids in the order of the drafts, those that were there before included. */
  open(actor: Actor, drafts: readonly PlanTicketDraft[]): Promise<readonly string[]>;
  /** Lets agents lease them, in this order where it matters. Those that were offered before stay as they are. */
  offer(actor: Actor, offers: readonly PlanTicketOffer[]): Promise<void>;
  /** Ends those that are still open, so that no agent begins or repeats them. */
  cancel(actor: Actor, ticketIds: readonly string[], reason: string): Promise<void>;
  /** Ends one on the word of whoever did the work without leasing it. Throws `conflict` when it has ended otherwise. */
  settle(actor: Actor, ticketId: string, outcome: { readonly status: 'success'; readonly output: Json } | { readonly status: 'failure'; readonly error: Json }): Promise<void>;
  /** In no particular order; unknown ids are left out. */
  find(actor: Actor, ticketIds: readonly string[]): Promise<readonly PlanTicket[]>;
}
