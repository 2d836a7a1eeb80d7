import { randomUUID } from 'node:crypto';
import { someActor, useTestPool, useTransactions } from '#test/support';
import { endpointOf, webhooksContract } from '../ports/webhooks.contract.ts';
import { postgresWebhooks, postgresWebhookWatch } from './postgres-webhooks.ts';
import type { WebhookDeliveryId } from '../domain/webhook-delivery.ts';

const transactions = useTransactions();
const admin = useTestPool('admin', 1);
const work = postgresWebhooks(transactions);
const watch = postgresWebhookWatch(transactions);

webhooksContract('PostgresWebhooks', () => ({ work, watch }), someActor);

test('what was delivered long ago is forgotten, and nothing else', async () => {
  const owner = someActor();
  const endpoint = endpointOf(owner);
  const [old, dead, recent] = [randomUUID(), randomUUID(), randomUUID()] as WebhookDeliveryId[];
  const long = new Date('2020-01-01T00:00:00.000Z');
  const delivery = { tenantId: owner.tenantId, endpointId: endpoint.id, eventType: 'tickets.ticket.failed', body: {}, attempts: 1, nextAttemptAt: long, createdAt: long } as const;
  await work.run(owner, async ({ endpoints, deliveries }) => {
    await endpoints.add(endpoint);
    await deliveries.addNew([
      { ...delivery, id: old as WebhookDeliveryId, eventId: randomUUID(), status: 'delivered', finishedAt: long },
      { ...delivery, id: dead as WebhookDeliveryId, eventId: randomUUID(), status: 'dead', finishedAt: long },
      { ...delivery, id: recent as WebhookDeliveryId, eventId: randomUUID(), status: 'delivered', finishedAt: new Date('2020-01-03T00:00:00.000Z') },
    ]);
  });
  expect(await watch.prune(new Date('2020-01-02T00:00:00.000Z'), 100)).toBeGreaterThanOrEqual(1);
  const { rows } = await admin.query<{ id: string }>('SELECT id FROM tickets.webhook_deliveries WHERE tenant_id = $1', [owner.tenantId]);
  expect(rows.map(({ id }) => id).sort()).toEqual([dead, recent].sort());
});
