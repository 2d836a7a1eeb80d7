import type { JsonObject } from '#internal/kernel';
import { ticketDigest } from '../crypto/ticket-digest.ts';
import { hashedForm, newTicket } from '../domain/new-ticket.ts';
import { beginAttempt, complete } from '../domain/ticket-lifecycle.ts';
import type { TicketId } from '../domain/ticket.ts';
import { anyone } from '../ports/tickets.contract.ts';
import { ticketJson } from './ticket-json.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');

test('anybody can check the hash of a ticket with what the API shows and the id of the tenant, at any time of its life', () => {
  const owner = anyone();
  const request = { taskName: 'deploy', type: 'DEPLOY', idempotencyKey: 'k', priority: 'HIGH', parameters: { b: [1, 'ü'], a: null }, requiredCapabilities: ['z', 'a'], timeoutMs: 5 } as const;
  const opened = newTicket({ id: 't' as TicketId, actor: owner, now: noon, delivery: 'lease', digest: ticketDigest }, request);
  const shown = ticketJson(complete(beginAttempt(opened, noon), 'ok', noon), noon) as unknown as JsonObject;
  const { state: _, ...sla } = shown['sla'] as JsonObject;
  const order = Object.fromEntries(Object.keys(hashedForm(opened)).map((name) => [name, shown[name] ?? null]));
  expect(ticketDigest({ ...order, sla, tenant_id: owner.tenantId })).toBe(shown['hash']);
});
