import { randomUUID } from 'node:crypto';
import type { Actor } from '#internal/kernel';
import { newAttempt, type WebhookAttemptId } from '../domain/webhook-attempt.ts';
import type { AttemptResult, WebhookDelivery, WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import { failed, rotated, type WebhookEndpoint, type WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import { anyone } from './tickets.contract.ts';
import type { WebhooksUnitOfWork, WebhookWatch } from './webhook-repositories.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const after = (ms: number) => new Date(noon.getTime() + ms);

export interface OpenWebhooks {
  readonly work: WebhooksUnitOfWork;
  readonly watch: Pick<WebhookWatch, 'dueEndpoints'>;
}

/** What every store of webhooks promises. */
export function webhooksContract(name: string, open: () => OpenWebhooks, someone: () => Actor = anyone): void {
  describe(`${name} keeps the webhooks contract`, () => {
    const setup = async (terms: Partial<WebhookEndpoint> = {}) => {
      const { work, watch } = open();
      const owner = someone();
      const endpoint = endpointOf(owner, terms);
      await work.run(owner, ({ endpoints }) => endpoints.add(endpoint));
      const enqueue = (...deliveries: WebhookDelivery[]) => work.run(owner, ({ deliveries: queue }) => queue.addNew(deliveries));
      const claim = (now = noon, most = 10) => work.run(owner, ({ deliveries }) => deliveries.claim(endpoint.id, { now, most, hiddenUntil: new Date(now.getTime() + 60_000) }));
      const list = (status?: WebhookDelivery['status']) => work.read(owner, ({ deliveries }) => deliveries.list(endpoint.id, status, { limit: 10 }));
      const isDue = async (now = noon) => (await watch.dueEndpoints(now, 10_000)).some(({ endpointId }) => endpointId === endpoint.id);
      return { work, owner, endpoint, enqueue, claim, list, isDue };
    };

    test('an endpoint comes back as it was stored, and only what is asked for and enabled gets an event', async () => {
      const { work, owner, endpoint } = await setup();
      const off = endpointOf(owner, { enabled: false });
      const other = endpointOf(owner, { eventTypes: ['tickets.ticket.opened'] });
      await work.run(owner, async ({ endpoints }) => {
        await endpoints.add(off);
        await endpoints.add(other);
      });
      expect(await work.read(owner, ({ endpoints }) => endpoints.get(endpoint.id))).toEqual(endpoint);
      expect(await work.read(owner, ({ endpoints }) => endpoints.askingFor('tickets.ticket.failed'))).toEqual([endpoint]);
      expect(await work.read(owner, ({ endpoints }) => endpoints.count())).toBe(3);
    });

    test('the circuit is stored without a new version, anything else with one and only once', async () => {
      const { work, owner, endpoint } = await setup();
      const open_ = [1, 2, 3, 4, 5].reduce((now) => failed(now, noon), endpoint);
      await work.run(owner, ({ endpoints }) => endpoints.saveCircuit(open_));
      expect(await work.read(owner, ({ endpoints }) => endpoints.get(endpoint.id))).toEqual(open_);
      await work.run(owner, ({ endpoints }) => endpoints.save({ ...open_, url: 'https://acme.com/new' }));
      await expect(work.run(owner, ({ endpoints }) => endpoints.save(open_))).rejects.toMatchObject({ code: 'conflict' });
    });

    test('another tenant sees nothing of it', async () => {
      const { work, endpoint, enqueue } = await setup();
      const delivery = deliveryOf(endpoint);
      await enqueue(delivery);
      const stranger = someone();
      await expect(work.read(stranger, ({ endpoints }) => endpoints.get(endpoint.id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.run(stranger, ({ deliveries }) => deliveries.lock(delivery.id))).rejects.toMatchObject({ code: 'not_found' });
      expect(await work.read(stranger, ({ endpoints }) => endpoints.askingFor('tickets.ticket.failed'))).toEqual([]);
    });

    test('an event is put into a queue once, and each delivery is claimed once until it is hidden no more', async () => {
      const { endpoint, enqueue, claim, list } = await setup();
      const [first, second] = [deliveryOf(endpoint), deliveryOf(endpoint, { createdAt: after(1) })];
      await enqueue(first, second);
      await enqueue({ ...deliveryOf(endpoint), eventId: first.eventId });
      expect((await list()).items).toEqual([second, first]);
      expect(await claim(noon, 1)).toHaveLength(1);
      const [rest] = await claim();
      expect(rest).toMatchObject({ attempts: 1, nextAttemptAt: after(60_000) });
      expect(await claim()).toEqual([]);
      expect(await claim(after(60_000))).toHaveLength(2);
    });

    test('an endpoint is due while it has something due, is enabled and its circuit lets it pass', async () => {
      const { work, owner, endpoint, enqueue, claim, isDue } = await setup();
      expect(await isDue()).toBe(false);
      await enqueue(deliveryOf(endpoint, { nextAttemptAt: after(1) }));
      expect([await isDue(), await isDue(after(1))]).toEqual([false, true]);
      await work.run(owner, ({ endpoints }) => endpoints.saveCircuit({ ...endpoint, openedAt: noon, retryAt: after(10) }));
      expect([await isDue(after(9)), await isDue(after(10))]).toEqual([false, true]);
      await work.run(owner, ({ endpoints }) => endpoints.save({ ...endpoint, enabled: false }));
      expect(await isDue(after(10))).toBe(false);
      expect(await claim(after(10))).toHaveLength(1);
    });

    test('dead deliveries are listed and replayed together', async () => {
      const { work, owner, endpoint, enqueue, claim, list } = await setup();
      const [dead, alive] = [deliveryOf(endpoint), deliveryOf(endpoint)];
      await enqueue(dead, alive);
      await work.run(owner, ({ deliveries }) => deliveries.save({ ...dead, status: 'dead', attempts: 12, statusCode: 500, latencyMs: 7, error: 'the receiver answered 500', finishedAt: noon }));
      expect((await list('dead')).items).toMatchObject([{ id: dead.id, statusCode: 500, latencyMs: 7, attempts: 12 }]);
      expect(await work.run(owner, ({ deliveries }) => deliveries.replayDead(endpoint.id, noon))).toBe(1);
      expect(await claim()).toHaveLength(2);
    });

    test('a new secret is stored beside the one before, and goes with it', async () => {
      const { work, owner, endpoint } = await setup();
      const both = rotated(endpoint, 'sealed too', 60_000, after(1));
      await work.run(owner, ({ endpoints }) => endpoints.save(both));
      expect(await work.read(owner, ({ endpoints }) => endpoints.get(endpoint.id))).toEqual({ ...both, version: 2 });
      const one = rotated({ ...both, version: 2 }, 'sealed again', 0, after(2));
      await work.run(owner, ({ endpoints }) => endpoints.save(one));
      expect(await work.read(owner, ({ endpoints }) => endpoints.get(endpoint.id))).toEqual({ ...one, version: 3 });
    });

    test('attempts are kept with their delivery, newest first, page by page', async () => {
      const { work, owner, endpoint, enqueue } = await setup();
      const [delivery, other] = [deliveryOf(endpoint, { attempts: 1 }), deliveryOf(endpoint, { attempts: 1 })];
      await enqueue(delivery, other);
      const attempt = (of: WebhookDelivery, result: AttemptResult, at: Date) => newAttempt(randomUUID() as WebhookAttemptId, of, result, at);
      const [first, second, foreign] = [
        attempt(delivery, { outcome: 'failed', error: 'no answer', latencyMs: 10_000 }, noon), attempt({ ...delivery, attempts: 2 }, { outcome: 'delivered', statusCode: 200, response: 'ok\0', latencyMs: 5 }, after(5)),
        attempt(other, { outcome: 'gone', statusCode: 410, error: 'gone', response: '', latencyMs: 5 }, noon),
      ];
      await work.run(owner, async ({ deliveries }) => {
        for (const each of [first, second, foreign]) await deliveries.addAttempt(each);
      });
      const page = (position?: readonly string[]) => work.read(owner, ({ deliveries }) => deliveries.attemptsOf(delivery.id, { limit: 1, ...(position && { after: position }) }));
      const newest = await page();
      expect([newest.items, (await page(newest.next)).items]).toEqual([[second], [first]]);
      expect((await work.read(someone(), ({ deliveries }) => deliveries.attemptsOf(delivery.id, { limit: 10 }))).items).toEqual([]);
      await work.run(owner, ({ endpoints }) => endpoints.remove(endpoint.id));
    });

    test('an endpoint goes with its deliveries', async () => {
      const { work, owner, endpoint, enqueue } = await setup();
      const delivery = deliveryOf(endpoint);
      await enqueue(delivery);
      await work.run(owner, ({ endpoints }) => endpoints.remove(endpoint.id));
      await expect(work.run(owner, ({ deliveries }) => deliveries.lock(delivery.id))).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}

export const endpointOf = (owner: Actor, terms: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  id: randomUUID() as WebhookEndpointId, tenantId: owner.tenantId, url: 'https://acme.com/hook', description: 'ops', eventTypes: ['tickets.ticket.failed'], enabled: true, sealedSecret: 'sealed',
  consecutiveFailures: 0, createdAt: noon, updatedAt: noon, version: 1, ...terms,
});

const deliveryOf = ({ tenantId, id }: WebhookEndpoint, terms: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  id: randomUUID() as WebhookDeliveryId, tenantId, endpointId: id, eventId: randomUUID(), eventType: 'tickets.ticket.failed', body: { a: 1 }, status: 'pending', attempts: 0, nextAttemptAt: noon, createdAt: noon, ...terms,
});
