import type { Operations } from '#internal/platform/http';
import { DEFAULT_TOKEN_MS, TICKET_ACTIONS } from '../domain/ticket-token.ts';
import type { TicketId } from '../domain/ticket.ts';
import type { TicketTokens } from '../ports/ticket-tokens.ts';
import type { CreateTicketToken } from '../service/create-ticket-token.ts';

/** Tokens for one ticket, and what they are verified with. */
export function tokenOperations(use: { readonly createTicketToken: CreateTicketToken }, tokens: TicketTokens): Pick<Operations, 'createTicketToken' | 'getTicketSigningKeys'> {
  return {
    async createTicketToken({ actor, path, body }) {
      const { agent_id: agentId, actions = TICKET_ACTIONS, ttl_seconds: seconds } = body;
      const lifetimeMs = seconds === undefined ? DEFAULT_TOKEN_MS : seconds * 1000;
      const { token, ticketId, expiresAt, actions: granted } = await use.createTicketToken(actor, path.ticketId as TicketId, { agentId, actions: [...new Set(actions)], lifetimeMs });
      return { status: 201, headers: { 'Cache-Control': 'no-store' }, body: { token, ticket_id: ticketId, agent_id: agentId, actions: [...granted], expires_at: expiresAt.toISOString() } };
    },

    async getTicketSigningKeys() {
      const { keys } = await tokens.publicKeys();
      return { status: 200, body: { keys: [...keys] } };
    },
  };
}
