import { reactingTo, type DomainEvent } from '#internal/kernel';
import type { CancelTickets } from '../service/cancel-tickets.ts';

/** What this context does when something happened elsewhere, by event type. */
export function ticketSubscriptions(use: { readonly cancelTickets: CancelTickets }) {
  return {
    'automation.execution.finished': (event: DomainEvent): Promise<void> => use.cancelTickets(reactingTo(event, 'tickets'), event.aggregateId),
  };
}
