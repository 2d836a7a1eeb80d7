import type { Actor, Json } from '#internal/kernel';
import { renewLease } from '../domain/ticket-lease.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import type { ChangingDeps } from './tickets-deps.ts';

export type HeartbeatTicket = (actor: Actor, id: TicketId, lease: { readonly token: number; readonly leaseMs: number; readonly progress?: Json }) => Promise<Ticket>;

/**
 * Renews the lease of an agent that lives. A sign of life changes nothing that people decide by, so it neither is a version of the ticket nor has an entry in the audit
 * log. Throws `conflict` when the lease is lost.
 */
export function heartbeatTicket({ work, clock }: ChangingDeps): HeartbeatTicket {
  return (actor, id, lease) =>
    work.run(actor, async ({ tickets }) => {
      const renewed = renewLease(await tickets.lock(id), lease, clock.now());
      await tickets.saveLease(renewed);
      return renewed;
    });
}
