import { setTimeout as pause } from 'node:timers/promises';
import { startSpecServer } from './fakes/spec-server.ts';
import { Health } from './index.ts';
import { monitoringServer } from './monitoring-server.ts';
import { createRegistry } from '#pkg/observability';

const up = (name: string, required = true) => ({ name, required, check: () => Promise.resolve() });
const down = (name: string, required: boolean) => ({ name, required, check: () => Promise.reject(new Error('gone')) });

describe('health', () => {
  test.each([
    ['everything is up', [up('postgres'), up('temporal', false)], 'ok', [], 200],
    ['what is not required is down', [up('postgres'), down('temporal', false)], 'degraded', ['temporal'], 200],
    ['what is required is down', [down('postgres', true), down('temporal', false)], 'unavailable', ['postgres', 'temporal'], 503],
    ['what is required hangs', [{ name: 'postgres', required: true, check: () => new Promise<void>(() => undefined) }], 'unavailable', ['postgres'], 503],
  ])('when %s', async (_name, checks, status, degraded, readiness) => {
    const server = await startSpecServer({ checks });
    expect(await (await fetch(`${server.url}/health`)).json()).toMatchObject({ status, degraded });
    const ready = await fetch(`${server.url}/health/ready`);
    expect([ready.status, ready.headers.has('retry-after')]).toEqual([readiness, readiness === 503]);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    await server.stop();
  });

  test('is looked at once for many that ask at the same time', async () => {
    let looks = 0;
    const health = new Health([{ name: 'postgres', required: true, check: () => Promise.resolve(void (looks += 1)) }]);
    await Promise.all(Array.from({ length: 20 }, () => health.report()));
    expect(looks).toBe(1);
  });

  test('is also told on a port of its own, with the metrics', async () => {
    const registry = createRegistry('spec');
    const health = new Health([up('postgres')]);
    const monitoring = monitoringServer({ listen: { port: 0 }, health, registry });
    const { port } = await monitoring.start();
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect(await (await get('/health/ready')).json()).toEqual({ status: 'ready' });
    expect(await (await get('/health')).json()).toMatchObject({ status: 'ok' });
    expect(await (await get('/metrics')).text()).toContain('process_cpu_seconds_total');
    expect((await get('/else')).status).toBe(404);
    health.drain();
    expect([(await get('/health/ready')).status, (await get('/health/live')).status]).toEqual([503, 200]);
    await monitoring.stop();
  });
});

describe('stopping', () => {
  test('is announced, finishes what is in progress, and breaks nobody off', async () => {
    const slow = () => pause(150).then(() => ({ status: 200, body: { items: [] } }));
    const server = await startSpecServer({ limits: { drainMs: 100 }, operations: { listThings: slow } });
    const inFlight = Array.from({ length: 20 }, () => server.fetch('/things'));
    await pause(50);
    const stopped = server.stop();
    const ready = await fetch(`${server.url}/health/ready`);
    expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'close']);
    const late = await server.fetch('/things');
    expect([late.status, late.headers.get('connection')]).toEqual([200, 'close']);
    const answers = await Promise.all(inFlight);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(answers.map(({ headers }) => headers.get('connection')))).toEqual(new Set(['close']));
    await stopped;
    await expect(fetch(server.url)).rejects.toThrow();
  });

  test('does not wait longer than the grace period', async () => {
    const server = await startSpecServer({ limits: { drainMs: 10, graceMs: 100 }, operations: { listThings: () => new Promise(() => undefined) } });
    const stuck = server.fetch('/things');
    const cut = expect(stuck).rejects.toThrow();
    await pause(30);
    const started = performance.now();
    await server.stop();
    expect(performance.now() - started).toBeLessThan(1000);
    await cut;
  });
});
