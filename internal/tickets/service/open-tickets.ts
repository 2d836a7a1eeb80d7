import type { Actor } from '#internal/kernel';
import { invalid, unavailable } from '#pkg/apperror';
import { newTicket } from '../domain/new-ticket.ts';
import { offer } from '../domain/ticket-lifecycle.ts';
import type { Delivery, Ticket, TicketId, TicketRequest } from '../domain/ticket.ts';
import { slaCheckDue, ticketChanged, ticketEvent, workOffered } from '../domain/ticket-trail.ts';
import type { OpeningDeps } from './tickets-deps.ts';

/** A ticket to be opened. */
export interface TicketDraft extends TicketRequest {
  readonly delivery: Delivery;
  /** Idempotency keys of the tickets that have to be COMPLETED before, of drafts before this one or of tickets opened earlier. */
  readonly dependsOn?: readonly string[];
  /** Agents may lease it at once, without `offerTickets`. */
  readonly offered?: boolean;
}

/** The tickets of the drafts in their order, those that were there before included, unchanged. */
export type OpenTickets = (actor: Actor, drafts: readonly TicketDraft[]) => Promise<readonly Ticket[]>;

/**
 * Opens all tickets that are not there yet, in one transaction and a few statements, however many. Throws `invalid` for a dependency that is neither an earlier
 * draft nor a ticket, which makes cycles impossible.
 */
export function openTickets({ work, clock, ids, digest }: OpeningDeps): OpenTickets {
  return (actor, drafts) =>
    work.run(actor, async ({ tickets, audit, outbox }) => {
      const now = clock.now();
      const named = [...new Set(drafts.flatMap(({ idempotencyKey, dependsOn = [] }) => [idempotencyKey, ...dependsOn]))];
      const known = new Map((await tickets.findByKeys(named)).map((ticket) => [ticket.idempotencyKey, ticket]));

      const fresh = new Map<string, Ticket>();
      for (const { delivery, dependsOn = [], offered = false, ...request } of drafts) {
        if (known.has(request.idempotencyKey) || fresh.has(request.idempotencyKey)) continue;
        const dependencies = [...new Set(dependsOn)].map((key) => {
          const dependency = fresh.get(key) ?? known.get(key);
          if (!dependency) throw invalid('dependsOn', `${request.idempotencyKey} depends on ${key}, which is neither opened before it nor a ticket`);
          return dependency.id;
        });
        const ticket = newTicket({ id: ids.next() as TicketId, actor, now, delivery, dependencies, digest }, request);
        fresh.set(request.idempotencyKey, offered ? offer(ticket, now) : ticket);
      }

      const opened = await tickets.addUnlessKeysTaken([...fresh.values()]);
      // Somebody else opened some of them since we looked, and ours depend on ids that are not stored: the next call finds theirs.
      if (opened.length < fresh.size) throw unavailable('the same tickets are being opened by somebody else');
      for (const ticket of opened) {
        audit.record(ticketChanged('opened', undefined, ticket));
        outbox.publish(ticketEvent('tickets.ticket.opened', ticket), ...slaCheckDue(ticket));
      }
      const offered = opened.find(({ offeredAt }) => offeredAt !== undefined);
      if (offered) outbox.publish(workOffered(offered, now));

      const all = new Map([...known.values(), ...opened].map((ticket) => [ticket.idempotencyKey, ticket]));
      return drafts.map(({ idempotencyKey }) => all.get(idempotencyKey) as Ticket); // known or opened, all of them
    });
}
