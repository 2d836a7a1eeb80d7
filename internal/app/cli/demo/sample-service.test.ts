import { setTimeout as sleep } from 'node:timers/promises';
import { metricValue } from './checkout-metrics.ts';
import { startSampleService, type SampleService } from './sample-service.ts';

describe('the sample service', () => {
  let service: SampleService;
  beforeEach(async () => {
    service = await startSampleService({ instance: 'checkout-test', restartMs: 50 });
  });
  afterEach(() => service.stop());

  const post = (path: string, headers: Record<string, string> = {}, body?: string) => fetch(service.url + path, { method: 'POST', headers, ...(body !== undefined && { body }) });
  const act = (action: string, key: string, body?: object) => post(`/actions/${action}`, { 'idempotency-key': key }, body && JSON.stringify(body));
  const metric = async (name: string) => metricValue(await (await fetch(`${service.url}/metrics`)).text(), name);

  /** Sends customers until every worker hangs. */
  async function wearOut(): Promise<void> {
    service.break();
    await Promise.all(Array.from({ length: 4 }, () => post('/checkout')));
    await sleep(300);
  }

  test('serves customers while it is healthy', async () => {
    expect((await post('/checkout')).status).toBe(200);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    expect([await metric('checkout_up'), await metric('checkout_stuck_workers'), await metric('checkout_requests_total'), await metric('checkout_request_errors_total')]).toEqual([1, 0, 1, 0]);
  });

  test('really runs out of workers once it is broken, and comes back with a restart', async () => {
    await wearOut();
    expect((await post('/checkout')).status).toBe(500);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(503);
    expect([await metric('checkout_stuck_workers'), await metric('checkout_request_errors_total')]).toEqual([4, 5]);

    expect(await (await act('restart', 'r')).json()).toEqual({ action: 'restart', workers: 4, stuck_workers: 0 });
    expect((await post('/checkout')).status).toBe(200);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  });

  test('the standby serves while the primary workers are drained', async () => {
    await act('drain', 'd');
    expect((await post('/checkout')).status).toBe(503);
    await act('shift-traffic', 's', { to: 'standby' });
    expect((await post('/checkout')).status).toBe(200);
    expect(await (await act('scale', 'c', { standby_workers: 6 })).json()).toEqual({ action: 'scale', standby_workers: 6, standby_workers_before: 2 });
    expect(service.state()).toMatchObject({ traffic: 'standby', draining: true, standbyWorkers: 6 });
  });

  test('an action happens once per Idempotency-Key, and the ledger tells', async () => {
    await Promise.all([act('restart', 'same'), act('restart', 'same')]);
    await act('restart', 'same');
    const ledger = await (await fetch(`${service.url}/effects`)).json();
    expect(ledger).toMatchObject([{ key: 'same', action: 'restart', deliveries: 3, effects: 1, order: 1 }]);
  });

  test('an action that was told to fail does nothing until it is mended', async () => {
    service.failAction('restart', 500);
    expect((await act('restart', 'r')).status).toBe(500);
    service.mend('restart');
    expect((await act('restart', 'r')).status).toBe(200);
    expect(service.effects()).toMatchObject([{ deliveries: 2, effects: 1 }]);
  });

  test('keeps what was sent to the people on call', async () => {
    expect((await post('/pager', {}, '{"type":"escalated"}')).status).toBe(202);
    expect(service.state().pages).toEqual([{ type: 'escalated' }]);
  });

  test('refuses what makes no sense', async () => {
    expect((await post('/actions/drain')).status).toBe(400);
    expect((await act('explode', 'k')).status).toBe(404);
    expect((await act('shift-traffic', 'k', { to: 'the moon' })).status).toBe(400);
    expect((await act('scale', 'l', { standby_workers: 0 })).status).toBe(400);
    expect((await post('/actions/drain', { 'idempotency-key': 'k' }, '[')).status).toBe(400);
    expect((await fetch(`${service.url}/nothing`)).status).toBe(404);
  });
});
