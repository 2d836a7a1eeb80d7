import { asTenantId } from '#internal/kernel';
import type { Principal, RequestMeta } from '#internal/platform/http';
import { unauthenticated } from '#pkg/apperror';
import type { TicketGrant } from '../domain/ticket-token.ts';
import type { TicketId } from '../domain/ticket.ts';
import type { TicketTokens } from '../ports/ticket-tokens.ts';
import { requireTicket } from '../domain/ticket-bearer.ts';
import { ticketTokenAuthenticator } from './ticket-token-authenticator.ts';

const grant: TicketGrant = { tenantId: asTenantId('t1'), ticketId: 'ticket-1' as TicketId, agentId: 'agent-1', actions: ['read', 'complete'], tokenId: 'j', issuedAt: new Date(0), expiresAt: new Date(1) };
const tokens: TicketTokens = {
  sign: async () => 'ticket-token',
  recognises: (token) => token === 'ticket-token',
  verify: async () => grant,
  publicKeys: async () => ({ keys: [] }),
};
const authenticate = ticketTokenAuthenticator(tokens, async () => { throw unauthenticated('somebody else'); });
const meta = (operation: string): RequestMeta => ({ ip: '127.0.0.1', method: 'POST', operation, correlationId: 'c' });
const bearer = (operation: string): Promise<Principal> => authenticate({ authorization: 'Bearer ticket-token' }, meta(operation));
const forbidden = expect.objectContaining({ code: 'forbidden' }) as Error;

test('the bearer of a ticket token acts as its agent', async () => {
  const { actor, may } = await bearer('completeTicket');
  expect(actor).toMatchObject({ tenantId: 't1', name: 'agent-1', subject: 'ticket-token:j', via: 'completeTicket' });
  expect(may('tickets:work')).toBe(true);
});

test.each(['failTicket', 'leaseTickets', 'listTickets', 'createWorkflow', 'constructor'])('and may not do what the token does not name: %s', async (operation) => {
  const { may } = await bearer(operation);
  expect(() => may('tickets:work')).toThrow(forbidden);
});

test('nor anything with another ticket', async () => {
  const principal = await bearer('completeTicket');
  expect(() => { requireTicket(principal, 'ticket-1'); }).not.toThrow();
  expect(() => { requireTicket(principal, 'ticket-2'); }).toThrow(forbidden);
});

test('nor for another tenant', async () => {
  await expect(authenticate({ authorization: 'Bearer ticket-token', tenant: 't2' }, meta('getTicket'))).rejects.toEqual(forbidden);
});

test.each([{ authorization: 'Bearer other' }, { apiKey: 'k', authorization: 'Bearer ticket-token' }, { cookie: 'c' }])('any other credential is left to others (%#)', async (credentials) => {
  await expect(authenticate(credentials, meta('getTicket'))).rejects.toMatchObject({ message: 'somebody else' });
});
