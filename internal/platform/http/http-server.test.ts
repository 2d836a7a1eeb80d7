import { Router } from 'express';
import { conflict, invalid, notFound, unavailable } from '#pkg/apperror';
import { type SpecServer, startSpecServer, TENANT } from './fakes/spec-server.ts';
import { requestContextOf } from './index.ts';

const ID = '0192f0c8-1111-7111-8111-111111111111';
const post = (body: string, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const put = (headers: Record<string, string>): RequestInit => ({ ...post('{"name":"x"}', headers), method: 'PUT' });
const problemOf = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return (await answer.json()) as Record<string, unknown>;
};

describe('httpServer', () => {
  let server: SpecServer;
  beforeAll(async () => void (server = await startSpecServer({ checkAnswers: true })));
  afterAll(() => server.stop());

  test('hands a handler its parts, coerced and with defaults, and answers what it says', async () => {
    const seen: unknown[] = [];
    const own = await startSpecServer({ operations: { listThings: (input) => (seen.push(input), Promise.resolve({ status: 200, body: { items: [] } })) } });
    const answer = await own.fetch('/things?status=new&status=old&open=true');
    expect([answer.status, await answer.json()]).toEqual([200, { items: [] }]);
    expect(seen[0]).toMatchObject({ query: { limit: 50, status: ['new', 'old'], open: true }, path: {}, body: undefined, actor: { tenantId: TENANT, via: 'listThings' } });
    await own.stop();
  });

  test('sends entity tag, location, correlation id, quota and protective headers', async () => {
    const answer = await server.fetch('/things', post('{"name":"x"}'));
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('location')).toBe('/things/1');
    expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.headers.get('ratelimit')).toMatch(/^"tenant";r=\d+;t=\d+$/);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.has('x-powered-by')).toBe(false);
  });

  test('continues the trace of the caller and names it in problems', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await server.fetch('/things?limit=0', { headers: { traceparent } });
    expect(answer.headers.get('x-correlation-id')).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(await problemOf(answer)).toMatchObject({ status: 400, code: 'malformed', instance: '/things', correlation_id: '0af7651916cd43dd8448eb211c80319c', errors: [{ field: 'limit' }] });
  });

  test('asks who calls before it looks at anything else', async () => {
    for (const init of [post('{', { authorization: '' }), post('<a/>', { authorization: '', 'content-type': 'text/xml' }), post('{}', { authorization: 'Bearer forged', accept: 'image/png' })]) {
      const answer = await server.fetch('/things', init);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
      expect(await problemOf(answer)).toMatchObject({ code: 'unauthenticated', detail: 'authentication required' });
    }
  });

  test('refuses what the permission does not cover, before it reads the body', async () => {
    const answer = await server.fetch('/things', post('{', { authorization: 'Bearer things:read' }));
    expect(answer.status).toBe(403);
    expect(await problemOf(answer)).toMatchObject({ code: 'forbidden' });
    expect(server.log).toContainEqual(expect.objectContaining({ operation: 'createThing', status: 403 }));
  });

  test.each([
    ['not_found', 404, notFound('thing')],
    ['conflict', 409, conflict('not now')],
    ['invalid', 422, invalid('/name', 'is taken')],
    ['unavailable', 503, unavailable('the database does not answer', 3)],
  ])('translates %s into %d', async (code, status, error) => {
    const own = await startSpecServer({ operations: { getThing: () => Promise.reject(error) } });
    const answer = await own.fetch(`/things/${ID}`);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('retry-after')).toBe(status === 503 ? '3' : null);
    expect(await problemOf(answer)).toMatchObject({ code, type: `urn:orchestrix:problem:${code}`, errors: error.details });
    await own.stop();
  });

  test('shows nothing of a defect and logs it under the correlation id', async () => {
    const own = await startSpecServer({ operations: { getThing: () => Promise.reject(new TypeError('secret detail')) } });
    const problem = await problemOf(await own.fetch(`/things/${ID}`));
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(own.log).toContainEqual(expect.objectContaining({ level: 'error', correlation_id: problem['correlation_id'] }));
    await own.stop();
  });

  test('says loudly in tests that an answer breaks the contract', async () => {
    const own = await startSpecServer({ checkAnswers: true, operations: { getThing: () => Promise.resolve({ status: 200, body: { id: ID, leaked: 1 } }), deleteThing: () => Promise.resolve({ status: 200, body: {} }) } });
    expect(await problemOf(await own.fetch(`/things/${ID}`))).toMatchObject({ status: 500, detail: expect.stringContaining('leaked') as string });
    expect(await problemOf(await own.fetch(`/things/${ID}`, { method: 'DELETE', headers: { 'if-match': '*' } }))).toMatchObject({ detail: 'deleteThing answers 200, which the contract does not declare' });
    await own.stop();
  });

  test('demands If-Match where the contract does, and hands its version over', async () => {
    expect((await server.fetch(`/things/${ID}`, put({}))).status).toBe(428);
    expect(await (await server.fetch(`/things/${ID}`, put({ 'if-match': '"12"' }))).json()).toMatchObject({ if_match: 12 });
    expect(await (await server.fetch(`/things/${ID}`, put({ 'if-match': '*' }))).json()).toMatchObject({ if_match: null });
  });

  test('hands a body that is not JSON over as text', async () => {
    const init = { method: 'PUT', body: 'name: x', headers: { 'content-type': 'application/yaml; charset=UTF-8', 'if-match': '*' } };
    expect(await (await server.fetch(`/things/${ID}`, init)).json()).toMatchObject({ got: 'name: x' });
  });

  test('answers HEAD as GET without the body, and 204 without a length', async () => {
    const head = await server.fetch(`/things/${ID}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, '"7"', '']);
    const gone = await server.fetch(`/things/${ID}`, { method: 'DELETE', headers: { 'if-match': '"7"' } });
    expect([gone.status, gone.headers.get('content-length')]).toEqual([204, null]);
  });

  test('gives the second sender of an Idempotency-Key the first answer, and refuses another body', async () => {
    let made = 0;
    const own = await startSpecServer({ operations: { createThing: () => Promise.resolve({ status: 201, body: { made: (made += 1) }, etag: made, location: `/things/${made}` }) } });
    const send = (body: string) => own.fetch('/things', post(body, { 'idempotency-key': 'k1' }));
    const [first, second] = [await send('{"name":"x"}'), await send('{"name":"x"}')];
    expect([first.status, await first.json(), second.status, await second.json()]).toEqual([201, { made: 1 }, 201, { made: 1 }]);
    expect([second.headers.get('location'), second.headers.get('idempotency-replayed')]).toEqual(['/things/1', 'true']);
    expect((await send('{"name":"y"}')).status).toBe(422);
    expect(made).toBe(1);
    await own.stop();
  });

  test('refuses an Idempotency-Key whose first request still runs, and frees it when that fails', async () => {
    let release: (() => void) | undefined;
    let calls = 0;
    const own = await startSpecServer({
      operations: {
        createThing: async () => {
          calls += 1;
          if (calls === 1) await new Promise<void>((resolve) => (release = resolve)).then(() => Promise.reject(unavailable('try again')));
          return { status: 201, body: {} };
        },
      },
    });
    const send = () => own.fetch('/things', post('{"name":"x"}', { 'idempotency-key': 'k2' }));
    const first = send();
    while (!release) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await send()).status).toBe(409);
    release();
    expect((await first).status).toBe(503);
    expect((await send()).status).toBe(201);
    await own.stop();
  });

  test('streams lines, and breaks off when the source fails so that half is not taken for the whole', async () => {
    async function* lines(fail: boolean) {
      yield { n: 1 };
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (fail) throw new Error('source is gone');
      yield { n: 2 };
    }
    let fail = false;
    const own = await startSpecServer({ operations: { exportThings: () => Promise.resolve({ status: 200, stream: lines(fail) }) } });
    const whole = await own.fetch('/things/export', { headers: { accept: 'application/x-ndjson' } });
    expect(whole.headers.get('content-type')).toBe('application/x-ndjson');
    expect(await whole.text()).toBe('{"n":1}\n{"n":2}\n');
    fail = true;
    await expect(own.fetch('/things/export').then((answer) => answer.text())).rejects.toThrow();
    await own.stop();
  });

  test('takes as many requests of a tenant as its quota allows', async () => {
    const own = await startSpecServer({ limits: { rate: { perSecond: 1, burst: 3 } } });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await own.fetch('/things', { headers: { 'x-forwarded-for': `10.0.0.${i}` } })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await own.fetch('/things');
    expect([refused.headers.get('retry-after'), refused.headers.get('ratelimit-policy')]).toEqual(['1', '"tenant";q=3;w=3']);
    expect(await problemOf(refused)).toMatchObject({ code: 'limit' });
    expect((await own.fetch('/health/live')).status).toBe(200);
    await own.stop();
  });

  test('refuses what does not fit any more, but keeps room for what is critical', async () => {
    const waiting: (() => void)[] = [];
    const own = await startSpecServer({ limits: { concurrency: 4 }, operations: { listThings: () => new Promise((resolve) => waiting.push(() => resolve({ status: 200, body: {} }))) } });
    const running = [1, 2, 3, 4].map(() => own.fetch('/things'));
    while (waiting.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    const refused = await own.fetch(`/things/${ID}`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await own.fetch('/bulk', post('[]'))).status).toBe(202);
    waiting.forEach((finish) => finish());
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await own.fetch(`/things/${ID}`)).status).toBe(200);
    await own.stop();
  });

  test('serves its documents, metrics by operation, and mounted routers with their own errors', async () => {
    const router = Router();
    router.get('/who', (request, response) => response.json({ id: requestContextOf(request).correlationId }));
    router.get('/broken', () => Promise.reject(unavailable('the identity provider does not answer')));
    const own = await startSpecServer({ mounts: [{ path: '/auth', router }] });
    expect(await (await own.fetch('/openapi.json')).json()).toMatchObject({ info: { title: 'Specimen' } });
    for (const [path, marker] of [['/docs', 'swagger-ui'], ['/docs/start.js', 'openapi.json'], ['/docs/swagger-ui.css', '.swagger-ui'], ['/redoc', 'redoc'], ['/redoc/redoc.standalone.js', 'Redoc']] as const) {
      const page = await own.fetch(path);
      expect([path, page.status, page.headers.get('content-security-policy')]).toEqual([path, 200, expect.stringContaining("script-src 'self'")]);
      expect(await page.text()).toContain(marker);
    }
    const who = await own.fetch('/auth/who');
    expect(await who.json()).toEqual({ id: who.headers.get('x-correlation-id') });
    expect(await problemOf(await own.fetch('/auth/broken'))).toMatchObject({ status: 503, code: 'unavailable' });
    await own.fetch('/things');
    expect(await (await own.fetch('/metrics')).text()).toMatch(/^orchestrix_http_request_duration_seconds_count\{.*operation="listThings",method="GET",status_class="2xx"\} 1$/m);
    await own.stop();
  });

  test('lets pages of the allowed origins in, and no others', async () => {
    const own = await startSpecServer({ corsOrigins: ['https://ui.example'] });
    const preflight = (origin: string) => fetch(`${own.url}/things`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await preflight('https://ui.example');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin'), allowed.headers.get('access-control-allow-methods')]).toEqual([204, 'https://ui.example', 'GET, POST']);
    const refused = await preflight('https://ui.example.evil');
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    expect((await own.fetch('/things', { headers: { origin: 'https://ui.example' } })).headers.get('access-control-allow-origin')).toBe('https://ui.example');
    expect((await own.fetch('/things', { headers: { origin: 'null' } })).headers.get('access-control-allow-origin')).toBeNull();
    await own.stop();
  });

  test('does not start when an operation has no handler', async () => {
    await expect(startSpecServer({ operations: { getThing: undefined as never } }).then((own) => own.stop())).rejects.toThrow('getThing');
  });
});
