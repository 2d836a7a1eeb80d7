import { randomBytes } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { eventually } from '../support/eventually.ts';
import { allowLoopback, definitionOf, post } from '../support/product-entities.ts';
import { accessToken, type Person } from '../support/product-people.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';
import { testTemporalAddress } from '../support/temporal.ts';

const SECRET = 'the-text-that-nobody-may-read';
/** In protobuf's JSON mapping, as Temporal's Web UI posts it. */
interface WirePayload {
  readonly metadata: Readonly<Record<string, string>>;
  readonly data?: string;
}

describe('payloads in Temporal', () => {
  const suite = useProduct();
  const stand = useSampleService();

  /** Every payload of the history of an execution, as the server stores it. */
  async function storedPayloads(workflowId: string): Promise<WirePayload[]> {
    const connection = await Connection.connect({ address: testTemporalAddress() });
    try {
      const { history } = await connection.workflowService.getWorkflowExecutionHistory({ namespace: 'default', execution: { workflowId } });
      return payloadsIn(JSON.parse(JSON.stringify(history?.events ?? [])) as unknown);
    } finally {
      await connection.close();
    }
  }

  const shown = async (who: Person, payloads: readonly WirePayload[], headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${suite.product.address}/codec/decode`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-namespace': 'default', authorization: `Bearer ${await accessToken(suite.issuer, who)}`, ...headers },
      body: JSON.stringify({ payloads }),
    });
    const body = (await response.json()) as { readonly payloads?: readonly WirePayload[] };
    return { status: response.status, headers: response.headers, payloads: body.payloads, text: (body.payloads ?? []).map(({ data }) => Buffer.from(data ?? '', 'base64').toString()).join('\n') };
  };

  let stored: WirePayload[];
  beforeAll(async () => {
    const ana = await suite.product.as('ana');
    await allowLoopback(ana);
    const definition = definitionOf('sealed', [
      post('repair', `${stand.service.url}/repair`),
      { keep: { set: { note: SECRET, log: '${ $workflow.input.log }' }, output: { as: '{ note: .note }' } } },
    ]);
    const { body: workflow } = await ana.call('createWorkflow', { body: { name: 'sealed', definition } });
    const input = { secret: SECRET, log: randomBytes(150_000).toString('base64') };
    const { body: execution } = await ana.call('executeWorkflow', { path: { workflowId: workflow.id }, body: { input } });
    const ended = await eventually(async () => (await ana.call('getExecution', { path: { executionId: execution.id } })).body, ({ status }) => status !== 'pending' && status !== 'running');
    expect(ended).toMatchObject({ status: 'completed', output: { note: SECRET } });
    stored = await storedPayloads(ended.temporal.workflow_id);
  }, 60_000);

  test('are encrypted: arguments, results, markers and the summary', () => {
    expect(stored.length).toBeGreaterThan(5);
    const encodings = new Set(stored.map(({ metadata }) => Buffer.from(metadata['encoding'] ?? '', 'base64').toString()));
    // Headers of the SDK's own bookkeeping in local activities' markers hold no data of ours.
    expect(encodings).toContain('binary/orchestrix-sealed-2');
    expect(JSON.stringify(stored.map(({ data }) => Buffer.from(data ?? '', 'base64').toString('latin1')))).not.toContain(SECRET);
  });

  test('that are large are in our database, not in the history', () => {
    const claims = stored.filter(({ metadata }) => Buffer.from(metadata['encoding'] ?? '', 'base64').toString() === 'binary/orchestrix-claim');
    expect(claims.length).toBeGreaterThan(0);
    expect(Math.max(...stored.map(({ data }) => (data ?? '').length))).toBeLessThan(140_000 * (4 / 3));
  });

  test('are shown to an administrator of the tenant, large ones too', async () => {
    const answer = await shown('ana', stored);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(SECRET);
    expect(answer.payloads).toHaveLength(stored.length);
    expect(answer.payloads?.some(({ data }) => (data ?? '').length > 190_000)).toBe(true);
  });

  test('stay as they are for another tenant, and are refused to those who may not read them', async () => {
    const stranger = await shown('bob', stored);
    expect(stranger.status).toBe(200);
    expect(stranger.payloads).toEqual(stored.map(({ metadata, data }) => ({ metadata, ...(data !== undefined && { data }) })));
    expect((await shown('oscar', stored)).status).toBe(403);
  });

  test('are refused without a credential, and a cookie counts for the Web UI only', async () => {
    const attempt = (headers: Readonly<Record<string, string>>) =>
      fetch(`${suite.product.address}/codec/decode`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ payloads: stored }) });
    expect((await attempt({})).status).toBe(401);
    expect((await attempt({ origin: 'https://evil.example', cookie: '__Host-orx_session=stolen' })).status).toBe(401);
  });

  test("the Web UI's page may ask, other pages may not", async () => {
    const preflight = (origin: string) =>
      fetch(`${suite.product.address}/codec/decode`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,x-namespace' } });
    const allowed = await preflight('http://localhost:8233');
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({ 'access-control-allow-origin': 'http://localhost:8233', 'access-control-allow-credentials': 'true', 'access-control-allow-headers': 'content-type,x-namespace' });
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a malformed request is told where', async () => {
    const answer = await shown('ana', [{ metadata: { encoding: 7 as never } }]);
    expect(answer.status).toBe(422);
  });
});

const isPayload = (value: object): value is WirePayload => 'metadata' in value && typeof value.metadata === 'object' && value.metadata !== null && 'encoding' in value.metadata;

function payloadsIn(value: unknown): WirePayload[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isPayload(value)) return [value];
  return Object.entries(value).flatMap(([name, inner]) => (name === 'searchAttributes' ? [] : payloadsIn(inner)));
}
