import type { DomainEvent } from '#internal/kernel';
import { Lanes } from '#internal/platform/lanes';
import type { AttemptResult } from '../domain/webhook-delivery.ts';
import { InMemoryTicketWebhooks } from '../fakes/in-memory-ticket-webhooks.ts';
import { anyone } from '../ports/tickets.contract.ts';
import { deliverWebhooks } from './deliver-webhooks.ts';
import { enqueueWebhooks } from './enqueue-webhooks.ts';
import { createWebhookEndpoint, deleteWebhookEndpoint, getWebhookEndpoint, updateWebhookEndpoint } from './manage-webhook-endpoints.ts';
import { pingWebhookEndpoint } from './ping-webhook-endpoint.ts';
import { listWebhookAttempts, listWebhookDeliveries } from './read-webhook-deliveries.ts';
import { replayDeadDeliveries, replayWebhookDelivery } from './replay-webhook-deliveries.ts';
import { rotateWebhookSecret } from './rotate-webhook-secret.ts';

const owner = anyone();
const terms = { url: 'https://acme.com/hook', description: '', eventTypes: ['tickets.ticket.failed'], enabled: true } as const;

function setup() {
  const work = new InMemoryTicketWebhooks();
  const time = { now: new Date('2026-03-01T12:00:00.000Z') };
  const clock = { now: () => time.now };
  let [count, secretCount] = [0, 0];
  const ids = { next: () => `id-${++count}` };
  const sent: { id: string; url: string; secrets: readonly string[] }[] = [];
  let answer: (url: string) => Promise<AttemptResult> = async () => ({ outcome: 'delivered', statusCode: 204, latencyMs: 3 });
  const deps = {
    work, clock, ids, random: () => 1,
    receiver: {
      problemOf: async (_actor: unknown, url: string) => (url.startsWith('https://') ? undefined : 'only https'),
      send: async (_actor: unknown, { id }: { readonly id: string }, to: { readonly url: string; readonly secrets: readonly string[] }) => {
        sent.push({ id, ...to });
        return answer(to.url);
      },
    },
    secrets: { generate: () => `whsec_${++secretCount}`, seal: async (_owner: unknown, secret: string) => `sealed ${secret}`, open: async (_owner: unknown, sealed: string) => sealed.replace('sealed ', '') },
  };
  const deliver = deliverWebhooks(deps);
  const errors: unknown[] = [];
  const due = async (most: number) => (await work.dueEndpoints(time.now, most)).map(({ tenantId, endpointId }) => ({ tenantId, id: endpointId }));
  const dispatcher = new Lanes({ atOnce: 32, due, serve: ({ tenantId, id }) => deliver(tenantId, id), onError: (error) => errors.push(error) });
  const enqueue = enqueueWebhooks(deps);
  return {
    work, sent, errors, dispatcher,
    later: (ms: number) => { time.now = new Date(time.now.getTime() + ms); },
    answering: (next: (url: string) => Promise<AttemptResult>) => { answer = next; },
    /** Delivers whatever is due. */
    turn: async () => {
      await dispatcher.dispatch();
      await dispatcher.idle();
    },
    happen: (id: string, type = 'tickets.ticket.failed') => enqueue({ id, type, tenantId: owner.tenantId, aggregateId: 't', occurredAt: time.now, correlationId: 'c', data: { ticket_id: 't' } } satisfies DomainEvent),
    create: createWebhookEndpoint(deps), update: updateWebhookEndpoint(deps), remove: deleteWebhookEndpoint(deps), get: getWebhookEndpoint(deps),
    rotate: rotateWebhookSecret(deps), ping: pingWebhookEndpoint(deps), attempts: listWebhookAttempts(deps),
    list: listWebhookDeliveries(deps), replay: replayWebhookDelivery(deps), replayAll: replayDeadDeliveries(deps),
  };
}
const failing = async (): Promise<AttemptResult> => ({ outcome: 'failed', statusCode: 503, error: 'the receiver answered 503', latencyMs: 1 });

describe('webhook endpoints', () => {
  test('show their secret once and keep it sealed', async () => {
    const { create, get } = setup();
    const { endpoint, secret } = await create(owner, terms);
    expect(secret).toBe('whsec_1');
    expect(await get(owner, endpoint.id)).toMatchObject({ sealedSecret: 'sealed whsec_1' });
  });

  test('are refused at addresses that the tenant may not call', async () => {
    const { create } = setup();
    await expect(create(owner, { ...terms, url: 'http://169.254.169.254/' })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('are changed and removed in the version that was read', async () => {
    const { create, update, remove } = setup();
    const { endpoint } = await create(owner, terms);
    await expect(update(owner, endpoint.id, terms, 9)).rejects.toMatchObject({ code: 'precondition_failed' });
    await update(owner, endpoint.id, { ...terms, description: 'ops' }, 1);
    await expect(remove(owner, endpoint.id, 1)).rejects.toMatchObject({ code: 'precondition_failed' });
    await remove(owner, endpoint.id, 2);
  });
});

describe('a new secret', () => {
  test('signs beside the old one until the overlap is over, and is on record without being shown', async () => {
    const { create, rotate, happen, turn, sent, later, get, work } = setup();
    const { endpoint } = await create(owner, terms);
    const { secret } = await rotate(owner, endpoint.id, 60_000);
    expect(secret).toBe('whsec_2');
    await happen('e1');
    await turn();
    later(60_000);
    await happen('e2');
    await turn();
    expect(sent.map(({ secrets }) => secrets)).toEqual([['whsec_2', 'whsec_1'], ['whsec_2']]);
    expect(await get(owner, endpoint.id)).toMatchObject({ version: 2 });
    expect(work.entries.at(-1)).toMatchObject({ action: 'tickets.webhook_endpoint.secret_rotated', after: { previous_secret_until: '2026-03-01T12:01:00.000Z' } });
    expect(JSON.stringify(work.entries)).not.toContain('whsec');
  });
});

describe('a ping', () => {
  test('goes out at once, says what came of it, and is on record', async () => {
    const { create, ping, sent, answering, work } = setup();
    const { endpoint } = await create(owner, { ...terms, enabled: false });
    answering(async () => ({ outcome: 'failed', statusCode: 503, error: 'the receiver answered 503', response: 'busy', latencyMs: 1 }));
    expect(await ping(owner, endpoint.id)).toMatchObject({ outcome: 'failed', statusCode: 503, response: 'busy' });
    expect(sent).toHaveLength(1);
    expect(work.entries.at(-1)).toMatchObject({ action: 'tickets.webhook_endpoint.pinged', after: { outcome: 'failed', status_code: 503 } });
  });

  test('that arrives closes the circuit, and one that fails does not open it', async () => {
    const { create, ping, happen, turn, answering, get } = setup();
    const { endpoint } = await create(owner, terms);
    for (let n = 0; n < 5; n += 1) await happen(`e${n}`);
    answering(failing);
    await turn();
    const open = await get(owner, endpoint.id);
    await ping(owner, endpoint.id);
    expect(await get(owner, endpoint.id)).toEqual(open);
    answering(async () => ({ outcome: 'delivered', statusCode: 204, latencyMs: 1 }));
    await ping(owner, endpoint.id);
    expect(await get(owner, endpoint.id)).toMatchObject({ consecutiveFailures: 0 });
    expect((await get(owner, endpoint.id)).retryAt).toBeUndefined();
  });
});

describe('deliveries', () => {
  test('an event is delivered once to whoever asks for it, however often it is told', async () => {
    const { create, happen, turn, sent, list } = setup();
    const { endpoint } = await create(owner, terms);
    await happen('e1');
    await happen('e1');
    await happen('e2', 'tickets.ticket.completed');
    await turn();
    await turn();
    expect(sent).toMatchObject([{ url: terms.url, secrets: ['whsec_1'] }]);
    expect((await list(owner, endpoint.id, 'delivered', { limit: 10 })).items).toMatchObject([{ eventId: 'e1', statusCode: 204, latencyMs: 3, attempts: 1, body: { id: 'e1', type: 'tickets.ticket.failed', data: { ticket_id: 't' } } }]);
  });

  test('a failed one is tried again with the same id, later', async () => {
    const { create, happen, turn, sent, answering, later } = setup();
    await create(owner, terms);
    await happen('e1');
    answering(failing);
    await turn();
    await turn();
    expect(sent).toHaveLength(1);
    later(5_000);
    await turn();
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(sent).toHaveLength(2);
  });

  test('every attempt is on record', async () => {
    const { create, happen, turn, answering, later, list, attempts } = setup();
    const { endpoint } = await create(owner, terms);
    await happen('e1');
    answering(failing);
    await turn();
    later(5_000);
    answering(async () => ({ outcome: 'delivered', statusCode: 200, response: 'thanks', latencyMs: 4 }));
    await turn();
    const [delivery] = (await list(owner, endpoint.id, undefined, { limit: 1 })).items;
    expect((await attempts(owner, delivery!.id, { limit: 10 })).items).toMatchObject([
      { number: 2, outcome: 'delivered', statusCode: 200, response: 'thanks', createdAt: new Date('2026-03-01T12:00:05.000Z') }, { number: 1, outcome: 'failed', statusCode: 503, error: 'the receiver answered 503' },
    ]);
  });

  test('one that waits for its next attempt goes at once when asked to', async () => {
    const { create, happen, turn, answering, sent, list, replay } = setup();
    const { endpoint } = await create(owner, terms);
    await happen('e1');
    answering(failing);
    await turn();
    await turn();
    expect(sent).toHaveLength(1);
    const [delivery] = (await list(owner, endpoint.id, 'pending', { limit: 1 })).items;
    await replay(owner, delivery!.id);
    await turn();
    expect(sent).toHaveLength(2);
  });

  test('five failures in a row open the circuit: nothing is sent, then one, and all when that arrives', async () => {
    const { create, happen, turn, sent, answering, later, get, list } = setup();
    const { endpoint } = await create(owner, terms);
    for (let n = 0; n < 8; n += 1) await happen(`e${n}`);
    answering(failing);
    await turn();
    expect(sent).toHaveLength(5);
    expect(await get(owner, endpoint.id)).toMatchObject({ consecutiveFailures: 5 });
    expect((await list(owner, endpoint.id, 'pending', { limit: 10 })).items.filter(({ attempts }) => attempts === 0)).toHaveLength(3);
    later(29_999);
    await turn();
    expect(sent).toHaveLength(5);
    later(1);
    answering(async () => ({ outcome: 'delivered', statusCode: 200, latencyMs: 1 }));
    await turn();
    expect(sent).toHaveLength(6);
    await turn();
    expect((await list(owner, endpoint.id, 'delivered', { limit: 10 })).items).toHaveLength(8);
  });

  test('an endpoint that does not answer delays nobody else', async () => {
    const { create, happen, dispatcher, sent, answering } = setup();
    await create(owner, { ...terms, url: 'https://dead.example/' });
    await create(owner, { ...terms, url: 'https://alive.example/' });
    let release: (result: AttemptResult) => void = () => undefined;
    answering((url) => (url.includes('dead') ? new Promise((resolve) => { release = resolve; }) : Promise.resolve({ outcome: 'delivered', latencyMs: 1 })));
    for (const id of ['e1', 'e2']) {
      await happen(id);
      await dispatcher.dispatch();
      await new Promise((resolve) => setImmediate(resolve));
      await dispatcher.dispatch();
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent.filter(({ url }) => url.includes('alive')).length).toBeGreaterThanOrEqual(2);
    expect(sent.filter(({ url }) => url.includes('dead'))).toHaveLength(1);
    release({ outcome: 'delivered', latencyMs: 1 });
    await dispatcher.idle();
  });

  test('a receiver that is gone for good is turned off, and its delivery is dead', async () => {
    const { create, happen, turn, answering, get, list, work } = setup();
    const { endpoint } = await create(owner, terms);
    await happen('e1');
    answering(async () => ({ outcome: 'gone', statusCode: 410, error: 'the receiver answered 410', latencyMs: 1 }));
    await turn();
    expect(await get(owner, endpoint.id)).toMatchObject({ enabled: false });
    expect((await list(owner, endpoint.id, 'dead', { limit: 10 })).items).toHaveLength(1);
    expect(work.entries.at(-1)).toMatchObject({ action: 'tickets.webhook_endpoint.disabled' });
  });

  test('dead ones are replayed one by one or all together, and are on record', async () => {
    const { create, happen, turn, answering, list, replay, replayAll, work } = setup();
    const { endpoint } = await create(owner, terms);
    for (const id of ['e1', 'e2']) await happen(id);
    answering(async () => ({ outcome: 'gone', error: 'not allowed', latencyMs: 1 }));
    await turn();
    const { items } = await list(owner, endpoint.id, 'dead', { limit: 10 });
    answering(async () => ({ outcome: 'delivered', statusCode: 200, latencyMs: 1 }));
    await replay(owner, items[0]!.id);
    expect(await replayAll(owner, endpoint.id)).toBe(1);
    await turn();
    expect((await list(owner, endpoint.id, 'delivered', { limit: 10 })).items).toHaveLength(2);
    expect(work.entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['tickets.webhook_delivery.replayed', 'tickets.webhook_endpoint.replayed']));
  });
});
