import { connect } from 'node:net';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { type SpecServer, startSpecServer } from './fakes/spec-server.ts';

const ID = '0192f0c8-1111-7111-8111-111111111111';
const AUTH = 'authorization: Bearer things:read,things:write\r\n';
const JSON_TYPE = { 'content-type': 'application/json' };
const MIB = 1024 * 1024;

/** Sends bytes as they are, a piece at a time, and answers all that comes back until the other side closes. */
function speak(port: number, pieces: readonly string[], pauseMs = 0): Promise<{ readonly text: string; readonly ms: number }> {
  return new Promise((resolve) => {
    const started = performance.now();
    let text = '';
    const socket = connect(port, '127.0.0.1');
    const timers = pieces.map((piece, index) => setTimeout(() => void (socket.writable && socket.write(piece)), index * pauseMs));
    socket.on('data', (chunk) => void (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      timers.forEach((timer) => clearTimeout(timer));
      resolve({ text, ms: performance.now() - started });
    });
  });
}

describe('hostile requests', () => {
  let server: SpecServer;
  beforeAll(async () => void (server = await startSpecServer({ limits: { headersMs: 300, requestMs: 500, checkMs: 50 } })));
  afterAll(() => server.stop());

  interface Case {
    readonly name: string;
    readonly path?: string;
    readonly method?: string;
    readonly body?: string | Buffer<ArrayBuffer>;
    readonly headers?: Record<string, string>;
    readonly status: number;
    readonly field?: string;
    readonly says?: RegExp;
  }

  const bomb = gzipSync(Buffer.from(`{"name":"${' '.repeat(50 * MIB)}"}`));
  const bodies: readonly Case[] = [
    { name: 'an honest body', body: '{"name":"x","count":3,"at":"2026-11-21T10:00:00.123Z","labels":{"a":"b"},"more":[1.5,-2e3,"\\ud83d\\ude00é"]}', status: 201 },
    { name: 'a gzipped body', body: gzipSync('{"name":"x"}'), headers: { 'content-encoding': 'gzip' }, status: 201 },
    { name: 'a deflated body', body: deflateSync('{"name":"x"}'), headers: { 'content-encoding': 'deflate' }, status: 201 },
    { name: 'JSON over the limit', body: `{"name":"${'x'.repeat(MIB)}"}`, status: 413 },
    { name: '50 MiB of JSON', body: `{"name":"${'x'.repeat(50 * MIB)}"}`, status: 413 },
    { name: 'a gzip bomb of 50 MiB', body: bomb, headers: { 'content-encoding': 'gzip' }, status: 413 },
    { name: 'a body over the own limit of the operation', path: '/bulk', body: `[${'1,'.repeat(40)}1]`, status: 413 },
    { name: 'an unknown encoding', body: zstdCompressSync('{"name":"x"}'), headers: { 'content-encoding': 'zstd' }, status: 415 },
    { name: 'stacked encodings', body: gzipSync(gzipSync('{"name":"x"}')), headers: { 'content-encoding': 'gzip, gzip' }, status: 415 },
    { name: 'broken gzip', body: '{"name":"x"}', headers: { 'content-encoding': 'gzip' }, status: 400, field: 'body', says: /is not gzip/ },
    { name: 'an unknown media type', body: '<name/>', headers: { 'content-type': 'application/xml' }, status: 415 },
    { name: 'another charset', body: '{"name":"x"}', headers: { 'content-type': 'application/json; charset=utf-16' }, status: 415 },
    { name: 'no body', status: 400, field: 'body', says: /is required/ },
    { name: 'deep arrays, 49,000 levels', body: `{"name":"x","more":${'['.repeat(49_000)}${']'.repeat(49_000)}}`, status: 400, says: /deeper than 64/ },
    { name: '64 levels, which are fine', body: `{"name":"x","more":${'['.repeat(63)}${']'.repeat(63)}}`, status: 201 },
    { name: 'broken JSON', body: '{"name":"x",}', status: 400, field: 'body', says: /position 12/ },
    { name: 'a truncated text', body: '{"name":"x', status: 400, says: /it ends where/ },
    { name: 'a NUL', body: '{"name":"a\\u0000b"}', status: 400, says: /NUL/ },
    { name: 'a lone high surrogate', body: '{"name":"\\ud800x"}', status: 400, says: /lone surrogate/ },
    { name: 'a lone low surrogate', body: '{"name":"\\udc00"}', status: 400, says: /lone surrogate/ },
    { name: 'text that is not UTF-8', body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), status: 400, says: /UTF-8/ },
    { name: '__proto__', body: '{"name":"x","labels":{"__proto__":"y"}}', status: 400, says: /__proto__/ },
    { name: '__proto__ in disguise', body: '{"name":"x","more":{"\\u005f_proto__":{"admin":true}}}', status: 400, says: /__proto__/ },
    { name: 'constructor', body: '{"name":"x","more":{"constructor":{"prototype":{}}}}', status: 400, says: /constructor/ },
    { name: 'a duplicate key', body: '{"name":"x","name":"y"}', status: 400, says: /twice/ },
    { name: 'a duplicate key in disguise', body: '{"name":"x","n\\u0061me":"y"}', status: 400, says: /twice/ },
    { name: 'a number that is infinite', body: '{"name":"x","more":1e999}', status: 400, says: /cannot be kept exactly/ },
    { name: 'a number that would be rounded', body: '{"name":"x","more":9007199254740993}', status: 400, says: /cannot be kept exactly/ },
    { name: 'NaN', body: '{"name":"x","count":NaN}', status: 400, says: /expected a value/ },
    { name: 'an unknown field', body: '{"name":"x","role":"admin"}', status: 400, field: '/role', says: /not known/ },
    { name: 'a wrong type, which is not coerced', body: '{"name":"x","count":"3"}', status: 400, field: '/count' },
    { name: 'a missing field', body: '{}', status: 400, field: '/name', says: /required/ },
    { name: 'a number out of bounds', body: '{"name":"x","count":1001}', status: 400, field: '/count' },
    { name: 'a field deep inside', body: '{"name":"x","labels":{"a/b":1}}', status: 400, field: '/labels/a~1b' },
    { name: 'a date that is none', body: '{"name":"x","at":"2026-02-30T00:00:00Z"}', status: 400, field: '/at' },
    { name: 'a date before time', body: '{"name":"x","at":"0001-01-01T00:00:00+23:59"}', status: 400, field: '/at' },
    { name: 'a text instead of an object', body: '"x"', status: 400, field: 'body' },
  ];
  const others: readonly Case[] = [
    { name: 'an unknown path', path: '/nothing', status: 404 },
    { name: 'a trailing slash', path: '/things/', status: 404 },
    { name: 'an unknown method', method: 'PATCH', path: '/things', status: 405 },
    { name: 'a type that is not produced', path: '/things', headers: { accept: 'application/xml, text/*;q=0.5' }, status: 406 },
    { name: 'a type that is refused', path: '/things', headers: { accept: '*/*, application/json;q=0' }, status: 406 },
    { name: 'a range that fits', path: '/things', headers: { accept: 'text/html, application/*;q=0.1' }, status: 200 },
    { name: 'an unknown query parameter', path: '/things?admin=true', status: 400, field: 'admin', says: /not known/ },
    { name: 'a repeated query parameter', path: '/things?limit=1&limit=2', status: 400, field: 'limit' },
    { name: 'a number in another spelling', path: '/things?limit=0x10', status: 400, field: 'limit' },
    { name: 'a limit out of bounds', path: '/things?limit=501', status: 400, field: 'limit' },
    { name: 'an empty number', path: '/things?limit=', status: 400, field: 'limit' },
    { name: 'a value that the list does not allow', path: '/things?status=lost', status: 400, field: 'status/0', says: /new, old/ },
    { name: 'NUL in a query', path: '/things?cursor=%00', status: 400, field: 'cursor' },
    { name: 'bad percent encoding in a query', path: '/things?cursor=%ff', status: 400, field: 'cursor' },
    { name: 'bad percent encoding in a path', path: '/things/%ff', status: 400, field: 'thingId' },
    { name: 'NUL in a path', path: '/things/%00', status: 400, field: 'thingId' },
    { name: 'a bad uuid', path: '/things/1', status: 400, field: 'thingId' },
    { name: 'a prototype as a query parameter', path: '/things?__proto__=1', status: 400 },
    { name: 'no If-Match', method: 'DELETE', path: `/things/${ID}`, status: 428, field: 'If-Match' },
    { name: 'an If-Match without quotes', method: 'DELETE', path: `/things/${ID}`, headers: { 'if-match': '7' }, status: 400, field: 'If-Match' },
    { name: 'a weak If-Match', method: 'DELETE', path: `/things/${ID}`, headers: { 'if-match': 'W/"7"' }, status: 412 },
    { name: 'an If-Match of somebody else', method: 'DELETE', path: `/things/${ID}`, headers: { 'if-match': '"abc"' }, status: 412 },
    { name: 'a list of If-Match', method: 'DELETE', path: `/things/${ID}`, headers: { 'if-match': '"1", "2"' }, status: 400 },
    { name: 'an Idempotency-Key that is too long', method: 'POST', path: '/things', body: '{"name":"x"}', headers: { ...JSON_TYPE, 'idempotency-key': 'k'.repeat(256) }, status: 400, field: 'Idempotency-Key' },
    { name: 'a tenant that is no uuid', path: '/things', headers: { 'x-tenant-id': "1' or '1'='1" }, status: 400, field: 'X-Tenant-Id' },
    { name: 'a stale If-Match on a malformed request', method: 'PUT', path: `/things/${ID}`, body: '{}', headers: { ...JSON_TYPE, 'if-match': 'W/"7"' }, status: 400, field: '/name' },
  ];
  const cases = [...bodies.map((body) => ({ path: '/things', method: 'POST', ...body, headers: { ...JSON_TYPE, ...body.headers } })), ...others];

  test.each(cases)('$name: $status', async ({ path = '/', method = 'GET', body, headers, status, field, says }: Case) => {
    const answer = await server.fetch(path, { method, ...(headers ? { headers } : {}), ...(body === undefined ? {} : { body }) });
    const text = await answer.text();
    expect([answer.status, status >= 400 ? text : '']).toEqual([status, status >= 400 ? expect.any(String) : '']);
    if (status < 400) return;
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const problem = JSON.parse(text) as { status: number; detail: string; errors: { field: string; reason: string }[] };
    expect(problem.status).toBe(status);
    if (field !== undefined) expect(problem.errors.map((error) => error.field)).toContain(field);
    if (says) expect(text).toMatch(says);
  });

  test('405 names the methods that the path knows', async () => {
    expect((await server.fetch('/things', { method: 'DELETE' })).headers.get('allow')).toBe('GET, POST');
  });

  test('a polluted prototype stays impossible', async () => {
    await server.fetch('/things', { method: 'POST', headers: JSON_TYPE, body: '{"name":"x","more":{"__proto__":{"polluted":1}}}' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each([
    ['two lengths', `POST /things HTTP/1.1\r\nhost: x\r\n${AUTH}content-length: 5\r\ncontent-length: 6\r\n\r\nabcde`],
    ['a length and chunks', `POST /things HTTP/1.1\r\nhost: x\r\n${AUTH}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /admin HTTP/1.1\r\nhost: x\r\n\r\n`],
    ['a bare line feed', `GET /things HTTP/1.1\nhost: x\n${AUTH}\n`],
    ['no host', 'GET /things HTTP/1.1\r\n\r\n'],
    ['a folded header', `GET /things HTTP/1.1\r\nhost: x\r\nx-a: 1\r\n 2\r\n\r\n`],
    ['NUL in a header', `GET /things HTTP/1.1\r\nhost: x\r\nx-a: \0\r\n\r\n`],
    ['noise', '\u0016\u0003\u0001\r\n\r\n'],
  ])('%s: 400 and the connection closes', async (_name, bytes) => {
    const { text } = await speak(server.port, [bytes]);
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text.match(/^HTTP\/1\.1 \d/gm)).toHaveLength(1);
    expect(text.toLowerCase()).toContain('connection: close');
  });

  test('headers that are too large: 431', async () => {
    const { text } = await speak(server.port, [`GET /things HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(20_000)}\r\n\r\n`]);
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
    expect(text).toContain('"code":"headers_too_large"');
  });

  test('slow headers: 408, while others are served', async () => {
    const slow = speak(server.port, ['GET /things HTTP/1.1\r\n', ...Array.from({ length: 30 }, (_, index) => `x-${index}: 1\r\n`)], 50);
    expect((await server.fetch('/health/live')).status).toBe(200);
    const { text, ms } = await slow;
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(ms).toBeLessThan(1500);
  });

  test('a slow body: 408', async () => {
    const { text, ms } = await speak(server.port, [`POST /things HTTP/1.1\r\nhost: x\r\n${AUTH}content-type: application/json\r\ncontent-length: 100\r\n\r\n`, ...'{"name":"x'], 100);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(ms).toBeLessThan(2000);
  });

  test('a caller who leaves in the middle leaves nothing behind', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`POST /things HTTP/1.1\r\nhost: x\r\n${AUTH}content-type: application/json\r\ncontent-length: 100\r\n\r\n{"name"`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(server.log.filter(({ level }) => level === 'error')).toEqual([]);
    expect(await (await server.fetch('/metrics')).text()).toMatch(/operation="createThing",method="POST",status_class="aborted"/);
  });
});
