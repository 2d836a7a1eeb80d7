import type { Actor } from '#internal/kernel';
import type { Authenticator, Principal, RequestMeta } from '#internal/platform/http';
import { forbidden } from '#pkg/apperror';
import type { TicketAction, TicketGrant } from '../domain/ticket-token.ts';
import type { TicketBearer } from '../domain/ticket-bearer.ts';
import type { TicketTokens } from '../ports/ticket-tokens.ts';

/** What each operation of REST and gRPC is among the actions that a token names; with a token nothing else is allowed. */
const ACTIONS: Readonly<Record<string, TicketAction>> = {
  getTicket: 'read', heartbeatTicket: 'heartbeat', completeTicket: 'complete', failTicket: 'fail',
  'TicketService.GetTicket': 'read', 'TicketService.Heartbeat': 'heartbeat', 'TicketService.CompleteTicket': 'complete', 'TicketService.FailTicket': 'fail',
};

/** Lets the bearers of ticket tokens in, and leaves everybody else to `others`. */
export const ticketTokenAuthenticator = (tokens: TicketTokens, others: Authenticator): Authenticator => async (credentials, meta) => {
  const [, token] = /^bearer +(\S+) *$/i.exec(credentials.authorization ?? '') ?? [];
  if (token === undefined || credentials.apiKey !== undefined || !tokens.recognises(token)) return others(credentials, meta);
  const grant = await tokens.verify(token);
  if (credentials.tenant !== undefined && credentials.tenant !== grant.tenantId) throw forbidden('the ticket token is for another tenant');
  const bearer: Principal & TicketBearer = { actor: actorOf(grant, meta), kind: 'bearer', may: () => mayUse(grant, meta.operation), onlyTicket: grant.ticketId };
  return bearer;
};

function mayUse({ actions }: TicketGrant, operation: string): boolean {
  const action = Object.hasOwn(ACTIONS, operation) ? ACTIONS[operation] : undefined;
  if (action === undefined) throw forbidden('a ticket token is good for its ticket only');
  if (!actions.includes(action)) throw forbidden(`the ticket token does not allow to ${action}`);
  return true;
}

const actorOf = ({ tenantId, agentId, tokenId }: TicketGrant, { correlationId, traceparent, ip, operation }: RequestMeta): Actor => ({
  tenantId,
  subject: `ticket-token:${tokenId}`,
  kind: 'api_key',
  name: agentId,
  correlationId,
  ...(traceparent !== undefined && { traceparent }),
  ip,
  via: operation,
});
