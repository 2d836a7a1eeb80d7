import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { limit, unavailable } from '#pkg/apperror';
import { BodyRoom } from './body-room.ts';
import { type SpecOptions, type SpecServer, startSpecServer } from './fakes/spec-server.ts';
import { FailureWithHeaders, TransportError } from './problem.ts';

const PROTOBUF = 'application/x-protobuf';
const notUtf8 = Uint8Array.of(0xff, 0, 0xc3, 0x28);

interface Got {
  readonly rawBody: Buffer;
  readonly body: unknown;
  readonly contentTypeHeader: string | undefined;
  readonly contentEncoding: string | undefined;
}

describe('bodies of bytes', () => {
  let server: SpecServer | undefined;
  afterEach(() => server?.stop());
  const got: Got[] = [];
  const start = async (operations: SpecOptions['operations'] = {}, options: SpecOptions = {}) => {
    got.length = 0;
    const note = (status: number) => (input: object) => {
      got.push(input as Got);
      return Promise.resolve({ status, ...(status === 200 && { body: Uint8Array.of(1, 0, 255), mediaType: PROTOBUF }) });
    };
    server = await startSpecServer({ operations: { acceptBytes: note(204), acceptSignals: note(200), ...operations }, ...options });
    return (path: string, body: Uint8Array | string, headers: Record<string, string> = { 'content-type': PROTOBUF }) => server!.fetch(path, { method: 'POST', body, headers });
  };

  test('arrive as they were sent, with the exact content type and encoding', async () => {
    const send = await start();
    const type = 'Application/x-protobuf;proto=io.prometheus.write.v2.Request';
    expect((await send('/bytes', notUtf8, { 'content-type': type, 'content-encoding': 'snappy' })).status).toBe(204);
    expect(got).toMatchObject([{ rawBody: Buffer.from(notUtf8), body: undefined, contentTypeHeader: type, contentEncoding: 'snappy' }]);
  });

  test('need no content type where only one is taken, and have no charset', async () => {
    const send = await start();
    const bare = await new Promise<number>((resolve) => {
      request(`${server!.url}/bytes`, { method: 'POST', headers: { authorization: 'Bearer things:write', 'content-length': 4 } }, (response) => resolve(response.statusCode ?? 0)).end(notUtf8);
    });
    expect(bare).toBe(204);
    expect((await send('/bytes', notUtf8, { 'content-type': `${PROTOBUF}; charset=latin1` })).status).toBe(204);
    expect((await send('/bytes', notUtf8, { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('are inflated, unless the operation unpacks by itself, which then takes no other encoding', async () => {
    const send = await start();
    await send('/signals', gzipSync(notUtf8), { 'content-type': PROTOBUF, 'content-encoding': 'gzip' });
    expect(got[0]?.rawBody).toEqual(Buffer.from(notUtf8));
    const refused = await send('/bytes', gzipSync(notUtf8), { 'content-type': PROTOBUF, 'content-encoding': 'gzip' });
    expect([refused.status, await refused.text()]).toEqual([415, 'the content encoding is not snappy or identity\n']);
    expect((await send('/signals', gzipSync(Buffer.alloc(10_000)), { 'content-type': PROTOBUF, 'content-encoding': 'gzip' })).status).toBe(413);
  });

  test('may be JSON, which nobody parses, and are answered in bytes', async () => {
    const send = await start();
    const answer = await send('/signals', '{"a":1,"a":2}', { 'content-type': 'application/json' });
    expect([answer.status, answer.headers.get('content-type'), Buffer.from(await answer.arrayBuffer())]).toEqual([200, PROTOBUF, Buffer.from([1, 0, 255])]);
    expect(got[0]).toMatchObject({ body: undefined, rawBody: Buffer.from('{"a":1,"a":2}') });
  });

  test('that are too large are refused by their length, before they are read', async () => {
    const send = await start();
    const answer = await send('/bytes', new Uint8Array(65));
    expect([answer.status, await answer.text(), got.length]).toEqual([413, 'the body is larger than 64 bytes\n', 0]);
  });

  test('failures are a line of text, with the headers that belong to them', async () => {
    const send = await start({ acceptBytes: () => Promise.reject(new FailureWithHeaders(limit('too fast', 7), { 'X-Written': '3' })) });
    const answer = await send('/bytes', notUtf8);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('retry-after'), answer.headers.get('x-written'), await answer.text()]).toEqual([429, 'text/plain; charset=utf-8', '7', '3', 'too fast\n']);
    const stranger = await send('/bytes', notUtf8, { authorization: 'Bearer forged' });
    expect([stranger.status, await stranger.text()]).toEqual([401, 'authentication required\n']);
  });

  test.each<[Error, number, number]>([
    [new TransportError('malformed', 'not so'), 400, 3],
    [unavailable('later', 2), 503, 14],
    [limit('slower', 1), 429, 8],
    [new Error('a defect'), 500, 13],
  ])('failures are a status of gRPC in the encoding of the request: %s', async (failure, status, code) => {
    const send = await start({ acceptSignals: () => Promise.reject(failure) });
    const json = await send('/signals', '{}', { 'content-type': 'application/json' });
    const message = code === 13 ? 'The error was logged under the correlation id.' : failure.message;
    expect([json.status, json.headers.get('content-type'), await json.json()]).toEqual([status, 'application/json', { code, message }]);
    const binary = await send('/signals', notUtf8);
    expect([binary.status, binary.headers.get('content-type')]).toEqual([status, PROTOBUF]);
    expect(Buffer.from(await binary.arrayBuffer())).toEqual(Buffer.concat([Buffer.from([8, code, 18, message.length]), Buffer.from(message)]));
  });

  test('wait for nobody: when there is no room for their bytes, they are refused unread', async () => {
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => { release = resolve; });
    let entered = (): void => undefined;
    const inside = new Promise<void>((resolve) => { entered = resolve; });
    const send = await start({ acceptBytes: async () => { entered(); await hold; return { status: 204 }; } }, { limits: { bodyBytesInProgress: 100 } });
    const first = send('/bytes', new Uint8Array(60));
    await inside;
    const second = await send('/bytes', new Uint8Array(60));
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1']);
    release();
    expect((await first).status).toBe(204);
    expect((await send('/bytes', new Uint8Array(60))).status).toBe(204);
  });

  test('of unknown length take room as they arrive', async () => {
    const room = new BodyRoom(10);
    await room.during(0, async (one) => {
      expect(one.refusalOf(50)).toBeUndefined();
      await room.during(0, (other) => {
        expect(other.refusalOf(1)).toMatchObject({ code: 'unavailable' });
        return Promise.resolve();
      });
    });
    await room.during(6, () => room.during(0, (share) => {
      expect([share.refusalOf(4), share.refusalOf(5)]).toEqual([undefined, expect.objectContaining({ code: 'unavailable' })]);
      return Promise.resolve();
    }));
    const send = await start({}, { limits: { bodyBytesInProgress: 100 } });
    const chunked = new ReadableStream({ start(controller) { controller.enqueue(notUtf8); controller.close(); } });
    expect((await server!.fetch('/bytes', { method: 'POST', body: chunked, duplex: 'half', headers: { 'content-type': PROTOBUF } })).status).toBe(204);
    expect((await send('/bytes', notUtf8)).status).toBe(204);
  });

  test('room is given back whatever happens, and an idle server takes a body of any size', async () => {
    const room = new BodyRoom(10);
    await expect(room.during(50, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await room.during(9, async (share) => {
      expect(share.refusalOf(5)).toBeUndefined();
      await expect(room.during(2, () => Promise.resolve())).rejects.toMatchObject({ code: 'unavailable' });
      await room.during(1, () => Promise.resolve());
    });
  });
});
