import type { Json } from '#internal/kernel';
import { completeLease, failLease, renewLease, type LeaseFailure } from './ticket-lease.ts';
import type { Ticket, TicketId } from './ticket.ts';

/** What a holder says of one ticket: that it still works on it, that it has done it, or that it could not. */
export type LeaseReport = { readonly ticketId: TicketId; /** Fencing token of its lease. */ readonly token: number } & (
  | { readonly kind: 'alive'; readonly leaseMs: number; readonly progress?: Json }
  | { readonly kind: 'completed'; readonly output: Json }
  | ({ readonly kind: 'failed' } & LeaseFailure)
);

/** Most reports at once. */
export const MAX_REPORTS = 100;

/** The ticket after a report; the same ticket when the end was reported before. Throws `conflict` when the lease is not the one that counts. */
export function reported(ticket: Ticket, report: LeaseReport, now: Date): Ticket {
  switch (report.kind) {
    case 'alive':
      return renewLease(ticket, report, now);
    case 'completed':
      return completeLease(ticket, report.token, report.output, now);
    case 'failed':
      return failLease(ticket, report.token, report, now);
  }
}
