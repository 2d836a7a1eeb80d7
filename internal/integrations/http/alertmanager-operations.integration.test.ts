import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type ContractServer, startContractServer } from '#test/support';
import type { IncomingAlert } from '../domain/incoming-alert.ts';
import { receiveAlertmanagerWebhook } from '../service/receive-alertmanager-webhook.ts';
import { receivePrometheusAlerts } from '../service/receive-prometheus-alerts.ts';
import { alertmanagerOperations } from './alertmanager-operations.ts';

const permissions = 'alerts:write';

const received: IncomingAlert[] = [];
let server: ContractServer;
let dir: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'integrations-'));
  const intake = {
    // Takes in everything but labels with a dash.
    receive: async (_actor: unknown, alerts: readonly IncomingAlert[]) => {
      received.push(...alerts);
      return alerts.map(({ labels }) => (Object.keys(labels).some((name) => name.includes('-')) ? ({ kind: 'invalid', details: [{ field: '/labels', reason: 'no' }] } as const) : ({ kind: 'opened' } as const)));
    },
  };
  const operations = alertmanagerOperations({ receivePrometheusAlerts: receivePrometheusAlerts({ intake }), receiveAlertmanagerWebhook: receiveAlertmanagerWebhook({ intake }) });
  server = await startContractServer({ operations: ['receivePrometheusAlerts', 'receiveAlertmanagerWebhook'], current: () => operations });
});
beforeEach(() => void (received.length = 0));
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

const post = async (path: string, body: unknown) => {
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${permissions}`, 'content-type': 'application/json' } });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as unknown };
};

describe('POST /api/v2/alerts', () => {
  const alert = { labels: { alertname: 'x' } };

  test('answers 200 with nothing, as Alertmanager does', async () => {
    expect(await post('/api/v2/alerts', [alert, { ...alert, unheard: { of: [1] } }])).toEqual({ status: 200, body: undefined });
    expect(await post('/api/v2/alerts', [])).toEqual({ status: 200, body: undefined });
    expect(received).toHaveLength(2);
  });

  test('takes in the others when an alert makes no sense, and answers 400 with its place', async () => {
    expect(await post('/api/v2/alerts', [alert, { labels: { 'bad-name': 'x' } }])).toMatchObject({ status: 400, body: { code: 'malformed', errors: [{ field: '/1/labels', reason: 'no' }] } });
    expect(received).toHaveLength(2);
  });

  test.each([
    ['an object', alert, 'body'],
    ['no labels', [{}], '/0/labels'],
    ['a number for a label', [{ labels: { alertname: 5 } }], '/0/labels/alertname'],
    ['a day that does not exist', [{ ...alert, startsAt: '2026-02-30T00:00:00Z' }], '/0/startsAt'],
    ['null', [null], '/0'],
  ])('refuses the whole for %s', async (_name, body, field) => {
    expect(await post('/api/v2/alerts', body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(received).toHaveLength(0);
  });
});

describe('POST /api/v1/integrations/alertmanager', () => {
  const notification = {
    receiver: 'x', status: 'firing', version: '4', groupKey: '{}:{}', truncatedAlerts: 0, groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: 'http://vm:9593',
    alerts: [{ status: 'firing', labels: { alertname: 'x' }, annotations: {}, startsAt: '2026-11-21T10:43:25.952591567Z', endsAt: '0001-01-01T00:00:00Z', generatorURL: '', fingerprint: 'd240efc3896bf266' }],
  };

  test('answers a receipt', async () => {
    expect(await post('/api/v1/integrations/alertmanager', notification)).toEqual({ status: 202, body: { accepted: 1, ignored: 0, reasons: [] } });
    const twoAlerts = { ...notification, notification_reason: 'new in 0.34', alerts: [...notification.alerts, { status: 'resolved', labels: { 'a-b': 'x' } }] };
    expect(await post('/api/v1/integrations/alertmanager', twoAlerts)).toEqual({ status: 202, body: { accepted: 1, ignored: 1, reasons: [{ index: 1, reason: '/labels no' }] } });
  });

  test('refuses another version', async () => {
    expect(await post('/api/v1/integrations/alertmanager', { ...notification, version: '5' })).toMatchObject({ status: 400, body: { errors: [{ field: '/version' }] } });
  });
});

const installed = (program: string) => spawnSync(program, ['--version']).status === 0;
const whenInstalled = (program: string) => (installed(program) ? test : test.skip);

describe('the real senders', () => {
  const running: ChildProcess[] = [];
  afterAll(() => Promise.all(running.map((child) => new Promise((ended) => { child.once('exit', ended); child.kill(); }))));

  const start = (program: string, ...args: string[]) => void running.push(spawn(program, args, { stdio: 'ignore' }));
  async function arrived(matches: (alert: IncomingAlert) => boolean): Promise<IncomingAlert> {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = received.find(matches);
      if (found) return found;
      await pause(100);
    }
    throw new Error(`nothing arrived but ${JSON.stringify(received)}`);
  }

  whenInstalled('amtool')('amtool adds an alert', async () => {
    const configuration = join(dir, 'http.yml');
    writeFileSync(configuration, `authorization: { type: Bearer, credentials: "${permissions}" }\n`);
    await promisify(execFile)('amtool', [`--alertmanager.url=${server.url}`, `--http.config.file=${configuration}`, 'alert', 'add', 'FromAmtool', 'service=cart', '--annotation=summary=by hand']);
    expect(await arrived(({ labels }) => labels['alertname'] === 'FromAmtool')).toMatchObject({ labels: { service: 'cart' }, annotations: { summary: 'by hand' }, source: 'prometheus' });
  });

  whenInstalled('prometheus')('a stock Prometheus lists us under alertmanagers', async () => {
    writeFileSync(join(dir, 'rules.yml'), 'groups: [{ name: g, rules: [{ alert: Always, expr: vector(1) > 0, labels: { severity: warning }, annotations: { summary: "it is {{ $value }}" } }] }]');
    writeFileSync(join(dir, 'prometheus.yml'), `
global: { evaluation_interval: 1s, external_labels: { cluster: demo } }
rule_files: [rules.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:${server.port}'] }], authorization: { type: Bearer, credentials: '${permissions}' } }] }`);
    start('prometheus', `--config.file=${join(dir, 'prometheus.yml')}`, `--storage.tsdb.path=${join(dir, 'data')}`, `--web.listen-address=127.0.0.1:${await freePort()}`, '--rules.alert.resend-delay=1s');
    const alert = await arrived(({ labels }) => labels['alertname'] === 'Always');
    expect(alert).toMatchObject({ labels: { alertname: 'Always', cluster: 'demo', severity: 'warning' }, annotations: { summary: 'it is 1' }, ends: 'by_time' });
    expect(alert.endsAt?.getTime()).toBeGreaterThan(Date.now());
    expect(alert.startsAt?.getTime()).toBeLessThanOrEqual(Date.now());
  }, 30_000);

  whenInstalled('prometheus-alertmanager')('a real Alertmanager notifies our webhook of a beginning and an end', async () => {
    const port = await freePort();
    writeFileSync(join(dir, 'alertmanager.yml'), `
route: { receiver: orchestrix, group_wait: 0s, group_interval: 1s }
receivers: [{ name: orchestrix, webhook_configs: [{ url: '${server.url}/api/v1/integrations/alertmanager', http_config: { authorization: { type: Bearer, credentials: '${permissions}' } } }] }]`);
    start('prometheus-alertmanager', `--config.file=${join(dir, 'alertmanager.yml')}`, `--storage.path=${join(dir, 'alertmanager')}`, `--web.listen-address=127.0.0.1:${port}`, '--cluster.listen-address=');
    const send = async (endsAt?: string) => {
      const body = JSON.stringify([{ labels: { alertname: 'Notified' }, startsAt: '2026-01-01T00:00:00Z', endsAt }]);
      for (let tries = 0; tries < 100; tries += 1) {
        const sent = await fetch(`http://127.0.0.1:${port}/api/v2/alerts`, { method: 'POST', body, headers: { 'content-type': 'application/json' } }).catch(() => undefined);
        if (sent?.ok) return;
        await pause(100);
      }
      throw new Error('Alertmanager does not answer');
    };
    await send();
    expect(await arrived(({ labels, ended }) => labels['alertname'] === 'Notified' && ended === false)).toMatchObject({ endsAt: undefined, ends: 'by_word', startsAt: new Date('2026-01-01T00:00:00Z') });
    await send('2026-01-01T00:01:00Z');
    expect(await arrived(({ labels, ended }) => labels['alertname'] === 'Notified' && ended === true)).toMatchObject({ endsAt: new Date('2026-01-01T00:01:00Z') });
  }, 30_000);
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => probe.once('listening', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
