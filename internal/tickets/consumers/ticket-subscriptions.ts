import { systemActor, type DomainEvent } from '#internal/kernel';
import type { CancelTickets } from '../service/cancel-tickets.ts';

/** What this context does when something happened elsewhere, by event type. */
export function ticketSubscriptions(use: { readonly cancelTickets: CancelTickets }) {
  return {
    'automation.execution.finished': ({ tenantId, type, correlationId, traceparent, aggregateId }: DomainEvent): Promise<void> => {
      const actor = systemActor(tenantId, 'tickets', { correlationId, via: type, ...(traceparent !== undefined && { traceparent }) });
      return use.cancelTickets(actor, aggregateId);
    },
  };
}
