import type { Actor, Json } from '#internal/kernel';
import type { LeaseReport } from '../domain/lease-report.ts';
import type { LeaseFailure } from '../domain/ticket-lease.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import { reportLeases } from './report-leases.ts';
import type { ChangingDeps } from './tickets-deps.ts';

/** `token` is the fencing token of the caller's lease. Throws `conflict` when it is not the one that counts, `not_found` for no such ticket. */
export type HeartbeatTicket = (actor: Actor, id: TicketId, lease: { readonly token: number; readonly leaseMs: number; readonly progress?: Json }) => Promise<Ticket>;
export type CompleteLease = (actor: Actor, id: TicketId, lease: { readonly token: number; readonly output: Json }) => Promise<Ticket>;
export type FailLease = (actor: Actor, id: TicketId, lease: LeaseFailure & { readonly token: number }) => Promise<Ticket>;

/** An agent lives and goes on working on its ticket. */
export function heartbeatTicket(deps: ChangingDeps): HeartbeatTicket {
  const report = reportOne(deps);
  return (actor, ticketId, lease) => report(actor, { kind: 'alive', ticketId, ...lease });
}

/** An agent has done its ticket. */
export function completeLeasedTicket(deps: ChangingDeps): CompleteLease {
  const report = reportOne(deps);
  return (actor, ticketId, lease) => report(actor, { kind: 'completed', ticketId, ...lease });
}

/** An agent could not do it: another attempt follows, or none. */
export function failLeasedTicket(deps: ChangingDeps): FailLease {
  const report = reportOne(deps);
  return (actor, ticketId, lease) => report(actor, { kind: 'failed', ticketId, ...lease });
}

function reportOne(deps: ChangingDeps): (actor: Actor, report: LeaseReport) => Promise<Ticket> {
  const reportAll = reportLeases(deps);
  return async (actor, report) => {
    const [result] = await reportAll(actor, [report]);
    if (!result) throw new Error('a report was not answered');
    if ('refused' in result) throw result.refused;
    return result.ticket;
  };
}
