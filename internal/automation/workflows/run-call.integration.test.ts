import type { JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import { DefinitionRunner } from '../fakes/definition-runner.ts';
import type { Answer } from '../fakes/execution-world.ts';

const SECRET = 'a-very-confidential-value';
const workflow = (use: JsonObject, ...tasks: readonly JsonObject[]): JsonObject => ({ document: { dsl: '1.0.3', namespace: 'test', name: 'calls', version: '1.0.0' }, use, do: tasks });
const echo: Answer = ({ headers, body, url }) => ({ status: 200, headers: {}, body: { headers, body: body ?? null, url } });

/** Every byte string of a history, as text. */
const textsOf = (value: unknown): string => {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8');
  return typeof value === 'object' && value !== null ? Object.values(value).map(textsOf).join('\n') : '';
};

describe('calls of an execution', () => {
  jest.setTimeout(60_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
    runner.world.secretValues['login'] = { username: 'ana', password: SECRET };
    runner.world.answer = echo;
  });
  afterAll(() => runner.stop());

  test('a secret reaches the receiver, and neither the history nor anything that we store', async () => {
    const use = { secrets: ['login'], authentications: { shared: { basic: { use: 'login' } } } };
    const call = (args: JsonObject): JsonObject => ({ call: 'http', with: { method: 'post', output: 'response', ...args } });
    const { recorded, result, handle } = await runner.run(workflow(
      use,
      { named: call({ endpoint: { uri: 'http://svc.test/a', authentication: { use: 'shared' } } }) },
      { written: { ...call({ endpoint: 'http://svc.test/b', body: { password: '${ $secrets.login.password }' } }), export: { as: '{ seen: $output }' } } },
      { failing: { try: [{ call: call({ endpoint: 'http://svc.test/c', headers: { 'X-Key': '${ $secrets.login.password | error }' } }) }], catch: { as: 'problem', do: [{ keep: { set: { problem: '${ $problem }', context: '${ $context }' } } }] } } },
    ));
    await result();
    expect(recorded.calls.map(({ headers }) => headers['Authorization'])).toEqual([`Basic ${Buffer.from(`ana:${SECRET}`).toString('base64')}`, undefined]);
    expect(recorded.calls[1]?.body).toEqual({ password: SECRET });
    expect(recorded.end).toMatchObject({ status: 'completed', output: { context: { seen: { content: { body: { password: '***' } } } }, problem: { detail: expect.stringContaining('***') } } });

    const stored = JSON.stringify([recorded.end, [...recorded.steps.values()], [...recorded.tickets.values()]]);
    const { events = [] } = await handle.fetchHistory();
    const payloads = textsOf(events);
    expect(payloads).toContain('svc.test');
    expect(events?.map(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name)).toContain('callHttp');
    for (const text of [stored, payloads]) for (const form of [SECRET, Buffer.from(SECRET).toString('base64'), Buffer.from(`ana:${SECRET}`).toString('base64')]) expect(text).not.toContain(form);
  });

  test('an OpenAPI call whose document cannot be had is an error of the definition, with nothing to undo', async () => {
    runner.world.answer = (call, signal) => (call.url.endsWith('.json') ? { status: 200, headers: {}, body: { openapi: '3.0.3', paths: {} } } : echo(call, signal));
    const undo = { do: [{ undone: { set: { x: 1 } } }] };
    const { recorded, result } = await runner.run(workflow({}, { ask: { call: 'openapi', with: { document: { endpoint: 'http://svc.test/api.json' }, operationId: 'missing' }, compensate: undo } }));
    await result();
    expect(recorded.end).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/configuration$/), instance: '/do/0/ask', detail: expect.stringContaining("no operation 'missing'") } });
    expect([...recorded.tickets.values()]).toEqual([]);
  });
});
