import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createPool } from '#pkg/database';
import { eventually } from '../support/eventually.ts';
import { allowLoopback } from '../support/product-entities.ts';
import { productClient, type ProductClient } from '../support/product-client.ts';
import { accessToken } from '../support/product-people.ts';
import { testIssuer } from '../support/test-issuer.ts';
import { useDurableProduct } from './durable-product.ts';
import { nemesis, seededRandom } from './nemesis.ts';
import { notificationFaults, type NotificationCopy } from './notification-checkers.ts';

const GROUPS = 8;
const PER_GROUP = 25;
const PATIENCE_MS = 180_000;
const FAULTS_MS = 20_000;

interface Body {
  readonly groupKey: string;
  readonly alerts: readonly { readonly status: string; readonly labels: Readonly<Record<string, string>> }[];
}

/** Takes notifications and remembers every copy. */
async function startReceiver() {
  const copies: NotificationCopy[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { groupKey, alerts } = JSON.parse(Buffer.concat(chunks).toString()) as Body;
      copies.push({ id: String(request.headers['webhook-id']), groupKey, alerts: alerts.map(({ status, labels }) => `${status === 'firing' ? '+' : '-'}${labels['pod'] ?? ''}`) });
      response.writeHead(200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { copies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

describe('a storm of alerts while processes are killed', () => {
  const suite = useDurableProduct();

  test('no group is skipped, nothing is told twice but copies with the same id, and nothing that was accepted is lost', async () => {
    const { stack } = suite.product;
    const receiver = await startReceiver();
    const pool = createPool({ url: stack.adminUrl, max: 1, applicationName: 'test-observer', acquireTimeoutMs: 10_000 });
    const ana: ProductClient = productClient(stack.address, { authorization: `Bearer ${await accessToken(testIssuer(), 'ana')}` });
    try {
      await allowLoopback(ana);
      await ana.call('createReceiver', { body: { name: 'team', integrations: [{ kind: 'webhook', settings: { url: `${receiver.url}/hook` } }] } });
      await ana.call('putRouting', { headers: { 'If-Match': '*' }, body: { route: { receiver: 'team', group_by: ['shard'], group_wait_seconds: 1, group_interval_seconds: 2, repeat_interval_seconds: 86_400 } } });
      const { secret } = (await ana.call('createApiKey', { body: { name: 'prometheus', scopes: ['alerts:write'] } })).body;

      const pods = Array.from({ length: GROUPS * PER_GROUP }, (_, pod) => ({ alertname: 'Storm', pod: `pod-${pod}`, shard: String(pod % GROUPS) }));
      const send = async (labels: readonly (typeof pods)[number][], endsAt: Date) => {
        const startsAt = new Date(Date.now() - 500).toISOString();
        const post = () => fetch(`${stack.address}/api/v2/alerts`, {
          method: 'POST', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
          body: JSON.stringify(labels.map((each) => ({ labels: each, startsAt, endsAt: endsAt.toISOString() }))),
        }).then(({ ok }) => ok, () => false);
        await eventually(post, (ok) => ok, PATIENCE_MS);
      };
      const later = () => new Date(Date.now() + 3_600_000);
      const storm = async () => {
        for (let at = 0; at < pods.length; at += 10) {
          await send(pods.slice(at, at + 10), later());
          await new Promise((resolve) => { setTimeout(resolve, FAULTS_MS / (pods.length / 10)); });
        }
      };
      const faults: string[] = [];
      const victims = ['worker', 'api', 'postgres'] as const;
      await Promise.all([
        storm(),
        nemesis(stack, { random: seededRandom(7), forMs: FAULTS_MS, victims, onFault: (what) => faults.push(what) }),
      ]);
      const told = () => new Set(receiver.copies.flatMap(({ alerts }) => alerts.map((alert) => alert.slice(1))));
      await eventually(async () => told().size, (size) => size === pods.length, PATIENCE_MS);

      // The end of half of them, with another fault.
      const over = pods.filter((_, index) => index % 2 === 0);
      await Promise.all([send(over, new Date()), stack.kill('worker').then(() => stack.start('worker'))]);
      const lastWord = () => new Map(receiver.copies.flatMap(({ alerts }) => alerts.map((alert): [string, string] => [alert.slice(1), alert[0] ?? ''])));
      await eventually(async () => [...lastWord().values()].filter((word) => word === '-').length, (ends) => ends === over.length, PATIENCE_MS);

      const open = new Set(pods.filter((each) => !over.includes(each)).map(({ pod }) => pod));
      expect(notificationFaults(receiver.copies, { accepted: new Set(pods.map(({ pod }) => pod)), open })).toEqual([]);
      expect(new Set(receiver.copies.map(({ groupKey }) => groupKey)).size).toBe(GROUPS);
      // The last word has reached its receiver; that it has is told to alerting afterwards.
      const unsettled = async () => (await pool.query<{ state: string }>("SELECT DISTINCT state FROM alerting.notifications WHERE state NOT IN ('delivered', 'superseded')")).rows;
      expect(await eventually(unsettled, (rows) => rows.length === 0, PATIENCE_MS)).toEqual([]);
      const dead = await pool.query<{ type: string }>('SELECT DISTINCT type FROM platform.outbox WHERE dead_at IS NOT NULL');
      expect(dead.rows).toEqual([]);
      expect(victims.filter((victim) => !faults.some((fault) => fault.includes(victim)))).toEqual([]);
    } finally {
      await pool.end();
      receiver.stop();
    }
  }, 600_000);
});
