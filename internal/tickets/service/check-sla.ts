import type { Actor } from '#internal/kernel';
import { atRiskAt } from '../domain/ticket-sla.ts';
import { isOpen } from '../domain/ticket-terms.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import { slaCheckDue, ticketChanged, ticketEvent } from '../domain/ticket-trail.ts';
import type { ChangingDeps } from './tickets-deps.ts';

/** Tells, once each, that a deadline comes near and that it has passed. Idempotent; nothing for a ticket that has ended in time. */
export type CheckSla = (actor: Actor, id: TicketId) => Promise<void>;

export function checkSla({ work, clock }: ChangingDeps): CheckSla {
  return (actor, id) =>
    work.run(actor, async ({ tickets, audit, outbox }) => {
      const now = clock.now();
      const before = await tickets.lock(id);
      const { slaDeadline, createdAt } = before;
      if (!slaDeadline || !isOpen(before.status)) return;

      const breached = now >= slaDeadline && !before.slaBreachedAt;
      const atRisk = now >= atRiskAt(createdAt, slaDeadline) && !before.slaAtRiskAt;
      if (!atRisk && !breached) return;
      const after: Ticket = { ...before, ...(atRisk && { slaAtRiskAt: now }), ...(breached && { slaBreachedAt: now }) };
      await tickets.save(after);
      audit.record(ticketChanged(breached ? 'sla_breached' : 'sla_at_risk', before, after));
      if (atRisk) outbox.publish(ticketEvent('tickets.ticket.sla_at_risk', after));
      if (breached) outbox.publish(ticketEvent('tickets.ticket.sla_breached', after));
      else outbox.publish(...slaCheckDue(after));
    });
}
