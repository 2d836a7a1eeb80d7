import { compressSync } from 'snappy';
import { type ContractServer, startContractServer } from '#test/support';
import { type Actor, asTenantId, systemActor } from '#internal/kernel';
import { encodeWriteRequest, writeRequestHeaders } from '#pkg/remote-write';
import { IngestInMemory } from '../fakes/ingest-over-http.ts';
import { seriesFrom } from '../fakes/write-batches.ts';

const actor: Actor = systemActor(asTenantId('0192f0c8-0000-7000-8000-00000000000a'), 'test', { correlationId: '0'.repeat(32), via: 'test' });
const nowMs = Date.parse('2026-03-01T12:00:00.000Z');
const ingest = new IngestInMemory();
let server: ContractServer;
beforeAll(async () => {
  server = await startContractServer({ operations: ['remoteWrite', 'exportOtlpMetrics', 'importMetrics'], current: () => ingest.operations });
  expect((await post('/api/v1/write', encodeWriteRequest('1.0', [seriesFrom({ __name__: 'good' }, [[nowMs, 1]])]), writeRequestHeaders('1.0'))).status).toBe(204);
});
afterAll(() => server.stop());

const post = (path: string, body: Uint8Array | string, headers: Record<string, string>) => fetch(`${server.url}${path}`, { method: 'POST', body, headers: { authorization: 'Bearer metrics:write', ...headers } });
const message = (...bytes: readonly number[]) => compressSync(Buffer.from(bytes));
const sound = encodeWriteRequest('2.0', [seriesFrom({ __name__: 'evil' }, [[nowMs, 1]])]);

describe('hostile bodies are refused and leave what is stored alone', () => {
  afterEach(async () => {
    expect(await ingest.stored(actor)).toEqual(['{__name__="good"} 1 @ 0']);
    expect(ingest.room.used).toBe(0);
  });

  test.each<[string, '1.0' | '2.0', Uint8Array, number]>([
    ['not snappy', '1.0', Buffer.from('up 1\n'), 400],
    ['snappy that claims four gigabytes', '1.0', Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0xfe]), 413],
    ['snappy whose length never ends', '1.0', Buffer.alloc(100, 0xff), 400],
    ['snappy that claims more than its size allows', '1.0', Buffer.from([0x80, 0x80, 0x04, 0x00, 0x61]), 400],
    ['an honest bomb of 20 MB', '1.0', compressSync(Buffer.alloc(20_000_000)), 413],
    ['cut off', '2.0', sound.subarray(0, sound.length - 3), 400],
    ['a series longer than the body', '1.0', message(0x0a, 0x7f, 0x0a), 400],
    ['a varint that never ends', '1.0', message(0x0a, ...Array<number>(20).fill(0xff)), 400],
    ['a wire type that does not exist', '1.0', message(0x0f, 0x01), 400],
    ['an exemplar of symbols that are not there', '2.0', message(0x22, 0, 0x2a, 8, 0x22, 6, 0x0a, 4, 0x80, 0x80, 0x80, 0x01), 400],
    ['symbols that do not begin with the empty text', '2.0', message(0x22, 1, 0x61, 0x2a, 0), 400],
    ['labels that refer to symbols that are not there', '2.0', message(0x22, 0, 0x2a, 8, 0x0a, 2, 7, 8, 0x12, 2, 0x10, 1), 400],
    ['half a megabyte of empty series', '1.0', compressSync(Buffer.alloc(500_000, Buffer.from([0x0a, 0]))), 413],
    ['half a million symbols', '2.0', compressSync(Buffer.alloc(1_000_000, Buffer.from([0x22, 0]))), 413],
    ['deep nesting', '1.0', message(...Array.from({ length: 200 }, () => [0x0a, 0x7e]).flat()), 400],
    ['one label set a hundred thousand names long', '1.0', compressSync(Buffer.concat([Buffer.from([0x0a, 0xc0, 0x9a, 0x0c]), Buffer.alloc(200_000, Buffer.from([0x0a, 0]))])), 400],
  ])('remote write: %s', async (_, version, body, status) => {
    const answer = await post('/api/v1/write', body, writeRequestHeaders(version));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/plain; charset=utf-8']);
    expect((await answer.text()).trim()).toMatch(/\w+ \w+/);
  });

  test.each<[string, string, Uint8Array | string, number]>([
    ['not protobuf', 'application/x-protobuf', Buffer.from('nonsense'), 400],
    ['a message cut off', 'application/x-protobuf', Buffer.from([0x0a, 0x7f, 0x0a]), 400],
    ['more messages than anybody sends', 'application/x-protobuf', Buffer.alloc(700_000, Buffer.from([0x0a, 0])), 413],
    ['not JSON', 'application/json', '{', 400],
    ['JSON of another shape', 'application/json', '{"resourceMetrics": 5}', 400],
    ['a list', 'application/json', '[]', 400],
    ['a number out of range', 'application/json', '{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[{"timeUnixNano":"99999999999999999999"}]}}]}]}]}', 400],
    ['JSON nested too deep', 'application/json', `${'{"resourceMetrics":[{"resource":{"attributes":[{"key":"a","value":'}${'{"arrayValue":{"values":['.repeat(1000)}${']}}'.repeat(1000)}}]}}]}`, 400],
    ['another content type', 'application/octet-stream', Buffer.from([0]), 415],
  ])('OTLP: %s', async (_, type, body, status) => {
    const answer = await post('/v1/metrics', body, { 'content-type': type });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type === 'application/x-protobuf' ? type : 'application/json']);
  });

  test.each<[string, string, Uint8Array | string, number]>([
    ['no metrics', 'text/plain', 'this is not a metric\n', 400],
    ['cut off', 'text/plain', 'evil 1\nevil2', 400],
    ['not UTF-8', 'text/plain', Buffer.from([0x75, 0xff, 0x20, 0x31, 0x0a]), 400],
    ['OpenMetrics without an end', 'application/openmetrics-text', 'evil 1\n', 400],
    ['one line of five megabytes', 'text/plain', `evil{a="${'x'.repeat(5_000_000)}"} 1\n`, 400],
    ['nine megabytes', 'text/plain', 'x'.repeat(9_000_000), 413],
    ['another content type', 'application/json', '{}', 415],
  ])('text: %s', async (_, type, body, status) => {
    const answer = await post('/api/v1/metrics/import', body, { 'content-type': type });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  });
});
