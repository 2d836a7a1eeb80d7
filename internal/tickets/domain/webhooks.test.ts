import { asTenantId } from '#internal/kernel';
import { newAttempt, type WebhookAttemptId } from './webhook-attempt.ts';
import { attempted, MAX_ATTEMPTS, redelivered, type WebhookDelivery, type WebhookDeliveryId } from './webhook-delivery.ts';
import { changed, circuitOf, failed, requireTerms, rotated, sealedSecretsOf, succeeded, type WebhookEndpoint, type WebhookEndpointId } from './webhook-endpoint.ts';

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

  test('is made once more from the start when it has ended, and without its wait when it goes on', () => {
    expect(redelivered({ ...delivery, status: 'dead', attempts: 12, finishedAt: noon }, after(1))).toEqual({ ...delivery, attempts: 0, nextAttemptAt: after(1) });
    expect(redelivered({ ...delivery, attempts: 5, nextAttemptAt: after(60_000) }, after(1))).toEqual({ ...delivery, attempts: 5, nextAttemptAt: after(1) });
  });
});

describe('the secret of an endpoint', () => {
  test('counts beside the new one until the overlap is over', () => {
    const both = rotated(endpoint, 'new', 1_000, noon);
    expect([sealedSecretsOf(both, after(999)), sealedSecretsOf(both, after(1_000))]).toEqual([['new', 's'], ['new']]);
  });

  test('that was to count until later counts no more after the next change', () => {
    expect(sealedSecretsOf(rotated(rotated(endpoint, 'new', 1_000, noon), 'newer', 1_000, noon), noon)).toEqual(['newer', 'new']);
    expect(sealedSecretsOf(rotated(rotated(endpoint, 'new', 1_000, noon), 'newer', 0, noon), noon)).toEqual(['newer']);
  });
});

test('an endpoint names each event once', () => {
  expect(() => { requireTerms({ ...endpoint, eventTypes: ['tickets.ticket.failed', 'tickets.ticket.failed'] }); }).toThrow(expect.objectContaining({ code: 'invalid' }) as Error);
});

test('an attempt keeps the beginning of what was answered, as text that can be stored', () => {
  const { response } = newAttempt('a' as WebhookAttemptId, delivery, { outcome: 'delivered', response: `a\0b${'\u{1f600}'.repeat(600)}`, latencyMs: 1 }, noon);
  expect(response).toMatch(/^a\ufffdb/);
  expect(response).toHaveLength(1_000);
  expect(response?.isWellFormed()).toBe(true);
});
