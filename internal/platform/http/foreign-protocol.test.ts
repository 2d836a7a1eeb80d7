import { gunzipSync, inflateSync } from 'node:zlib';
import { get } from 'node:http';
import { forbidden, invalid, limit, notFound, unavailable } from '#pkg/apperror';
import { type SpecServer, startSpecServer } from './fakes/spec-server.ts';
import { PrometheusError } from './prometheus-error.ts';
import { contentEncoding } from './raw-answer.ts';

describe('an operation that speaks the protocol of Prometheus', () => {
  let server: SpecServer;
  let answer: () => Promise<{ status: number; body?: object; raw?: AsyncIterable<Uint8Array> }>;
  beforeAll(async () => {
    server = await startSpecServer({ operations: { readSamples: (input) => (answer as (input: object) => ReturnType<typeof answer>)(input) } });
  });
  beforeEach(() => (answer = ((input: { query: object }) => Promise.resolve({ status: 200, body: input.query })) as never));
  afterAll(() => server.stop());

  const asked = async (path: string, init?: RequestInit) => {
    const response = await server.fetch(path, init);
    return { status: response.status, body: (await response.json()) };
  };
  const form = (body: string) => ({ method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });

  test('is served under each of its servers', async () => {
    for (const prefix of ['', '/foreign']) expect(await asked(`${prefix}/samples?query=up`)).toEqual({ status: 200, body: { query: 'up' } });
    expect((await server.fetch('/foreign/things')).status).toBe(404);
  });

  test('passes over undeclared parameters and takes the first of repeated ones, but all of a list', async () => {
    expect(await asked('/samples?query=a&query=b&_=1&match[]=x&match%5B%5D=y')).toEqual({ status: 200, body: { query: 'a', 'match[]': ['x', 'y'] } });
  });

  test('takes fields of a form like parameters, and before those', async () => {
    expect(await asked('/samples?query=b&match[]=y', form('query=a+%7B%7D&match[]=x'))).toEqual({ status: 200, body: { query: 'a {}', 'match[]': ['x', 'y'] } });
    expect(await asked('/samples?query=b', { method: 'POST' })).toEqual({ status: 200, body: { query: 'b' } });
  });

  test.each<[string, RequestInit, number, string]>([
    ['/samples?query=%ff', {}, 400, 'bad_data'],
    [`/samples?query=${'x'.repeat(101)}`, {}, 400, 'bad_data'],
    ['/samples', form('query=%zz'), 400, 'bad_data'],
    ['/samples', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }, 415, 'bad_data'],
    ['/samples', { headers: { authorization: '' } }, 401, 'unauthorized'],
    ['/samples', { headers: { authorization: 'Bearer x' } }, 403, 'forbidden'],
    ['/samples', { headers: { accept: 'text/html' } }, 406, 'not_acceptable'],
    ['/samples', { method: 'DELETE' }, 405, 'bad_data'],
  ])('%s %j is answered %d %s', async (path, init, status, errorType) => {
    expect(await asked(path, init)).toEqual({ status, body: { status: 'error', errorType, error: expect.any(String) as string } });
  });

  test.each<[Error, number, string, string]>([
    [new PrometheusError('execution', 'too many samples'), 422, 'execution', 'too many samples'],
    [new PrometheusError('timeout', 'query timed out'), 503, 'timeout', 'query timed out'],
    [new PrometheusError('canceled', 'query was canceled'), 499, 'canceled', 'query was canceled'],
    [invalid('step', 'is zero'), 400, 'bad_data', 'invalid parameter "step": is zero'],
    [notFound('series'), 404, 'not_found', 'no such series'],
    [forbidden('no'), 403, 'forbidden', 'no'],
    [limit('too much'), 429, 'too_many_requests', 'too much'],
    [unavailable('gone'), 503, 'unavailable', 'gone'],
    [new Error('secret'), 500, 'internal', 'the error was logged under the correlation id'],
  ])('%s is answered %d %s', async (error, status, errorType, message) => {
    answer = () => Promise.reject(error);
    expect(await asked('/samples')).toEqual({ status, body: { status: 'error', errorType, error: message } });
  });
});

describe('JSON that a handler encodes itself', () => {
  let server: SpecServer;
  let raw: () => AsyncGenerator<Uint8Array>;
  beforeAll(async () => {
    server = await startSpecServer({ operations: { readSamples: () => Promise.resolve({ status: 200, raw: raw() }) } });
  });
  afterAll(() => server.stop());
  const piece = Buffer.from(`"${'0123456789'.repeat(1000)}",`);

  const bytesOf = (encoding: string) =>
    new Promise<{ encoding: string | undefined; vary: string | undefined; bytes: Buffer }>((resolve, reject) => {
      get(`${server.url}/samples`, { headers: { authorization: 'Bearer things:read', 'accept-encoding': encoding } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ encoding: response.headers['content-encoding'], vary: response.headers.vary, bytes: Buffer.concat(chunks) }));
        response.on('error', reject);
      }).on('error', reject);
    });

  test('is sent whole, compressed as the caller likes', async () => {
    raw = async function* () {
      for (const text of ['[', ...Array<Buffer>(20).fill(piece), '0]']) yield Buffer.from(text);
    };
    const plain = await bytesOf('identity');
    expect(plain).toMatchObject({ encoding: undefined, vary: 'Accept-Encoding' });
    expect(JSON.parse(plain.bytes.toString())).toHaveLength(21);
    raw = async function* () {
      for (let count = 0; count < 20; count += 1) yield piece;
    };
    const whole = Buffer.concat(Array<Buffer>(20).fill(piece));
    const [zipped, deflated] = [await bytesOf('gzip, deflate'), await bytesOf('deflate')];
    expect([zipped.encoding, deflated.encoding]).toEqual(['gzip', 'deflate']);
    expect(gunzipSync(zipped.bytes).equals(whole)).toBe(true);
    expect(inflateSync(deflated.bytes).equals(whole)).toBe(true);
    expect(zipped.bytes.length).toBeLessThan(whole.length / 10);
  });

  test('is answered as an error when it fails before the first piece, and broken off when it fails later', async () => {
    // eslint-disable-next-line require-yield
    raw = async function* () {
      throw new PrometheusError('execution', 'it cannot be done');
    };
    expect((await server.fetch('/samples')).status).toBe(422);
    raw = async function* () {
      yield piece;
      throw new Error('half way');
    };
    await expect(server.fetch('/samples').then((response) => response.text())).rejects.toThrow();
  });

  test('is made no faster than the caller reads, and no longer than it stays', async () => {
    let made = 0;
    const ended = new Promise<void>((resolve) => {
      raw = async function* () {
        try {
          for (; made < 100_000; made += 1) yield piece;
        } finally {
          resolve();
        }
      };
    });
    const gone = new AbortController();
    const response = await server.fetch('/samples', { signal: gone.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    gone.abort();
    await ended;
    expect(made).toBeLessThan(10_000);
  });
});

test.each([
  [undefined, undefined],
  ['', undefined],
  ['gzip', 'gzip'],
  ['deflate, gzip;q=1.0, *;q=0.5', 'gzip'],
  ['gzip;q=0, deflate', 'deflate'],
  ['gzip;q=0.5, deflate;q=0.8', 'deflate'],
  ['br, *', 'gzip'],
  ['identity', undefined],
])('a caller that accepts %j is sent %j', (accepted, expected) => {
  expect(contentEncoding(accepted)).toBe(expected);
});
