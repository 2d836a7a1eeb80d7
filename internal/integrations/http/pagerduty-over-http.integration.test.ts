import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContractServer, eventually, startContractServer } from '#test/support';
import { JqExpressions } from '#pkg/jq';
import { integrationsInMemory, someone } from '../fakes/integrations-in-memory.ts';
import { pagerdutyOperations } from './pagerduty-operations.ts';

const expressions = new JqExpressions({ cpuMs: 1000 });
let all = integrationsInMemory(expressions);
let server: ContractServer;
let integrationId: string;
let key: string;

beforeAll(async () => {
  server = await startContractServer({ operations: ['enqueuePagerdutyEvent'], current: () => pagerdutyOperations(all) });
});
beforeEach(async () => {
  all = integrationsInMemory(expressions, someone());
  const { integration, secret } = await all.createIntegration(all.ana, { name: 'PagerDuty', kind: 'pagerduty', enabled: true, authentication: { kind: 'routing_key' }, labels: {}, fingerprintLabels: [] });
  [integrationId, key] = [integration.id, secret!];
});
afterAll(async () => {
  await server.stop();
  await expressions.close();
});

const trigger = () => ({ routing_key: key, event_action: 'trigger', dedup_key: 'disk-db-1', payload: { summary: 'Disk of db-1 is full', source: 'db-1', severity: 'error', class: 'disk' } });

async function enqueue(event: unknown, path = '/v2/enqueue') {
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', body: typeof event === 'string' ? event : JSON.stringify(event), headers: { 'content-type': 'application/json' } });
  return { status: answer.status, body: (await answer.json()) as { readonly dedup_key: string; readonly errors: readonly string[] } };
}

describe('PagerDuty’s Events API v2', () => {
  test('a trigger opens an alert of its dedup key, under both addresses', async () => {
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(await enqueue(trigger())).toEqual({ status: 202, body: { status: 'success', message: 'Event processed', dedup_key: 'disk-db-1' } });
    expect((await enqueue(trigger(), '/api/v1/pagerduty/v2/enqueue')).status).toBe(202);
    expect(all.received[0]).toMatchObject({ labels: { alertname: 'Disk of db-1 is full', class: 'disk', severity: 'high' }, identity: { dedup_key: 'disk-db-1', orchestrix_integration: integrationId }, ended: false });
  });

  test('an acknowledge acknowledges and a resolve ends the alert of the key; of an unknown key, too, as PagerDuty answers', async () => {
    expect((await enqueue({ routing_key: key, event_action: 'acknowledge', dedup_key: 'disk-db-1' })).status).toBe(202);
    expect((await enqueue({ routing_key: key, event_action: 'resolve', dedup_key: 'disk-db-1' })).status).toBe(202);
    expect(all.acknowledged).toEqual([{ dedup_key: 'disk-db-1', orchestrix_integration: integrationId }]);
    expect(all.received).toMatchObject([{ ended: true, identity: { dedup_key: 'disk-db-1' } }]);
  });

  test('a trigger without a key gets one', async () => {
    const { dedup_key: _, ...event } = trigger();
    const { status, body } = await enqueue(event);
    expect([status, body.dedup_key]).toEqual([202, expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(all.received[0]).toMatchObject({ identity: { dedup_key: body.dedup_key } });
  });

  test('the receipt keeps the event without its routing key', async () => {
    await enqueue(trigger());
    const [receipt] = (await all.listReceipts(all.ana, integrationId as never, undefined, { limit: 1 })).items;
    expect(receipt!.payload.toString()).toContain('disk-db-1');
    expect(receipt!.payload.toString()).not.toContain(key);
  });

  test.each<[string, () => unknown, readonly string[]]>([
    ['an unknown key', () => ({ ...trigger(), routing_key: '0'.repeat(32) }), ["'routing_key' is not known"]],
    ['no key', () => ({ ...trigger(), routing_key: undefined }), ["'routing_key' is missing or blank"]],
    ['an unknown action', () => ({ ...trigger(), event_action: 'page' }), ["'event_action' is not one of trigger, acknowledge, resolve"]],
    ['no payload', () => ({ ...trigger(), payload: undefined }), ["'payload' is missing"]],
    ['much that is wrong', () => ({ ...trigger(), payload: { severity: 'bad', class: 5 } }), ["'payload.summary' is missing or blank", "'payload.source' is missing or blank", "'payload.severity' is not one of critical, error, warning, info", "'payload.class' is not a string"]],
    ['a long dedup key', () => ({ ...trigger(), dedup_key: 'x'.repeat(256) }), ["'dedup_key' has more than 255 characters"]],
    ['a resolve of nothing', () => ({ routing_key: key, event_action: 'resolve' }), ["'dedup_key' is missing or blank"]],
    ['a list', () => [], ['is not an object']],
    ['a text that is not JSON', () => '{', ["'body' is not JSON: it ends where a key in double quotes should be, at position 1"]],
  ])('refuses %s as PagerDuty does', async (_name, event, errors) => {
    expect(await enqueue(event())).toEqual({ status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } });
    expect(all.received).toEqual([]);
  });

  test('answers 429 to an integration that sends too much, and 413 to an event that is too large', async () => {
    all.turns(1);
    expect((await enqueue(trigger())).status).toBe(202);
    expect(await enqueue(trigger())).toMatchObject({ status: 429, body: { status: 'throttle exceeded' } });
    expect((await enqueue({ ...trigger(), client: 'x'.repeat(600 * 1024) })).status).toBe(413);
  });

  test('a key counts no more once it was replaced, or its integration is gone or switched off', async () => {
    const { secret } = await all.rotateIntegrationSecret(all.ana, integrationId as never);
    expect((await enqueue(trigger())).status).toBe(400);
    key = secret!;
    expect((await enqueue(trigger())).status).toBe(202);
    const { integration } = { integration: await all.getIntegration(all.ana, integrationId as never) };
    await all.updateIntegration(all.ana, integration.id, { name: integration.name, kind: 'pagerduty', enabled: false, authentication: integration.authentication, labels: {}, fingerprintLabels: [] }, {});
    expect(await enqueue(trigger())).toMatchObject({ status: 400, body: { errors: ['the integration is switched off'] } });
    await all.deleteIntegration(all.ana, integration.id, undefined);
    expect((await enqueue(trigger())).status).toBe(400);
  });
});

const installed = spawnSync('prometheus-alertmanager', ['--version']).status === 0;

describe('a real Alertmanager with pagerduty_configs', () => {
  const running: ChildProcess[] = [];
  const dir = mkdtempSync(join(tmpdir(), 'pagerduty-'));
  afterAll(async () => {
    await Promise.all(running.map((child) => new Promise((ended) => { child.once('exit', ended); child.kill(); })));
    rmSync(dir, { recursive: true, force: true });
  });

  (installed ? test : test.skip)('pages Orchestrix, and says when it is over', async () => {
    const port = await freePort();
    writeFileSync(join(dir, 'alertmanager.yml'), `
route: { receiver: orchestrix, group_wait: 0s, group_interval: 1s }
receivers: [{ name: orchestrix, pagerduty_configs: [{ url: '${server.url}/v2/enqueue', routing_key: '${key}', severity: critical, send_resolved: true }] }]`);
    running.push(spawn('prometheus-alertmanager', [`--config.file=${join(dir, 'alertmanager.yml')}`, `--storage.path=${join(dir, 'data')}`, `--web.listen-address=127.0.0.1:${port}`, '--cluster.listen-address='], { stdio: 'ignore' }));
    const tell = (endsAt?: string) => eventually(
      () => fetch(`http://127.0.0.1:${port}/api/v2/alerts`, { method: 'POST', body: JSON.stringify([{ labels: { alertname: 'Paged' }, annotations: { summary: 'it burns' }, startsAt: '2026-01-01T00:00:00Z', endsAt }]), headers: { 'content-type': 'application/json' } }).then(({ ok }) => ok, () => false),
      (ok) => ok,
    );
    await tell();
    const [opened] = await eventually(async () => all.received, (received) => received.length > 0);
    expect(opened).toMatchObject({ labels: { severity: 'critical', alertname: expect.stringContaining('Paged') }, ended: false });
    await tell('2026-01-01T00:01:00Z');
    const ended = await eventually(async () => all.received.find((alert) => alert.ended), (found) => found !== undefined);
    expect(ended).toMatchObject({ identity: opened!.identity });
  }, 30_000);
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => probe.once('listening', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
