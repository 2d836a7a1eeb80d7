import { forbidden, unavailable } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import type { Task } from '../domain/definition.ts';
import { ExecutionWorld, silence } from '../fakes/execution-world.ts';
import { callHttp } from './call-http.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');

describe('callHttp', () => {
  const expressions = new JqExpressions();
  const schemas = new DataSchemas();
  afterAll(() => Promise.all([expressions.close(), schemas.close()]));

  function setup() {
    const world = new ExecutionWorld();
    const deps = { journal: world.journal, tickets: world.tickets, processes: world.processes, http: world.http, outgoing: world.outgoing, verifier: world.verifier, exchange: world.exchange, throttles: world.throttles, expressions, schemas, clock: { now: () => now } };
    const controller = new AbortController();
    let now = noon;
    const call = (task: JsonObject, data: Json = {}, mayRetry = false) =>
      callHttp(
        deps,
        {
          execution: { tenantId: 't', executionId: 'e', correlationId: 'c' }, baggage: {}, data, context: null, bound: {}, workflow: { id: 'e', startedAt: noon.getTime() },
          run: { pointer: '/do/0/x', path: '/do/0/x', name: 'x', kind: 'call', task: task as unknown as Task, attempt: 1, startedAt: noon.getTime() },
          ticket: { type: 'EXECUTE', key: 'e:/do/0/x:do', priority: 'NORMAL' }, timeoutMs: 1000, mayRetry,
          ...(typeof task['auth'] === 'object' && { authentication: task['auth'] }),
          ...(Array.isArray(task['listed']) && { secrets: task['listed'] as readonly string[] }),
        },
        { activityId: '7', signal: controller.signal },
      );
    return { world, recorded: world.of('e'), call, cancel: () => controller.abort(), later: (ms: number) => (now = new Date(now.getTime() + ms)) };
  }
  const http = (rest: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: 'http://svc.test/{id}', ...rest } });

  test('evaluates the request, sends it with the key, and remembers both sides', async () => {
    const { call, recorded } = setup();
    const result = await call(http({ headers: { 'X-Id': '${ .id | tostring }' }, query: { q: '${ .id }' }, body: { deep: ['${ .id + 1 }'] } }), { id: 1 });
    expect(result).toEqual({ effect: 'done', ticketId: 'e:/do/0/x:do', data: { ok: true } });
    expect(recorded.calls).toEqual([
      { method: 'POST', url: 'http://svc.test/1', headers: { 'Idempotency-Key': 'e:/do/0/x:do', 'X-Id': '1' }, query: { q: '1' }, body: { deep: [2] }, followRedirects: false, timeoutMs: 1000 },
    ]);
    expect([...recorded.steps.values()]).toMatchObject([{ status: 'completed', activityId: '7', output: { ok: true }, ticketId: 'e:/do/0/x:do' }]);
  });

  test('credentials go out and are shown to nobody', async () => {
    const { call, recorded } = setup();
    await call({ ...http({ output: 'response' }), auth: { basic: { username: '${ .id }', password: 'secret' } } }, { id: 'ana' });
    expect(recorded.calls[0]?.headers['Authorization']).toBe(`Basic ${Buffer.from('ana:secret').toString('base64')}`);
    expect(JSON.stringify([[...recorded.steps.values()], [...recorded.tickets.values()]])).not.toMatch(/YW5hOn|secret/);
  });

  describe('secrets', () => {
    const stored = (recorded: ReturnType<typeof setup>['recorded'], result: object): string => JSON.stringify([[...recorded.steps.values()], [...recorded.tickets.values()], result]);

    test('go out where the definition puts them, and stay nowhere, not even when the receiver echoes them', async () => {
      const { world, call, recorded } = setup();
      Object.assign(world.secretValues, { jira: { token: 'jira-t0ken' }, unlisted: 'not-yours' });
      world.answer = ({ headers, url, body }) => ({ status: 200, headers: { 'x-echo': headers['X-Token'] ?? '' }, body: { url, body: body ?? null, coded: Buffer.from('jira-t0ken').toString('base64') } });
      const task = { ...http({ headers: { 'X-Token': '${ $secrets.jira.token }' }, query: { key: '${ "k:" + $secrets.jira.token }' }, body: { deep: '${ $secrets.jira }' }, output: 'response' }), listed: ['jira'] };
      const result = await call(task, { id: 1 });
      expect(recorded.calls[0]).toMatchObject({ headers: { 'X-Token': 'jira-t0ken' }, query: { key: 'k:jira-t0ken' }, body: { deep: { token: 'jira-t0ken' } } });
      expect(result).toMatchObject({ effect: 'done', data: { headers: { 'x-echo': '***' }, content: { body: { deep: { token: '***' } }, coded: '***' } } });
      expect(stored(recorded, result)).not.toMatch(/jira-t0ken|amlyYS10MGtlb/);
    });

    test('are the properties of an authentication that names one', async () => {
      const { world, call, recorded } = setup();
      world.secretValues['login'] = { username: 'ana', password: 'hunter22' };
      await call({ ...http(), auth: { basic: { use: 'login' } }, listed: ['login'] }, { id: 1 });
      expect(recorded.calls[0]?.headers['Authorization']).toBe(`Basic ${Buffer.from('ana:hunter22').toString('base64')}`);
      world.secretValues['pat'] = 'a-bearer-token';
      await call({ ...http(), auth: { bearer: { use: 'pat' } }, listed: ['pat'] }, { id: 1 });
      expect(stored(recorded, {})).not.toMatch(/hunter22|a-bearer-token/);
    });

    test('do not show in the errors of jq either', async () => {
      const { world, call, recorded } = setup();
      world.secretValues['pat'] = 'a-bearer-token';
      const result = await call({ ...http({ body: '${ $secrets.pat | error }' }), listed: ['pat'] }, { id: 1 });
      expect(result).toMatchObject({ effect: 'none', error: { detail: expect.stringContaining('***') } });
      expect(stored(recorded, result)).not.toContain('a-bearer-token');
    });

    test('that are not there are an authorization error, and nothing leaves', async () => {
      const { call, recorded } = setup();
      for (const task of [{ ...http({ body: '${ $secrets["pat"].x }' }), listed: ['pat'] }, { ...http(), auth: { digest: { use: 'pat' } }, listed: ['pat'] }]) {
        expect(await call(task, { id: 1 })).toMatchObject({ effect: 'none', error: { type: expect.stringMatching(/authorization$/), status: 403, detail: "there is no secret 'pat'" } });
      }
      expect(recorded.calls).toEqual([]);
    });
  });

  test('a token of the provider goes out, is known as $authorization, and is masked in what stays', async () => {
    const { world, call, recorded } = setup();
    const auth = { oauth2: { authority: 'https://id.test', grant: 'client_credentials', client: { id: 'me', secret: 'client-s3cret' } } };
    const result = await call({ ...http({ headers: { 'X-Copy': '${ $authorization.parameter }' } }), auth, output: { as: '$authorization' } }, { id: 1 });
    expect(recorded.calls[0]?.headers).toMatchObject({ Authorization: 'Bearer token-1-of-the-provider', 'X-Copy': 'token-1-of-the-provider' });
    expect(world.tokenRequests).toEqual([auth]);
    expect(result).toMatchObject({ effect: 'done', data: { scheme: 'Bearer', parameter: '***' } });
    expect(JSON.stringify([[...recorded.steps.values()], [...recorded.tickets.values()]])).not.toMatch(/of-the-provider|client-s3cret/);
  });

  test('a digest challenge is answered with a second request of the same key', async () => {
    const { world, call, recorded } = setup();
    world.answer = ({ headers }) => (headers['Authorization'] ? { status: 200, headers: {}, body: 'in' } : { status: 401, headers: { 'www-authenticate': 'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256' }, body: '' });
    expect(await call({ ...http({ query: { q: 'a b' } }), auth: { digest: { username: 'ana', password: 'hunter22' } } }, { id: 1 })).toMatchObject({ effect: 'done', data: 'in' });
    expect(recorded.calls[1]?.headers).toMatchObject({ 'Idempotency-Key': 'e:/do/0/x:do', Authorization: expect.stringMatching(/^Digest username="ana", .*uri="\/1\?q=a\+b".*qop=auth/) });
    expect(recorded.calls).toHaveLength(2);
  });

  test('the raw answer is its bytes in base64', async () => {
    const { call, recorded } = setup();
    await call(http({ output: 'raw' }), { id: 1 });
    expect(recorded.calls[0]).toMatchObject({ rawAnswer: true });
  });

  test('a ticket that is complete answers instead of the world', async () => {
    const { call, recorded } = setup();
    await call(http(), { id: 1 });
    const again = await call({ ...http(), output: { as: '.ok' } }, { id: 1 });
    expect(again).toMatchObject({ effect: 'done', data: true });
    expect(recorded.calls).toHaveLength(1);
  });

  test.each([
    [400, 'none'],
    [404, 'none'],
    [500, 'none'],
    [502, 'unknown'],
    [504, 'unknown'],
    [302, 'none'],
  ])('an answer of %i is a communication error; its effect is %s', async (status, effect) => {
    const { world, call, recorded } = setup();
    world.answer = () => ({ status, headers: {}, body: {} });
    expect(await call(http(), { id: 1 })).toMatchObject({ effect, error: { status, type: expect.stringMatching(/communication$/), instance: '/do/0/x' } });
    expect([...recorded.tickets.values()]).toMatchObject([{ status: 'FAILED' }]);
  });

  test('a redirect is an answer like any other where it is asked for', async () => {
    const { world, call } = setup();
    world.answer = () => ({ status: 304, headers: {}, body: null });
    expect(await call(http({ redirect: true }), { id: 1 })).toMatchObject({ effect: 'done', data: null });
  });

  test('a failure that may be retried leaves the ticket open', async () => {
    const { world, call, recorded } = setup();
    world.answer = () => ({ status: 503, headers: {}, body: {} });
    await call(http(), { id: 1 }, true);
    expect([...recorded.tickets.values()]).toMatchObject([{ status: 'PENDING' }]);
  });

  test.each([
    [() => forbidden('10.0.0.1 is not allowed'), 0, /authorization$/, 403, 'none'],
    [() => unavailable('no complete answer'), 1000, /timeout$/, 408, 'unknown'],
    [() => unavailable('connection refused'), 999, /communication$/, 500, 'unknown'],
  ])('no answer is an error of the definition (%#)', async (failure, afterMs, type, status, effect) => {
    const { world, call, later } = setup();
    world.answer = () => {
      later(afterMs);
      return Promise.reject(failure());
    };
    expect(await call(http(), { id: 1 })).toMatchObject({ effect, error: { status, type: expect.stringMatching(type) } });
  });

  test('a call that is cancelled may have arrived', async () => {
    const { world, call, cancel } = setup();
    world.answer = silence;
    const result = call(http(), { id: 1 });
    setTimeout(cancel, 50);
    expect(await result).toMatchObject({ effect: 'unknown', error: { detail: 'the call was cancelled before it was answered' } });
  });

  test.each([
    [http(), {}, /has no 'id'/],
    [http({ body: '${ .a.b }' }), { id: 1, a: 1 }, /Cannot index number/],
    [http({ headers: '${ .id }' }), { id: 1 }, /headers must give an object/],
    [{ ...http(), input: { schema: { document: { required: ['host'] } } } }, { id: 1 }, /required property 'host'/],
  ])('nothing leaves when the request cannot be made (%#)', async (task, data, detail) => {
    const { call, recorded } = setup();
    expect(await call(task, data)).toMatchObject({ effect: 'none', error: { detail: expect.stringMatching(detail) } });
    expect(recorded.calls).toEqual([]);
    expect([...recorded.tickets.values()]).toEqual([]);
  });

  test('an effect that happened stays done when its output cannot be shaped', async () => {
    const { call, recorded } = setup();
    expect(await call({ ...http(), output: { as: '.ok.x' } }, { id: 1 })).toMatchObject({ effect: 'done', error: { type: expect.stringMatching(/expression$/) } });
    expect([...recorded.tickets.values()]).toMatchObject([{ status: 'COMPLETED', output: { ok: true } }]);
  });

  test('an answer that is too large is an error, and its ticket is complete', async () => {
    const { world, call } = setup();
    world.answer = () => ({ status: 200, headers: {}, body: 'x'.repeat(1_100_000) });
    expect(await call(http(), { id: 1 })).toMatchObject({ effect: 'done', error: { detail: 'the data is larger than 1024 KiB' } });
  });

  test('a task whose condition does not hold is skipped without a ticket', async () => {
    const { call, recorded } = setup();
    expect(await call({ ...http(), if: '.id > 1' }, { id: 1 })).toEqual({ effect: 'none', skipped: true });
    expect(recorded.story).toEqual(['call x skipped']);
  });
});
