import type { Brand, Json, JsonObject, TenantId } from '#internal/kernel';
import type { DeliveryMode, QualityOfService, RiskBand, SecurityLevel, TicketPriority, TicketStatus, TicketType } from './ticket-terms.ts';

export type TicketId = Brand<string, 'TicketId'>;

/**
 * Who runs the effect. `inline`: whoever opened the ticket, which is our interpreter. `lease`: an agent that leases it, once it is offered.
 */
export type Delivery = 'inline' | 'lease';

/** What an effect needs to become a ticket; what is absent is filled in by `newTicket`. */
export interface TicketRequest {
  readonly executionId?: string;
  readonly planId?: string;
  /** The intent and the decision that the plan serves, as their owners name them. */
  readonly intentId?: string;
  readonly decisionId?: string;
  /** Stable name of the task in its plan or definition; the task's path, or its name, when absent. */
  readonly taskId?: string;
  /** JSON pointer of the task in its definition, with the iteration where a task runs again. */
  readonly taskPath?: string;
  readonly taskName: string;
  readonly type: TicketType;
  readonly description?: string;
  /** Goes out with the effect. One ticket per key and tenant, ever. */
  readonly idempotencyKey: string;
  readonly priority: TicketPriority;
  readonly riskBand?: RiskBand;
  readonly slaDeadline?: Date;
  /** How long one attempt may take; a lease is not renewed beyond it. */
  readonly timeoutMs?: number;
  /** Attempts that follow a first one that was lost or failed, for tickets that are leased. */
  readonly maxRetries?: number;
  readonly estimatedDurationMs?: number;
  readonly qos?: Partial<QualityOfService>;
  readonly parameters: Json;
  /** What an agent must be able to do to be given the ticket. */
  readonly requiredCapabilities?: readonly string[];
  readonly securityLevel?: SecurityLevel;
  readonly metadata?: JsonObject;
  /** The ticket whose effect this one takes back. */
  readonly compensates?: TicketId;
}

/** What stays as it was when the ticket was opened; its hash covers all of it. */
export interface TicketOrder extends Omit<TicketRequest, 'qos'> {
  readonly id: TicketId;
  readonly tenantId: TenantId;
  readonly correlationId: string;
  /** W3C trace and span that opened it, when tracing was on. */
  readonly traceId?: string;
  readonly spanId?: string;
  readonly delivery: Delivery;
  readonly taskId: string;
  /** Tickets that have to be COMPLETED before this one is leased. */
  readonly dependencies: readonly TicketId[];
  readonly riskBand: RiskBand;
  readonly maxRetries: number;
  readonly deliveryMode: DeliveryMode;
  readonly consistency: QualityOfService['consistency'];
  readonly durability: QualityOfService['durability'];
  readonly requiredCapabilities: readonly string[];
  readonly securityLevel: SecurityLevel;
  readonly metadata: JsonObject;
  readonly createdAt: Date;
  /** Version of this form, as in `api/events/ticket.schema.json`. */
  readonly schemaVersion: string;
}

/** One effect on the world and whether it has happened: the ledger that makes an effect happen once. */
export interface Ticket extends TicketOrder {
  /** SHA-256 over the canonical JSON (RFC 8785) of the order (`hashedForm`), 64 hex digits; absent on tickets from before there was one. */
  readonly hash?: string;
  readonly status: TicketStatus;
  /** How often the effect was begun, the attempts that were cut off by a crash included. Retries are all but the first. */
  readonly attempts: number;
  /** How many attempts a leased ticket has in all; asking for a retry by hand grants more. */
  readonly attemptLimit: number;
  /** What the effect answered; there once COMPLETED and never changed again. */
  readonly output?: Json;
  /** Why the last failed attempt failed. */
  readonly error?: Json;
  /** Dependencies that are not COMPLETED yet. */
  readonly waitingFor: number;
  readonly offeredAt?: Date;
  /** Why it was offered when it was, in words for people. */
  readonly scheduleReason?: string;
  /** The agent that goes before all others until `reservedUntil`; gone as soon as anybody leases it. */
  readonly reservedFor?: string;
  readonly reservedUntil?: Date;
  /** Not leased before this time: the pause after a failed attempt. */
  readonly availableAt: Date;
  /** Place in the queue of its tenant: the smallest goes first. See `rankOf`. */
  readonly rankAt: Date;
  /** Begin of the last attempt. */
  readonly startedAt?: Date;
  readonly completedAt?: Date;
  /** Who holds it, or held it last. */
  readonly agentId?: string;
  /** Fencing token: grows with every lease and whenever one is taken away, so that a late holder is recognised. */
  readonly leaseToken: number;
  readonly leaseExpiresAt?: Date;
  /** What the holder said last about how far it is. */
  readonly progress?: Json;
  /** When the deadline came near, and when it passed, without the effect: each told once. */
  readonly slaAtRiskAt?: Date;
  readonly slaBreachedAt?: Date;
  /** The ticket that takes the effect back. */
  readonly compensationTicketId?: TicketId;
  readonly version: number;
}

/** What a list of tickets may be narrowed to; an absent field allows every value. */
export interface TicketFilter {
  readonly executionId?: string;
  readonly planId?: string;
  readonly intentId?: string;
  readonly status?: TicketStatus;
  readonly priority?: TicketPriority;
  readonly type?: TicketType;
  readonly agentId?: string;
  readonly capability?: string;
  /** Open tickets whose deadline is before this time. */
  readonly slaDueBefore?: Date;
}
