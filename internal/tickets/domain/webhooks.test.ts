import { asTenantId } from '#internal/kernel';
import { attempted, MAX_ATTEMPTS, replayed, type WebhookDelivery, type WebhookDeliveryId } from './webhook-delivery.ts';
import { changed, circuitOf, failed, requireTerms, succeeded, type WebhookEndpoint, type WebhookEndpointId } from './webhook-endpoint.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const after = (ms: number) => new Date(noon.getTime() + ms);
const endpoint: WebhookEndpoint = {
  id: 'e' as WebhookEndpointId, tenantId: asTenantId('t'), url: 'https://acme.com/hook', description: '', eventTypes: ['tickets.ticket.failed'], enabled: true, sealedSecret: 's', consecutiveFailures: 0,
  createdAt: noon, updatedAt: noon, version: 1,
};
const delivery: WebhookDelivery = {
  id: 'd' as WebhookDeliveryId, tenantId: endpoint.tenantId, endpointId: endpoint.id, eventId: 'ev', eventType: 'tickets.ticket.failed', body: {}, status: 'pending', attempts: 1, nextAttemptAt: noon, createdAt: noon,
};
const failing = (times: number) => Array.from({ length: times }).reduce<WebhookEndpoint>((now) => failed(now, noon), endpoint);

describe('the circuit of an endpoint', () => {
  test('opens at the fifth failure in a row, tries again later, and later still when that fails', () => {
    expect(circuitOf(failing(4), noon)).toBe('closed');
    const open = failing(5);
    expect([circuitOf(open, noon), circuitOf(open, after(29_999)), circuitOf(open, after(30_000))]).toEqual(['open', 'open', 'half_open']);
    expect(failed(open, after(30_000)).retryAt).toEqual(after(90_000));
    expect(failing(50).retryAt).toEqual(after(15 * 60_000));
  });

  test('closes with the first delivery that arrives', () => {
    expect(succeeded(failing(7))).toEqual(endpoint);
  });

  test('closes when the endpoint moves or is enabled again', () => {
    expect(changed(failing(5), { ...endpoint, url: 'https://acme.com/other' }, noon).retryAt).toBeUndefined();
    expect(changed({ ...failing(5), enabled: false }, endpoint, noon).consecutiveFailures).toBe(0);
    expect(changed(failing(5), { ...endpoint, description: 'x' }, noon).retryAt).toBeDefined();
  });
});

describe('a delivery', () => {
  test('is tried again after pauses that double, with jitter', () => {
    const pauseAfter = (attempts: number, random: number) =>
      attempted({ ...delivery, attempts }, { outcome: 'failed', statusCode: 503, latencyMs: 1 }, { now: noon, random }).nextAttemptAt.getTime() - noon.getTime();
    expect([pauseAfter(1, 0), pauseAfter(1, 1), pauseAfter(2, 1), pauseAfter(11, 1)]).toEqual([2_500, 5_000, 10_000, 5_120_000]);
    expect(attempted(delivery, { outcome: 'failed', statusCode: 503, latencyMs: 12 }, { now: noon, random: 1 })).toMatchObject({ status: 'pending', nextAttemptAt: after(5_000), statusCode: 503, latencyMs: 12 });
  });

  test('is dead after the last attempt, or when the receiver wants no more of it', () => {
    expect(attempted({ ...delivery, attempts: MAX_ATTEMPTS }, { outcome: 'failed', error: 'refused', latencyMs: 1 }, { now: noon, random: 0 })).toMatchObject({ status: 'dead', error: 'refused', finishedAt: noon });
    expect(attempted(delivery, { outcome: 'gone', statusCode: 410, latencyMs: 1 }, { now: noon, random: 0 })).toMatchObject({ status: 'dead' });
  });

  test('keeps nothing of a failure before it arrived', () => {
    const second = attempted({ ...delivery, error: 'refused' }, { outcome: 'delivered', statusCode: 204, latencyMs: 5 }, { now: noon, random: 0 });
    expect(second).toMatchObject({ status: 'delivered', statusCode: 204 });
    expect(second).not.toHaveProperty('error');
  });

  test('is replayed from the start, but not while it goes on', () => {
    expect(replayed({ ...delivery, status: 'dead', attempts: 12, finishedAt: noon }, after(1))).toEqual({ ...delivery, attempts: 0, nextAttemptAt: after(1) });
    expect(() => replayed(delivery, noon)).toThrow(expect.objectContaining({ code: 'conflict' }) as Error);
  });
});

test('an endpoint names each event once', () => {
  expect(() => { requireTerms({ ...endpoint, eventTypes: ['tickets.ticket.failed', 'tickets.ticket.failed'] }); }).toThrow(expect.objectContaining({ code: 'invalid' }) as Error);
});
