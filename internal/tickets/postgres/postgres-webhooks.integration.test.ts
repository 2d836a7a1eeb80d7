import { randomUUID } from 'node:crypto';
import { someActor, useTestPool, useTransactions } from '#test/support';
import { endpointOf, webhooksContract } from '../ports/webhooks.contract.ts';
import { postgresWebhooks, postgresWebhookWatch } from './postgres-webhooks.ts';
import { newAttempt, type WebhookAttemptId } from '../domain/webhook-attempt.ts';
import type { WebhookDeliveryId } from '../domain/webhook-delivery.ts';

const transactions = useTransactions();
const admin = useTestPool('admin', 1);
const work = postgresWebhooks(transactions);
const watch = postgresWebhookWatch(transactions);

webhooksContract('PostgresWebhooks', () => ({ work, watch }), someActor);

test('what was delivered or given up long ago is forgotten with its attempts, and nothing else', async () => {
  const owner = someActor();
  const endpoint = endpointOf(owner);
  const day = (date: number) => new Date(Date.UTC(2020, 0, date));
  const delivery = { tenantId: owner.tenantId, endpointId: endpoint.id, eventType: 'tickets.ticket.failed', body: {}, attempts: 1, nextAttemptAt: day(1), createdAt: day(1) } as const;
  const ended = (status: 'delivered' | 'dead', finishedAt: Date) => ({ ...delivery, id: randomUUID() as WebhookDeliveryId, eventId: randomUUID(), status, finishedAt });
  const [old, recent, oldDead, recentDead] = [ended('delivered', day(1)), ended('delivered', day(3)), ended('dead', day(1)), ended('dead', day(3))];
  await work.run(owner, async ({ endpoints, deliveries }) => {
    await endpoints.add(endpoint);
    await deliveries.addNew([old, recent, oldDead, recentDead]);
    for (const each of [old, recent, oldDead]) await deliveries.addAttempt(newAttempt(randomUUID() as WebhookAttemptId, each, { outcome: 'delivered', latencyMs: 1 }, day(1)));
  });
  expect(await watch.prune({ delivered: day(2), dead: day(2) }, 100)).toBeGreaterThanOrEqual(2);
  const ids = async (column: string, table: string) => (await admin.query<{ id: string }>(`SELECT ${column} AS id FROM tickets.${table} WHERE tenant_id = $1`, [owner.tenantId])).rows.map(({ id }) => id);
  expect((await ids('id', 'webhook_deliveries')).sort()).toEqual([recent.id, recentDead.id].sort());
  expect(await ids('delivery_id', 'webhook_attempts')).toEqual([recent.id]);
});
