import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../support/eventually.ts';
import { testIssuer } from '../support/test-issuer.ts';
import { buildProduct, type ProcessStack, startProcessStack } from '../support/process-stack.ts';
import { productClient } from '../support/product-client.ts';
import { accessToken } from '../support/product-people.ts';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('one trace leads from the request through outbox and workflow to the call of the service', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'orchestrix-trace-'));
  const spans: Span[] = [];
  const arrivals: string[] = [];
  let collector: Listening;
  let service: Listening;
  let stack: ProcessStack;

  beforeAll(async () => {
    buildProduct();
    // The exporter speaks OTLP/HTTP with JSON.
    collector = await listening((body) => {
      const { resourceSpans } = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    });
    service = await listening((_body, { headers }) => void arrivals.push(String(headers['traceparent'])));
    stack = await startProcessStack({ dataDir, issuer: testIssuer(), environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
  }, 180_000);

  afterAll(async () => {
    await stack.stop();
    for (const { server } of [collector, service]) server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }, 60_000);

  test('every step of a remediation is a span of the trace that Prometheus began', async () => {
    const ana = productClient(stack.address, { authorization: `Bearer ${await accessToken(testIssuer(), 'ana')}` });
    await ana.call('updateEgressSettings', { headers: { 'If-Match': '*' }, body: { public_https: true, rules: [{ target: '127.0.0.0/8', schemes: ['http'], ports: [] }] } });
    const definition = { document: { dsl: '1.0.3', namespace: 'story', name: 'traced', version: '1.0.0' }, do: [{ act: { call: 'http', with: { method: 'post', endpoint: `${service.url}/act` } } }] };
    const { body: workflow } = await ana.call('createWorkflow', { body: { name: 'traced', definition } });
    const verification = { kind: 'http_probe' as const, url: `${service.url}/health`, expect_status: 200, interval_seconds: 1, window_seconds: 30 };
    await ana.call('createRemediationPolicy', { body: { name: 'traced', matchers: [{ name: 'alertname', op: '=', value: 'Traced' }], workflow_id: workflow.id, mode: 'auto', verification } });

    await ana.call('receivePrometheusAlerts', { headers: { traceparent: `00-${TRACE}-b7ad6b7169203331-01` }, body: [{ labels: { alertname: 'Traced', instance: 'web-1' } }] });

    const steps = [
      'POST /api/v2/alerts',
      'handle alerting.alert.fired',
      'handle remediation.remediation.execution_due',
      'handle automation.execution.requested',
      'activity callHttp',
      'handle automation.execution.finished',
    ];
    const ofTrace = async () => spans.filter(({ traceId }) => traceId === TRACE);
    const traced = await eventually(ofTrace, (found) => steps.every((step) => found.some(({ name }) => name === step)), 60_000);
    const call = traced.find(({ name }) => name === 'activity callHttp');
    expect(arrivals[0]).toBe(`00-${TRACE}-${call?.spanId}-01`);
  }, 90_000);
});

interface Listening {
  readonly server: Server;
  readonly url: string;
}

/** A server that says yes to everything. */
async function listening(heard: (body: string, request: IncomingMessage) => void): Promise<Listening> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard(Buffer.concat(chunks).toString('utf8'), request);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
