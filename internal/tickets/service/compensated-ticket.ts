import type { AuditTrail, Outbox } from '#internal/kernel';
import { beginCompensation, endCompensation } from '../domain/ticket-lifecycle.ts';
import type { Ticket } from '../domain/ticket.ts';
import { ticketChanged } from '../domain/ticket-trail.ts';
import type { TicketRepository } from '../ports/ticket-repository.ts';

/** The hands of a transaction that changes tickets. */
export interface TicketScope {
  readonly tickets: TicketRepository;
  readonly audit: AuditTrail;
  readonly outbox: Outbox;
}

/**
 * A ticket that takes another's effect back begins: the other is COMPENSATING. Nothing for any other ticket. What is open, or taken back already, stays as it
 * is, for whoever undoes decides what is undone, and one ticket must not keep others from being leased.
 */
export async function compensationBegun({ tickets, audit }: Pick<TicketScope, 'tickets' | 'audit'>, { id, compensates }: Ticket): Promise<void> {
  if (compensates === undefined) return;
  const [before] = await tickets.lockAll([compensates]);
  if (before?.status !== 'COMPLETED' && before?.status !== 'FAILED') return;
  const after = beginCompensation(before, id);
  await tickets.save(after);
  audit.record(ticketChanged('compensating', before, after, `ticket ${id} takes its effect back`));
}

/** It has ended: the other is COMPENSATED, or what it was before. */
export async function compensationEnded({ tickets, audit }: Pick<TicketScope, 'tickets' | 'audit'>, { id, compensates, status }: Ticket): Promise<void> {
  if (compensates === undefined) return;
  const before = await tickets.lock(compensates);
  const outcome = status === 'COMPLETED' ? 'COMPENSATED' : 'FAILED';
  const after = endCompensation(before, id, outcome);
  if (after === before) return;
  await tickets.save(after);
  audit.record(ticketChanged(outcome === 'COMPENSATED' ? 'compensated' : 'compensation_failed', before, after, `ticket ${id} is ${status}`));
}
