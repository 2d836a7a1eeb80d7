import { reactingTo, type DomainEvent } from '#internal/kernel';
import type { CancelTickets } from '../service/cancel-tickets.ts';

/** What this context does when something happened elsewhere, by event type. */
export function ticketSubscriptions(use: { readonly cancelTickets: CancelTickets }) {
  return {
    'automation.execution.finished': async (event: DomainEvent): Promise<void> => {
      await use.cancelTickets(reactingTo(event, 'tickets'), { executionId: event.aggregateId }, 'its execution has ended');
    },
  };
}
