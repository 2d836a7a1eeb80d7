import { conflict } from '#pkg/apperror';
import type { Actor, IdGenerator } from '#internal/kernel';
import { isOpen } from '../domain/ticket-terms.ts';
import { MAX_TOKEN_MS, type TicketAction, type TicketGrant } from '../domain/ticket-token.ts';
import type { TicketId } from '../domain/ticket.ts';
import { tokenIssued } from '../domain/ticket-trail.ts';
import type { TicketTokens } from '../ports/ticket-tokens.ts';
import type { ChangingDeps } from './tickets-deps.ts';

export interface TokenTerms {
  readonly agentId: string;
  readonly actions: readonly TicketAction[];
  /** At most a quarter of an hour. */
  readonly lifetimeMs: number;
}

export type CreateTicketToken = (actor: Actor, id: TicketId, terms: TokenTerms) => Promise<TicketGrant & { readonly token: string }>;

/** Makes a token that is good for one ticket, to be handed to whoever runs it. It is on record, and kept nowhere. Throws `conflict` for a ticket that has ended. */
export function createTicketToken({ work, clock, ids, tokens }: ChangingDeps & { readonly ids: IdGenerator; readonly tokens: TicketTokens }): CreateTicketToken {
  return (actor, id, { agentId, actions, lifetimeMs }) =>
    work.run(actor, async ({ tickets, audit }) => {
      const ticket = await tickets.get(id);
      if (!isOpen(ticket.status)) throw conflict(`ticket ${id} is ${ticket.status}`);
      const issuedAt = new Date(Math.floor(clock.now().getTime() / 1000) * 1000); // a JWT counts in seconds
      const expiresAt = new Date(issuedAt.getTime() + Math.min(lifetimeMs, MAX_TOKEN_MS));
      const grant: TicketGrant = { tenantId: actor.tenantId, ticketId: id, agentId, actions, tokenId: ids.next(), issuedAt, expiresAt };
      audit.record(tokenIssued(ticket, grant));
      return { ...grant, token: await tokens.sign(grant) };
    });
}
