import { reactingTo, type DomainEvent } from '#internal/kernel';
import type { TicketId } from '../domain/ticket.ts';
import type { WorkSignal } from '../ports/work-signal.ts';
import type { CancelTickets } from '../service/cancel-tickets.ts';
import type { CheckSla } from '../service/check-sla.ts';

/** What this context does when something happened, here or elsewhere, by event type. */
export function ticketSubscriptions(use: { readonly cancelTickets: CancelTickets; readonly checkSla: CheckSla; readonly workSignal: WorkSignal }) {
  return {
    'automation.execution.finished': async (event: DomainEvent): Promise<void> => {
      await use.cancelTickets(reactingTo(event, 'tickets'), { executionId: event.aggregateId }, 'its execution has ended');
    },
    'tickets.ticket.sla_check_due': (event: DomainEvent): Promise<void> => use.checkSla(reactingTo(event, 'tickets'), event.aggregateId as TicketId),
    'tickets.work.offered': ({ tenantId }: DomainEvent): Promise<void> => use.workSignal.announce(tenantId),
  };
}
