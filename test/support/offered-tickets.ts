import { randomBytes, randomUUID } from 'node:crypto';
import { asTenantId, systemActor } from '#internal/kernel';
import type { Ticket, TicketDraft } from '#internal/tickets';
// Composed here as internal/app does: nothing of the API opens tickets by themselves.
import { createTickets } from '../../internal/tickets/module.ts';
import { createPool } from '#pkg/database';
import { createEgressClient, PUBLIC_HTTPS_ONLY } from '#pkg/egress';
import { createLogger } from '#pkg/observability';
import { systemClock, transactionsOn, uuidGenerator } from './test-transactions.ts';

/**
 * Opens tickets of a tenant and offers them to agents, as a plan does: their owners are contexts, and have no operation of the API of their own.
 */
export async function offerTickets(databaseUrl: string, tenantId: string, drafts: readonly Partial<TicketDraft>[]): Promise<readonly Ticket[]> {
  const pool = createPool({ url: databaseUrl, max: 2, applicationName: 'test-offered-tickets', acquireTimeoutMs: 10_000 });
  const tickets = createTickets({
    transactions: transactionsOn(pool), clock: systemClock, ids: uuidGenerator, pool, databaseUrl, issuer: 'http://test', signingKeys: `test:${randomBytes(32).toString('base64')}`,
    chronicle: { changesOf: async () => ({ items: [] }) }, egress: createEgressClient(), egressPolicyOf: async () => PUBLIC_HTTPS_ONLY, logger: createLogger({ service: 'test', level: 'silent' }),
    secretBox: { seal: async (_owner, value) => ({ sealed: JSON.stringify(value) }), open: async (_owner, sealed) => sealed },
  });
  const actor = systemActor(asTenantId(tenantId), 'test', { correlationId: randomBytes(16).toString('hex'), via: 'test' });
  try {
    const standard = { taskName: 'deploy', type: 'DEPLOY', priority: 'NORMAL', parameters: { service: 'checkout' }, delivery: 'lease', offered: true } as const;
    return await tickets.useCases.openTickets(actor, drafts.map((draft) => ({ ...standard, idempotencyKey: randomUUID(), ...draft })));
  } finally {
    await tickets.stop();
    await pool.end();
  }
}
