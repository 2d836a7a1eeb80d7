import { conflict } from '#pkg/apperror';
import type { Json } from '#internal/kernel';
import { takeBack } from './ticket-lease.ts';
import { beginAttempt, cancel, complete, fail, released, retry } from './ticket-lifecycle.ts';
import { LEGAL_TRANSITIONS, type TicketStatus } from './ticket-terms.ts';
import type { Ticket } from './ticket.ts';

/** A change that a person makes. COMPENSATING and COMPENSATED are left out: they follow from another ticket. */
export interface StatusChange {
  readonly status: Exclude<TicketStatus, 'COMPENSATING' | 'COMPENSATED'>;
  readonly reason: string;
  /** What the effect answered, with COMPLETED. */
  readonly output?: Json;
}

/**
 * Puts a ticket into another status by hand. Whoever holds a lease of it has lost it. Throws `conflict` for a change that is not legal.
 */
export function changeStatus(ticket: Ticket, { status, reason, output = null }: StatusChange, now: Date): Ticket {
  const legal = LEGAL_TRANSITIONS[ticket.status];
  if (!legal.includes(status)) {
    const choice = legal.length > 0 ? `only ${legal.join(', ')} can follow` : 'nothing follows';
    throw conflict(`ticket ${ticket.id} is ${ticket.status}: ${choice}`);
  }
  const fenced = { ...released(ticket), leaseToken: ticket.delivery === 'lease' ? ticket.leaseToken + 1 : ticket.leaseToken };
  switch (status) {
    case 'PENDING':
      return ticket.status === 'FAILED' ? retry(ticket, now) : takeBack(ticket, now);
    case 'RUNNING':
      return beginAttempt(fenced, now);
    case 'COMPLETED':
      return complete(fenced, output, now);
    case 'FAILED':
      return fail(fenced, { error: { title: 'failed by hand', detail: reason }, final: true }, now);
    case 'CANCELLED':
      return cancel(ticket, now);
  }
}
