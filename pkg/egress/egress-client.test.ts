import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEgressClient, type EgressClientOptions } from './egress-client.ts';
import type { EgressPolicy } from './egress-policy.ts';

const open: EgressPolicy = { publicHttps: true, rules: [{ target: '127.0.0.1', schemes: ['http'], ports: [] }], privateRanges: ['127.0.0.0/8'] };
const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<{ port: number; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as AddressInfo).port, requests };
}

afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

const get = (url: string, policy = open, options: EgressClientOptions = {}, more: object = {}) => createEgressClient(options).send({ method: 'GET', url, timeoutMs: 2000, ...more }, policy);

describe('the egress client', () => {
  test('answers with status, headers and body, and adds what is propagated', async () => {
    const { port, requests } = await serve((_request, response) => response.writeHead(202, { 'x-a': '1', 'set-cookie': 'sid=1' }).end('done'));
    const answer = await get(`http://127.0.0.1:${port}/x`, open, { propagate: () => ({ traceparent: '00-aa-bb-01' }) });
    expect(answer).toMatchObject({ status: 202, body: 'done', headers: { 'x-a': '1' } });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(requests[0]?.headers).toMatchObject({ traceparent: '00-aa-bb-01', 'accept-encoding': 'identity' });
  });

  test.each(['127.0.0.1', '127.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])('sends nothing to the literal %s without a rule', async (host) => {
    const { port, requests } = await serve((_request, response) => response.end());
    await expect(get(`http://${host}:${port}/`, { ...open, rules: [] })).rejects.toMatchObject({ failure: 'forbidden', code: 'forbidden' });
    expect(requests).toHaveLength(0);
  });

  test('sends nothing when one of several resolved addresses is forbidden', async () => {
    const { port, requests } = await serve((_request, response) => response.end());
    await expect(get(`http://api.acme.com:${port}/`, open, { resolve: async () => ['127.0.0.1', '10.0.0.1'] })).rejects.toMatchObject({ failure: 'forbidden' });
    expect(requests).toHaveLength(0);
  });

  test('connects to the address it judged, although the name would resolve to another one the next time', async () => {
    const { port, requests } = await serve((_request, response) => response.end('first'));
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    let asked = 0;
    const resolve = async () => answers[asked++] ?? [];
    expect((await get(`http://rebind.acme.com:${port}/`, open, { resolve })).body).toBe('first');
    expect([asked, requests.length]).toEqual([1, 1]);
    expect(requests[0]?.headers.host).toBe(`rebind.acme.com:${port}`);
    await expect(get(`http://rebind.acme.com:${port}/`, open, { resolve })).rejects.toMatchObject({ failure: 'forbidden' });
  });

  test('judges a name again although the same client has just been allowed to call it', async () => {
    const { port, requests } = await serve((_request, response) => response.end());
    const client = createEgressClient({ resolve: async () => ['127.0.0.1'] });
    await client.send({ method: 'GET', url: `http://shared.acme.com:${port}/`, timeoutMs: 2000 }, open);
    await expect(client.send({ method: 'GET', url: `http://shared.acme.com:${port}/`, timeoutMs: 2000 }, { ...open, rules: [] })).rejects.toMatchObject({ failure: 'forbidden' });
    expect(requests).toHaveLength(1);
  });

  test('does not use a proxy of the environment', async () => {
    const { port, requests } = await serve((_request, response) => response.end());
    const proxy = await serve((_request, response) => response.end('proxied'));
    const names = ['http_proxy', 'HTTP_PROXY', 'all_proxy'] as const;
    for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`;
    try {
      await get(`http://127.0.0.1:${port}/`);
    } finally {
      for (const name of names) delete process.env[name];
    }
    expect([requests.length, proxy.requests.length]).toEqual([1, 0]);
  });

  test('hands a redirect back unless asked to follow it', async () => {
    const { port } = await serve((_request, response) => response.writeHead(302, { location: '/next' }).end());
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 302, headers: { location: '/next' } });
  });

  test('judges every hop of a redirect', async () => {
    const inside = await serve((_request, response) => response.end('secret'));
    const { port } = await serve((_request, response) => response.writeHead(307, { location: `http://127.0.0.2:${inside.port}/` }).end());
    await expect(get(`http://127.0.0.1:${port}/`, open, {}, { followRedirects: true })).rejects.toMatchObject({ failure: 'forbidden' });
    expect(inside.requests).toHaveLength(0);
  });

  test('keeps credentials from another origin', async () => {
    const other = await serve((_request, response) => response.end('ok'));
    const { port } = await serve((_request, response) => response.writeHead(302, { location: `http://127.0.0.1:${other.port}/` }).end());
    const headers = { authorization: 'Bearer secret', 'X-Api-Key': 'secret', accept: 'text/plain' };
    await get(`http://127.0.0.1:${port}/`, open, {}, { followRedirects: true, headers });
    expect(other.requests[0]?.headers).toMatchObject({ accept: 'text/plain' });
    expect(JSON.stringify(other.requests[0]?.headers)).not.toContain('secret');
  });

  test('gives up after five redirects', async () => {
    const { port, requests } = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end());
    await expect(get(`http://127.0.0.1:${port}/`, open, {}, { followRedirects: true })).rejects.toMatchObject({ failure: 'unusable', code: 'unavailable' });
    expect(requests).toHaveLength(6);
  });

  test('reads no more of an answer than the cap, declared or not', async () => {
    const { port } = await serve((_request, response) => response.end('x'.repeat(70_000)));
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toThrow('larger than 65536 bytes');
    await expect(get(`http://127.0.0.1:${port}/`, open, { maxAnswerBytes: 70_000 })).resolves.toMatchObject({ status: 200 });
    const endless = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    await expect(get(`http://127.0.0.1:${endless.port}/`)).rejects.toMatchObject({ failure: 'unusable' });
  });

  test('reads no compressed answer', async () => {
    const { port } = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('bomb'));
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ failure: 'unusable' });
  });

  test('gives up after the total time: silence, a slow body, or a resolver that hangs', async () => {
    const silent = await serve(() => undefined);
    await expect(get(`http://127.0.0.1:${silent.port}/`, open, {}, { timeoutMs: 80 })).rejects.toMatchObject({ failure: 'timeout' });
    const slow = await serve((_request, response) => void response.write('a'));
    await expect(get(`http://127.0.0.1:${slow.port}/`, open, {}, { timeoutMs: 80 })).rejects.toMatchObject({ failure: 'timeout' });
    await expect(get('https://acme.com/', open, { resolve: () => new Promise(() => undefined) }, { timeoutMs: 80 })).rejects.toMatchObject({ failure: 'timeout' });
  });

  test('stops with the reason of its caller when the caller aborts', async () => {
    const { port } = await serve(() => undefined);
    const controller = new AbortController();
    const answer = get(`http://127.0.0.1:${port}/`, open, {}, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('cancelled')), 20);
    await expect(answer).rejects.toThrow('cancelled');
  });

  test('says unavailable when nobody listens and when a name does not resolve', async () => {
    const { port } = await serve((request) => request.socket.destroy());
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ failure: 'unavailable', code: 'unavailable' });
    await expect(get('https://nowhere.acme.com/', open, { resolve: async () => Promise.reject(new Error('ENOTFOUND')) })).rejects.toThrow('does not resolve');
  });

  test.each([
    ['a host of its own', { host: 'admin.internal' }],
    ['a transfer encoding', { 'Transfer-Encoding': 'chunked' }],
    ['a line break in a value', { 'x-a': 'b\r\nhost: evil' }],
  ])('refuses %s among the headers', async (_name, headers) => {
    const { port, requests } = await serve((_request, response) => response.end());
    await expect(get(`http://127.0.0.1:${port}/`, open, {}, { headers })).rejects.toMatchObject({ code: 'invalid' });
    expect(requests).toHaveLength(0);
  });
});
