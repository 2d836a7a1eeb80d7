import type { components } from '#internal/platform/http';
import { compressSync } from 'snappy';
import { encodeWriteRequest, type WriteSeries } from '#pkg/remote-write';
import { eventually } from '../support/eventually.ts';
import { offerTickets } from '../support/offered-tickets.ts';
import type { Answered, ProductClient } from '../support/product-client.ts';
import { allowLoopback, definitionOf, planOf, post } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';

type JsonObject = components['schemas']['JsonObject'];
interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly field: string; readonly reason: string }[];
}


const sentAt = Date.now();
const sampleOf = (metric: string): WriteSeries => ({ labels: [{ name: '__name__', value: metric }], timestamps: Float64Array.of(sentAt), values: Float64Array.of(1) });

describe('bad input is refused clearly, and nothing is lost', () => {
  const suite = useProduct({ environment: { EXECUTION_MAX_TASK_RUNS: '100' } });
  const outside = useSampleService();
  let ana: ProductClient;
  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
  });
  const problem = ({ body }: Answered): Problem => body as Problem;
  const ended = async (id: string) => eventually(async () => (await ana.call('getExecution', { path: { executionId: id } })).body, ({ finished_at: at }) => at !== null);
  const run = async (name: string, tasks: readonly JsonObject[], input: JsonObject = {}) => {
    const { id } = (await ana.call('createWorkflow', { body: { name, definition: definitionOf('bad', tasks) } })).body;
    return ended((await ana.call('executeWorkflow', { path: { workflowId: id }, body: { input } })).body.id);
  };

  test.each<[string, JsonObject, string, RegExp]>([
    ['an unknown kind of task', { x: { dance: {} } }, '/do/0/x', /must be an object with one of/],
    ['a misspelt property', { x: { set: { a: 1 }, outputs: {} } }, '/do/0/x/outputs', /not a known property/],
    ['a jump to nowhere', { x: { set: { a: 1 }, then: 'nowhere' } }, '/do/0/x/then', /names no task of the same list/],
    ['a program that does not compile', { x: { set: { a: '${ .a | }' } } }, '/do/0/x/set/a', /syntax error/],
    ['a variable that is not there', { x: { set: { a: '${ $nobody }' } } }, '/do/0/x/set/a', /\$nobody/],
    ['a retry without a bound', { x: { try: [], catch: { retry: { delay: 'PT1S' } } } }, '/do/0/x/catch/retry/limit', /must bound the retries/],
    ['a function that is not defined', { x: { call: 'nothing' } }, '/do/0/x/call', /nothing|function/],
    ['a timeout of a century', { x: { wait: 'P100Y' } }, '/do/0/x/wait', /duration/],
  ])('a definition with %s: the place and the reason', async (_, task, field, reason) => {
    const answer = await ana.send('createWorkflow', { body: { name: 'bad', definition: definitionOf('bad', [task]) } });
    expect(answer.status).toBe(422);
    expect(problem(answer).errors).toEqual([{ field: `/definition${field}`, reason: expect.stringMatching(reason) as string }]);
  });

  test('a definition with several faults: all of them at once', async () => {
    const tasks: JsonObject[] = [{ a: { set: 5 } }, { b: { wait: 'soon' } }, { c: { call: 'http', with: { method: 'get' } } }];
    const answer = await ana.send('createWorkflow', { body: { name: 'bad', definition: definitionOf('bad', tasks) } });
    expect(problem(answer).errors.map(({ field }) => field)).toEqual(['/definition/do/0/a/set', '/definition/do/1/b/wait', '/definition/do/2/c/with/endpoint']);
  });

  test('a plan that bites its own tail: the circle by name', async () => {
    const task = (id: string, after: string) => ({ task_id: id, task_type: 'EXECUTE' as const, dependencies: [after] });
    const answer = await ana.send('submitPlan', { body: { name: 'circle', tasks: [task('a', 'c'), task('b', 'a'), task('c', 'b')] } });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(problem(answer))).toMatch(/a → b → c → a|b → c → a → b|c → a → b → c|a → c → b → a/);
  });

  test('an expression that never ends: the execution fails with an expression error, and others go on', async () => {
    const endless = await run('endless', [{ spin: { set: { a: '${ [limit(infinite; repeat(1))] | length }' } } }]);
    expect(endless).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/\/expression$/) as string, instance: '/do/0/spin' } });
    expect(await run('after the endless one', [{ fine: { set: { done: true } } }])).toMatchObject({ status: 'completed', output: { done: true } });
  });

  test('a schema whose check never ends: data does not meet it, and others go on', async () => {
    const twice = (name: string) => ({ allOf: [{ $ref: `#/$defs/${name}` }, { $ref: `#/$defs/${name}` }] });
    const document = { $ref: '#/$defs/d50', $defs: { d0: { type: 'object' }, ...Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`d${n + 1}`, twice(`d${n}`)])) } };
    const endless = await run('doubling', [{ check: { set: { a: 1 }, input: { schema: { document } } } }]);
    expect(endless).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/\/validation$/) as string, instance: '/do/0/check' } });
    expect(await run('after the doubling one', [{ fine: { set: { done: true }, input: { schema: { document: { type: 'object' } } } } }])).toMatchObject({ status: 'completed' });
  });

  test('a loop without an end: the execution fails at its bound, and what it did is undone', async () => {
    const { url } = outside.service;
    const loop: JsonObject[] = [post('reserve', `${url}/reserve`, { name: 'release', url: `${url}/release` }), { turn: { set: { n: 1 } } }, { again: { set: { n: 2 }, then: 'turn' } }];
    expect(await run('round and round', loop)).toMatchObject({ status: 'compensated', error: { type: expect.stringMatching(/\/runtime$/) as string, detail: 'the execution ran more than 100 tasks' } });
    expect([outside.service.callsTo('/reserve').length, outside.service.callsTo('/release').length]).toEqual([1, 1]);
  });

  test('a service that answers ten megabytes: an error of the call, and what was done before is undone', async () => {
    const { url } = outside.service;
    outside.service.answer('/flood', 200, JSON.stringify({ text: 'x'.repeat(10 * 1024 * 1024) }));
    const flooded = await run('flooded', [post('open', `${url}/open`, { name: 'close', url: `${url}/close` }), post('ask', `${url}/flood`)]);
    expect(flooded).toMatchObject({ status: 'compensated', error: { instance: '/do/1/ask' } });
    expect([outside.service.callsTo('/open').length, outside.service.callsTo('/close').length]).toEqual([1, 1]);
  });

  test('an agent that answers ten megabytes: refused, and it still holds its ticket', async () => {
    const { secret } = (await ana.call('createApiKey', { body: { name: 'agent', scopes: ['tickets:work'] } })).body;
    const agent = suite.product.bearer(secret);
    const tenantId = (await ana.call('whoAmI')).body.tenant!.id;
    const [offered] = await offerTickets(suite.urls.app, tenantId, [{ requiredCapabilities: ['flooding'] }]);
    const path = { ticketId: offered!.id };
    const [leased] = (await agent.call('leaseTickets', { body: { agent_id: 'agent-1', capabilities: ['flooding'], lease_seconds: 600 } })).body.items;
    const body = { lease_token: leased!.lease.token };
    expect((await agent.send('completeTicket', { path, body: { ...body, output: 'x'.repeat(10 * 1024 * 1024) } })).status).toBe(413);
    expect((await agent.call('completeTicket', { path, body: { ...body, output: 'done' } })).body).toMatchObject({ status: 'COMPLETED', output: 'done' });
  });

  test('data that grows beyond every limit: a runtime or expression error instead of a dead worker', async () => {
    const grown = await run('grows', [{ grow: { set: { a: '${ [range(2000000)] }' } } }]);
    expect(grown).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/\/(runtime|expression)$/) as string } });
  });

  test.each<[string, () => Promise<Answered>]>([
    ['an input', async () => {
      const { id } = (await ana.call('createWorkflow', { body: { name: 'takes anything', definition: definitionOf('any', [{ fine: { set: { done: true } } }]) } })).body;
      return ana.send('executeWorkflow', { path: { workflowId: id }, body: { input: { text: 'x'.repeat(10 * 1024 * 1024) } } });
    }],
    ['a definition', () => ana.send('createWorkflow', { body: { name: 'large', definition: definitionOf('large', [{ fine: { set: { text: 'x'.repeat(10 * 1024 * 1024) } } }]) } })],
    ['an event', () => ana.send('publishEvents', { body: { specversion: '1.0', id: '1', source: 'test', type: 'large', data: 'x'.repeat(10 * 1024 * 1024) } })],
    ['a plan', () => ana.send('submitPlan', { body: { ...planOf('large', 'nobody'), metadata: { text: 'x'.repeat(10 * 1024 * 1024) } } })],
  ])('%s of ten megabytes: refused before it is read', async (_, send) => {
    const answer = await send();
    expect([answer.status, problem(answer).code]).toEqual([413, 'payload_too_large']);
  });

  test('a YAML document of a billion laughs, sent or imported: refused, and nothing of it is stored', async () => {
    const laughs = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]', ...Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`)].join('\n');
    expect(await ana.send('createWorkflow', { body: { name: 'laughs', definition_yaml: laughs } })).toMatchObject({ status: 422, body: { errors: [{ field: '/definition_yaml' }] } });
    const imported = await ana.send('importWorkflows', { body: laughs, headers: { 'content-type': 'application/yaml' } });
    expect(imported).toMatchObject({ status: 200, body: { results: [{ status: 'refused', workflow_id: null }] } });
    expect((await ana.call('listWorkflows')).body.items.map(({ name }) => name)).not.toContain('laughs');
  });

  test.each<[string, string, Uint8Array | string, string, number]>([
    ['a bomb of samples', '/api/v1/write', Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0xfe]), 'application/x-protobuf', 413],
    ['an honest bomb of zeroes', '/api/v1/metrics/write', compressSync(Buffer.alloc(100_000_000)), 'application/x-protobuf', 413],
    ['samples that end in the middle', '/prometheus/api/v1/write', encodeWriteRequest('1.0', [sampleOf('middle')]).subarray(0, 20), 'application/x-protobuf', 400],
    ['signals without an end', '/v1/metrics', Buffer.alloc(200, 0xff), 'application/x-protobuf', 400],
    ['signals of another shape', '/api/v1/otlp/v1/metrics', '{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":5}]}]}]}', 'application/json', 400],
    ['a text with a fault', '/api/v1/metrics/import', 'fine 1\nbroken{ 2\n', 'text/plain', 400],
  ])('%s: refused, nothing of it stored, and what was sent before is there', async (_, path, body, type, status) => {
    const { secret } = (await ana.call('createApiKey', { body: { name: 'sender', scopes: ['metrics:write', 'metrics:read'] } })).body;
    const authorization = `Bearer ${secret}`;
    const send = (to: string, content: Uint8Array | string, contentType: string) => fetch(new URL(to, suite.product.address), { method: 'POST', body: content, headers: { authorization, 'content-type': contentType } });
    expect((await send('/api/v1/write', encodeWriteRequest('1.0', [sampleOf('good')]), 'application/x-protobuf')).status).toBe(204);
    const answer = await send(path, body, type);
    expect([answer.status, (await answer.text()).length > 10]).toEqual([status, true]);
    const names = await (await fetch(new URL('/api/v1/label/__name__/values', suite.product.address), { headers: { authorization } })).json() as { data: string[] };
    expect(names.data).toEqual(['good']);
  });

  test('a body that is nested a hundred thousand deep is refused, too', async () => {
    const answer = await ana.send('createWorkflow', { body: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}` });
    expect(answer.status).toBe(400);
  });
});
