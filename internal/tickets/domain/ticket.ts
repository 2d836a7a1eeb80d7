import { conflict } from '#pkg/apperror';
import type { Brand, Json, TenantId } from '#internal/kernel';

export type TicketId = Brand<string, 'TicketId'>;
export type TicketType = 'EXECUTE' | 'COMPENSATE';
export type TicketStatus = 'PENDING' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';
export type TicketPriority = 'LOW' | 'NORMAL' | 'HIGH' | 'CRITICAL';

/** What an effect of an execution needs to become a ticket. */
export interface TicketRequest {
  readonly executionId: string;
  /** JSON pointer of the task in its definition, with the iteration where a task runs again. */
  readonly taskPath: string;
  readonly taskName: string;
  readonly type: TicketType;
  /** Goes out with the effect. One ticket per key and tenant, ever. */
  readonly idempotencyKey: string;
  readonly priority: TicketPriority;
  readonly slaDeadline?: Date;
  readonly parameters: Json;
}

/** One effect on the world and whether it has happened: the ledger that makes an effect happen once. */
export interface Ticket extends TicketRequest {
  readonly id: TicketId;
  readonly tenantId: TenantId;
  readonly status: TicketStatus;
  /** How often the effect was begun, the attempts that were cut off by a crash included. */
  readonly attempts: number;
  /** What the effect answered; there once COMPLETED and never changed again. */
  readonly output?: Json;
  /** Why the last failed attempt failed. */
  readonly error?: Json;
  readonly createdAt: Date;
  /** Begin of the last attempt. */
  readonly startedAt?: Date;
  readonly completedAt?: Date;
  readonly correlationId: string;
  readonly version: number;
}

/** What a list of tickets may be narrowed to; an absent field allows every value. */
export interface TicketFilter {
  readonly executionId?: string;
  readonly status?: TicketStatus;
  readonly priority?: TicketPriority;
  readonly type?: TicketType;
}

/** A ticket that waits for its first attempt. */
export const newTicket = (
  { id, tenantId, correlationId, createdAt }: Pick<Ticket, 'id' | 'tenantId' | 'correlationId' | 'createdAt'>,
  request: TicketRequest,
): Ticket => ({ ...request, id, tenantId, correlationId, createdAt, status: 'PENDING', attempts: 0, version: 1 });

/**
 * Counts one more attempt. A RUNNING ticket may begin again (its attempt died with its worker) and so may a FAILED one (whoever failed it
 * did not live to tell). Throws `conflict` for a COMPLETED ticket, whose effect must not be repeated, and for a CANCELLED one.
 */
export function beginAttempt(ticket: Ticket, now: Date): Ticket {
  if (ticket.status === 'COMPLETED' || ticket.status === 'CANCELLED') throw conflict(`ticket ${ticket.id} is ${ticket.status}`);
  const { completedAt: _, ...open } = ticket;
  return { ...open, status: 'RUNNING', attempts: ticket.attempts + 1, startedAt: later(now, ticket.createdAt) };
}

/**
 * The effect has happened. The first output is final: completing again returns the ticket as it is. A FAILED or CANCELLED ticket completes
 * too, since an answer that comes late is still the truth about the world.
 */
export function complete(ticket: Ticket, output: Json, now: Date): Ticket {
  if (ticket.status === 'COMPLETED') return ticket;
  if (ticket.startedAt === undefined) throw conflict(`ticket ${ticket.id} was never begun`);
  const { error: _, ...rest } = ticket;
  return { ...rest, status: 'COMPLETED', output, completedAt: later(now, ticket.startedAt) };
}

/** An attempt failed: back to PENDING, or FAILED when no other follows. A ticket that has ended stays as it is. */
export function fail(ticket: Ticket, failure: { readonly error: Json; readonly final: boolean }, now: Date): Ticket {
  if (ticket.status !== 'PENDING' && ticket.status !== 'RUNNING') return ticket;
  if (ticket.startedAt === undefined) throw conflict(`ticket ${ticket.id} was never begun`);
  if (!failure.final) return { ...ticket, status: 'PENDING', error: failure.error };
  return { ...ticket, status: 'FAILED', error: failure.error, completedAt: later(now, ticket.startedAt) };
}

/** Nobody will finish it any more: its execution has ended. A ticket that has ended stays as it is. */
export function cancel(ticket: Ticket, now: Date): Ticket {
  if (ticket.status !== 'PENDING' && ticket.status !== 'RUNNING') return ticket;
  return { ...ticket, status: 'CANCELLED', completedAt: later(now, ticket.startedAt ?? ticket.createdAt) };
}

// Two machines write one ticket and their clocks differ; time on a ticket never runs backwards.
const later = (now: Date, before: Date): Date => (now < before ? before : now);
