import { systemActor, asTenantId, type Json, type JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import { everyTask } from '../fakes/every-task.ts';
import type { DryRunRequest, DryStep } from '../ports/dry-runner.ts';
import { dryRunner } from './dry-run.ts';

const actor = systemActor(asTenantId('00000000-0000-7000-8000-000000000001'), 'test', { correlationId: 'c'.repeat(32), via: 'test' });
const call = (name: string, rest: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${name}` }, ...rest });

describe('a dry run', () => {
  const expressions = new JqExpressions();
  const schemas = new DataSchemas();
  const { run } = dryRunner({ expressions, schemas, now: () => 0 });
  afterAll(() => Promise.all([expressions.close(), schemas.close()]));

  const walk = (tasks: Json, input: Json = {}, mocks: DryRunRequest['mocks'] = {}, rest: JsonObject = {}) =>
    run(actor, { definition: { document: { dsl: '1.0.3', namespace: 'test', name: 'test', version: '1.0.0' }, ...rest, do: tasks }, input, mocks });
  const story = (steps: readonly DryStep[]) => steps.map(({ path, outcome }) => `${path} ${outcome}`);

  test('shows the request that would be sent, credentials masked', async () => {
    const { status, steps } = await walk(
      [{ restart: { call: 'http', with: { method: 'post', endpoint: { uri: 'http://{host}/restart', authentication: { use: 'key' } }, headers: { 'X-Api-Key': 'abc', 'X-Why': '${ .why }' }, query: { force: '${ .force }' }, body: { id: '${ .id + 1 }' } } } }],
      { host: 'svc.test', why: 'slow', force: true, id: 6 },
      {},
      { use: { authentications: { key: { bearer: { token: 'very-secret' } } } } },
    );
    expect(status).toBe('completed');
    expect(steps).toMatchObject([{ outcome: 'runs', certain: true, detail: { request: { method: 'POST', url: 'http://svc.test/restart', headers: { Authorization: '***', 'X-Api-Key': '***', 'X-Why': 'slow', 'Idempotency-Key': 'dry-run:/do/0/restart:do' }, body: { id: 7 }, authentication: 'bearer' } } }]);
    expect(JSON.stringify(steps)).not.toContain('very-secret');
    expect(steps[0]).not.toHaveProperty('output');
  });

  test('shows what depends on an unknown answer as unknown, and the rest as it is', async () => {
    const { status, steps, ...rest } = await walk([{ ask: call('ask') }, { tell: { call: 'http', with: { method: 'post', endpoint: 'http://svc.test/tell', body: { id: '${ .id }', by: '${ $context.who }', fixed: 1 } } } }], { who: 'ana' });
    expect(status).toBe('completed');
    expect(steps[1]?.detail).toMatchObject({ request: { body: { id: '(unknown)', by: 'ana', fixed: 1 } } });
    expect(rest).not.toHaveProperty('output');
  });

  test('does not invent a way: it stops where the choice is not known, and goes on with a mock', async () => {
    const tasks = [{ ask: call('ask') }, { choose: { switch: [{ bad: { when: '.bad', then: 'fix' } }, { good: { then: 'end' } }] } }, { fix: call('fix') }];
    const open = await walk(tasks);
    expect(open.status).toBe('undecided');
    expect(open.steps.at(-1)).toMatchObject({ path: '/do/1/choose', outcome: 'undecided', reason: expect.stringContaining("'bad'") });
    const mocked = await walk(tasks, {}, { '/do/0/ask': [{ output: { bad: true } }] });
    expect(story(mocked.steps)).toEqual(['/do/0/ask runs', '/do/1/choose runs', '/do/2/fix runs']);
    expect((await walk(tasks, {}, { '/do/0/ask': [{ output: {} }] })).steps).toHaveLength(2);
  });

  test('says what runs only perhaps', async () => {
    const { status, steps } = await walk([{ ask: call('ask') }, { maybe: { do: [{ inner: call('inner') }], if: '.bad' } }, { after: call('after') }]);
    expect(status).toBe('completed');
    expect(steps.map(({ name, certain }) => [name, certain])).toEqual([['ask', true], ['maybe', true], ['inner', false], ['after', true]]);
    expect(steps[1]?.detail).toMatchObject({ condition: 'not known' });
  });

  test('walks into handlers by mocked errors, with the retries before them', async () => {
    const tasks = [{ safe: { try: [{ ask: call('ask') }], catch: { errors: { with: { status: 503 } }, retry: { delay: 'PT1S', backoff: { exponential: {} }, limit: { attempt: { count: 2 } } }, do: [{ tell: { set: { was: '${ $error.status }' } } }] } } }];
    const failing = await walk(tasks, {}, { '/do/0/safe/try/0/ask': [{ error: { status: 503 } }] });
    expect(failing).toMatchObject({ status: 'completed', output: { was: 503 } });
    expect(failing.steps[0]?.detail).toMatchObject({ retries: 2, retry_after_ms: [1000, 2000], caught: { status: 503 } });
    expect(await walk(tasks, {}, { '/do/0/safe/try/0/ask': [{ error: { status: 503 } }, { output: 'ok' }] })).toMatchObject({ status: 'completed', output: 'ok' });
    expect(await walk(tasks, {}, { '/do/0/safe/try/0/ask': [{ error: { status: 404 } }] })).toMatchObject({ status: 'failed', error: { status: 404 } });
  });

  test('lists what a failure would undo, newest first, and nothing that was refused', async () => {
    const undoable = (name: string): JsonObject => call(name, { compensate: { do: [{ undo: call(`undo/${name}`) }] } });
    const tasks = [{ one: undoable('one') }, { two: undoable('two') }, { three: undoable('three') }];
    expect((await walk(tasks)).compensations.map(({ name }) => name)).toEqual(['three', 'two', 'one']);
    expect((await walk(tasks, {}, { '/do/2/three': [{ error: { status: 409 } }] })).compensations.map(({ name }) => name)).toEqual(['two', 'one']);
    expect((await walk(tasks, {}, { '/do/2/three': [{ error: { status: 504 } }] })).compensations.map(({ name }) => name)).toEqual(['three', 'two', 'one']);
  });

  test('walks through loops, a bounded number of rounds', async () => {
    const loop = (items: Json): JsonObject[] => [{ each: { for: { each: 'pod', in: '${ .pods }', at: 'n' }, do: [{ kill: { call: 'http', with: { method: 'delete', endpoint: 'http://svc.test/', body: { pod: '${ $pod }', n: '${ $n }' } } } }] }, ...(items as object) }];
    const { steps } = await walk(loop({}), { pods: ['a', 'b'] });
    expect(steps.map(({ path, detail }) => [path, (detail['request'] as JsonObject | undefined)?.['body']])).toEqual([['/do/0/each', undefined], ['/do/0/each/for/0/do/0/kill', { pod: 'a', n: 0 }], ['/do/0/each/for/1/do/0/kill', { pod: 'b', n: 1 }]]);
    const many = await walk(loop({}), { pods: Array.from({ length: 100 }, (_, n) => n) });
    expect(many.steps[0]?.detail).toEqual({ rounds: 100, walked: 20 });
    expect(many).not.toHaveProperty('output');
    const endless = await walk([{ again: { set: { a: 1 }, then: 'again' } }]);
    expect(endless.status).toBe('undecided');
    expect(endless.steps.at(-1)?.reason).toContain('500 steps');
  });

  test('tells how long it would wait, what it would emit, and who would have to agree', async () => {
    const { steps, status } = await run(actor, { definition: everyTask, input: { host: 'h1', size: 11, pods: ['a'] }, mocks: { '/do/2/drain': [{ output: { pods: ['a', 'b'] } }], '/do/5/guarded/try/0/check': [{ error: { status: 503 } }], '/do/4/each/do/0/restart': [{ output: { ok: 1 } }] } });
    const detail = (name: string) => steps.find((step) => step.name === name)?.detail;
    expect(detail('drain')).toMatchObject({ approval: { required: 2 } });
    expect(detail('settle')).toEqual({ wait_ms: 30_000 });
    expect(detail('restart')).toMatchObject({ run: { shell: { command: 'kubectl delete pod "$POD"' } }, ticket: { capabilities: ['kubernetes'] } });
    expect(detail('note')).toMatchObject({ event: { type: 'com.example.restarted' } });
    expect(detail('tell')).toBeDefined();
    expect(status).toBe('completed');
  });

  test('fetches nothing: it names the schemas that it did not look at, and the script that an agent would get', async () => {
    const schema = (uri: string): JsonObject => ({ schema: { resource: { endpoint: { uri } } } });
    const { status, steps } = await walk([
      { keep: { set: { x: 1 }, input: schema('https://docs.test/in.json'), export: schema('https://docs.test/out.json') } },
      { clean: { run: { script: { language: 'python', source: { endpoint: 'https://code.test/clean.py' }, arguments: ['${ .x }'] } } } },
    ], { x: 'anything' }, {}, { input: schema('https://docs.test/workflow.json') });
    expect([status, ...steps.map(({ detail }) => detail)]).toMatchObject(['completed', { not_checked: [{ schema: '/input/schema', uri: 'https://docs.test/in.json' }, { schema: '/export/schema', uri: 'https://docs.test/out.json' }] }, { run: { script: { source: { endpoint: 'https://code.test/clean.py' }, arguments: [1] } } }]);
  });

  test('walks through a function in the place of each of its calls, with its arguments', async () => {
    const functions = { ask: { call: 'http', with: { method: 'post', endpoint: 'http://svc.test/', body: { who: '${ .who }' } } }, twice: { do: [{ inner: { call: 'ask', with: { who: '${ .name + "!" }' } } }] } };
    const tasks = [{ one: { call: 'ask', with: { who: 'ana' } } }, { two: { call: 'twice', with: { name: '${ .got }' } } }];
    const definition = { document: { dsl: '1.0.3', namespace: 'test', name: 'functions', version: '1.0.0' }, use: { functions }, do: tasks } as unknown as JsonObject;
    const { steps, status, output } = await run(actor, { definition, input: {}, mocks: { '/do/0/one/call': [{ output: { got: 'bo' } }], '/use/functions/ask': [{ output: 'done' }] } });
    expect(steps.map(({ path, detail }) => [path, (detail['request'] as JsonObject | undefined)?.['body']])).toEqual([
      ['/do/0/one', undefined], ['/do/0/one/call', { who: 'ana' }], ['/do/1/two', undefined], ['/do/1/two/call', undefined],
      ['/do/1/two/call/do/0/inner', undefined], ['/do/1/two/call/do/0/inner/call', { who: 'bo!' }],
    ]);
    expect({ status, output }).toEqual({ status: 'completed', output: 'done' });
  });
});
