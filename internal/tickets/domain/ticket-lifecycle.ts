import { conflict } from '#pkg/apperror';
import { later, type Json } from '#internal/kernel';
import type { Ticket, TicketId } from './ticket.ts';
import { isOpen } from './ticket-terms.ts';
import { rankOf } from './ticket-sla.ts';

/**
 * Counts one more attempt. A RUNNING ticket may begin again (its attempt died with its worker) and so may a FAILED one (whoever failed it
 * did not live to tell). Throws `conflict` for a ticket whose effect is done, whose effect was taken back, or that was cancelled.
 */
export function beginAttempt(ticket: Ticket, now: Date): Ticket {
  if (!isOpen(ticket.status) && ticket.status !== 'FAILED') throw conflict(`ticket ${ticket.id} is ${ticket.status}`);
  const { completedAt: _, ...open } = ticket;
  return { ...open, status: 'RUNNING', attempts: ticket.attempts + 1, startedAt: later(now, ticket.createdAt) };
}

/** Whether its effect is done, also when it is being taken back or has been. */
export const isDone = ({ status, output }: Ticket): boolean => status === 'COMPLETED' || output !== undefined;

/**
 * The effect has happened. The first output is final: completing again returns the ticket as it is. A FAILED or CANCELLED ticket completes
 * too, since an answer that comes late is still the truth about the world.
 */
export function complete(ticket: Ticket, output: Json, now: Date): Ticket {
  if (isDone(ticket)) return ticket;
  if (ticket.startedAt === undefined) throw conflict(`ticket ${ticket.id} was never begun`);
  if (ticket.status === 'COMPENSATING' || ticket.status === 'COMPENSATED') throw conflict(`ticket ${ticket.id} is ${ticket.status}`);
  const { error: _, ...rest } = released(ticket);
  return { ...rest, status: 'COMPLETED', output, completedAt: later(now, ticket.startedAt) };
}

/** An attempt failed: back to PENDING, or FAILED when no other follows. A ticket that has ended stays as it is. */
export function fail(ticket: Ticket, failure: { readonly error: Json; readonly final: boolean }, now: Date): Ticket {
  if (!isOpen(ticket.status)) return ticket;
  if (ticket.startedAt === undefined) throw conflict(`ticket ${ticket.id} was never begun`);
  if (!failure.final) return { ...released(ticket), status: 'PENDING', error: failure.error };
  return { ...released(ticket), status: 'FAILED', error: failure.error, completedAt: later(now, ticket.startedAt) };
}

/** Nobody will finish it any more: its execution or plan has ended. A ticket that has ended stays as it is. */
export function cancel(ticket: Ticket, now: Date): Ticket {
  if (!isOpen(ticket.status)) return ticket;
  return { ...released(ticket), leaseToken: ticket.leaseToken + 1, status: 'CANCELLED', completedAt: later(now, ticket.startedAt ?? ticket.createdAt) };
}

/** With what a ticket is offered. */
export interface OfferTerms {
  /** Why now, in words for people. */
  readonly reason?: string;
  /** Who goes first: until then no other agent leases it. */
  readonly reservation?: { readonly agentId: string; readonly until: Date };
}

/** Agents may lease it from now on, once its dependencies are done. Offering again changes nothing. */
export function offer(ticket: Ticket, now: Date, { reason, reservation }: OfferTerms = {}): Ticket {
  if (ticket.delivery !== 'lease') throw conflict(`ticket ${ticket.id} is run by its execution and cannot be offered`);
  if (ticket.offeredAt !== undefined || ticket.status !== 'PENDING') return ticket;
  const offeredAt = later(now, ticket.createdAt);
  return {
    ...ticket, offeredAt, availableAt: offeredAt, rankAt: rankOf(offeredAt, ticket),
    ...(reason !== undefined && { scheduleReason: reason }), ...(reservation && { reservedFor: reservation.agentId, reservedUntil: reservation.until }),
  };
}

/** Another round after the last attempt failed: offered again, with as many attempts as a new ticket. Throws `conflict` for any other ticket. */
export function retry(ticket: Ticket, now: Date): Ticket {
  if (ticket.delivery !== 'lease') throw conflict(`ticket ${ticket.id} is run by its execution: repeat the execution`);
  if (ticket.status !== 'FAILED') throw conflict(`only a FAILED ticket is retried, ticket ${ticket.id} is ${ticket.status}`);
  const { completedAt: _, offeredAt: __, ...open } = ticket;
  const attemptLimit = ticket.attempts + (ticket.deliveryMode === 'AT_MOST_ONCE' ? 1 : 1 + ticket.maxRetries);
  return offer({ ...open, status: 'PENDING', attemptLimit }, now);
}

/** Another ticket begins to take its effect back. Beginning again with the same one changes nothing. */
export function beginCompensation(ticket: Ticket, by: TicketId): Ticket {
  if (ticket.compensationTicketId === by && (ticket.status === 'COMPENSATING' || ticket.status === 'COMPENSATED')) return ticket;
  if (ticket.status !== 'COMPLETED' && ticket.status !== 'FAILED') throw conflict(`ticket ${ticket.id} is ${ticket.status} and has nothing to take back`);
  return { ...ticket, status: 'COMPENSATING', compensationTicketId: by };
}

/** The ticket that takes the effect back has ended. When it failed, the effect stands: COMPLETED, or FAILED, as before. */
export function endCompensation(ticket: Ticket, by: TicketId, outcome: 'COMPENSATED' | 'FAILED'): Ticket {
  if (ticket.status !== 'COMPENSATING' || ticket.compensationTicketId !== by) return ticket;
  if (outcome === 'COMPENSATED') return { ...ticket, status: 'COMPENSATED' };
  return { ...ticket, status: ticket.output === undefined ? 'FAILED' : 'COMPLETED' };
}

/** Without the lease, and reserved for nobody. Who held it stays on the ticket. */
export function released(ticket: Ticket): Ticket {
  const { leaseExpiresAt: _, reservedFor: __, reservedUntil: ___, ...rest } = ticket;
  return rest;
}
