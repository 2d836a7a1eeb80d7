import { joseAckTokens } from '../crypto/jose-ack-tokens.ts';
import { notificationBench } from '../fakes/notification-bench.ts';
import { acknowledgeByLink, ackUrlOf, viewAckLink } from './acknowledge-by-link.ts';

const caller = { correlationId: 'c'.repeat(32), ip: '203.0.113.9' };
const DAY_MS = 24 * 60 * 60_000;

async function setup({ broken = false } = {}) {
  const bench = notificationBench();
  const acknowledged: string[] = [];
  const fault = { broken };
  const tokens = joseAckTokens(`a:${Buffer.alloc(32, 1).toString('base64')}`);
  const alerts = { acknowledge: async (_actor: unknown, labels: Readonly<Record<string, string>>) => { if (fault.broken) throw new Error('broken'); acknowledged.push(labels['alertname'] ?? ''); } };
  const deps = { ...bench.deps, tokens, alerts, acknowledged: async () => undefined };
  await bench.happen(await bench.receiver('ops'), 'n1');
  await bench.turn();
  const [delivery] = await bench.list();
  const url = await ackUrlOf(deps)(bench.owner, delivery!);
  const token = url?.split('/').at(-1) ?? '';
  return { ...bench, delivery: delivery!, url, token, acknowledged, fault, deps, view: () => viewAckLink(deps)(token, caller), use: (text = token) => acknowledgeByLink(deps)(text, caller) };
}

describe('a link to acknowledge', () => {
  test('only shows what it is about when it is opened, however often', async () => {
    const { url, view, acknowledged } = await setup();
    expect(url).toMatch(/^http:\/\/localhost:8080\/api\/v1\/acknowledge\/[\w.-]+$/);
    expect(await view()).toMatchObject({ state: 'ready', data: { receiver: 'ops' } });
    expect(await view()).toMatchObject({ state: 'ready' });
    expect(acknowledged).toEqual([]);
  });

  test('acknowledges once, is on record, and then says that it was used', async () => {
    const { view, use, acknowledged, work } = await setup();
    const both = await Promise.all([use(), use()]);
    expect(both.map(({ state }) => state).sort()).toEqual(['done', 'used']);
    expect(acknowledged).toEqual(['n1']);
    expect(await view()).toMatchObject({ state: 'used' });
    expect(work.entries.filter(({ action }) => action === 'notifications.ack_link.used')).toHaveLength(1);
  });

  test('stays good when not everything could be acknowledged', async () => {
    const { use, fault, view } = await setup({ broken: true });
    await expect(use()).rejects.toThrow('broken');
    expect(await view()).toMatchObject({ state: 'ready' });
    fault.broken = false;
    expect(await use()).toMatchObject({ state: 'done' });
  });

  test('holds for a week', async () => {
    const { use, later, acknowledged } = await setup();
    later(7 * DAY_MS);
    expect(await use()).toEqual({ state: 'expired' });
    expect(acknowledged).toEqual([]);
  });

  test('of a message that is no longer kept, or of somebody else, is unknown', async () => {
    const { use, delivery, deps, clock } = await setup();
    expect(await use('nonsense')).toEqual({ state: 'unknown' });
    const foreign = await deps.tokens.sign({ tenantId: '0198c0de-0000-7000-8000-00000000000b' as typeof delivery.tenantId, deliveryId: delivery.id }, new Date(clock.now().getTime() + DAY_MS));
    expect(await use(foreign)).toEqual({ state: 'unknown' });
  });

  test('is not in messages about what is over, nor in tests', async () => {
    const { deps, owner, delivery } = await setup();
    expect(await ackUrlOf(deps)(owner, { ...delivery, data: { ...delivery.data, status: 'resolved' } })).toBeUndefined();
    expect(await ackUrlOf(deps)(owner, { ...delivery, purpose: 'test' })).toBeUndefined();
  });
});
