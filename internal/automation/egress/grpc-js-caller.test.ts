import { Server, ServerCredentials, status, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { parse } from 'protobufjs';
import { asTenantId, systemActor } from '#internal/kernel';
import type { EgressPolicy } from '#pkg/egress';
import type { GrpcCall } from '../ports/grpc-caller.ts';
import { GrpcJsCaller } from './grpc-js-caller.ts';

const PROTO = `
syntax = "proto3";
package greet.v1;
import "google/protobuf/timestamp.proto";
enum Mood { CALM = 0; GLAD = 1; }
message Hello { string first_name = 1; Mood mood = 2; int64 count = 3; google.protobuf.Timestamp at = 4; }
message Answer { string text = 1; Mood mood = 2; int64 count = 3; bytes raw = 4; repeated string tags = 5; }
service Greeter {
  rpc Greet (Hello) returns (Answer);
  rpc Follow (Hello) returns (stream Answer);
}`;
type Hello = { readonly first_name: string; readonly count: string };
const actor = systemActor(asTenantId('t'), 'test', { correlationId: 'c', via: 'test' });
const open: EgressPolicy = { publicHttps: true, rules: [{ target: '127.0.0.0/8', schemes: ['http'], ports: [] }], privateRanges: ['127.0.0.0/8'] };

describe('GrpcJsCaller', () => {
  const server = new Server();
  let port = 0;
  let seen: Record<string, unknown> = {};
  let greet = (call: ServerUnaryCall<Hello, object>, done: sendUnaryData<object>): void => done(null, { text: `Hello ${call.request.first_name}`, mood: 'GLAD', count: call.request.count, raw: Buffer.from('ab') });

  beforeAll(async () => {
    const described = fromJSON(parse(PROTO.replace(/import.*\n/, '').replace('google.protobuf.Timestamp at = 4;', ''), { keepCase: true }).root.toJSON(), { keepCase: true, longs: String, enums: String });
    server.addService(described['greet.v1.Greeter'] as Parameters<Server['addService']>[0], {
      Greet: (call: ServerUnaryCall<Hello, object>, done: sendUnaryData<object>) => {
        seen = call.metadata.getMap();
        greet(call, done);
      },
      Follow: () => undefined,
    });
    port = await new Promise<number>((resolve, reject) => server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))));
  });
  afterAll(() => server.forceShutdown());

  const prepared = (rest: Partial<GrpcCall> = {}, policy = open, resolve = async (): Promise<readonly string[]> => ['127.0.0.1']) =>
    new GrpcJsCaller({ policyOf: async () => policy, resolve }).prepare({
      proto: { url: '', text: PROTO, digest: '' }, host: '127.0.0.1', port, service: 'greet.v1.Greeter', method: 'Greet', arguments: { first_name: 'Ana', count: '9007199254740993' }, metadata: {}, timeoutMs: 5000, ...rest,
    });
  const call = (...terms: Parameters<typeof prepared>) => prepared(...terms)(actor, new AbortController().signal);

  test('asks a real server as the .proto says, and answers JSON that loses nothing', async () => {
    expect(await call({ metadata: { 'Idempotency-Key': 'k1', Authorization: 'Bearer x' } })).toEqual({ message: { text: 'Hello Ana', mood: 'GLAD', count: '9007199254740993', raw: 'YWI=', tags: [] } });
    expect(seen).toMatchObject({ 'idempotency-key': 'k1', authorization: 'Bearer x' });
  });

  test('finds a host by name, at the address that was judged', async () => {
    const named = { ...open, rules: [...open.rules, { target: 'greeter.test', schemes: ['http' as const], ports: [] }] };
    expect(await call({ host: 'greeter.test' }, named)).toMatchObject({ message: { text: 'Hello Ana' } });
  });

  test('a status is an answer, with its name', async () => {
    const kind = greet;
    greet = (_, done) => done({ code: status.FAILED_PRECONDITION, details: 'not in the morning' });
    expect(await call()).toEqual({ status: 9, name: 'FAILED_PRECONDITION', details: 'not in the morning' });
    greet = () => undefined;
    expect(await call({ timeoutMs: 100 })).toMatchObject({ name: 'DEADLINE_EXCEEDED' });
    greet = kind;
  });

  test('a call that is given up ends at once', async () => {
    const kind = greet;
    const gone = new AbortController();
    greet = () => gone.abort(new Error('given up'));
    await expect(prepared()(actor, gone.signal)).rejects.toThrow('given up');
    greet = kind;
  });

  test('an address that the tenant may not call is refused before any connection', async () => {
    await expect(call({}, { ...open, privateRanges: [] })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(call({ host: 'evil.test', port: 443 }, open, async () => ['10.0.0.1'])).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('where nobody listens nothing has left', async () => {
    await expect(call({ port: 1 })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/^no connection to 127\.0\.0\.1:1: .*ECONNREFUSED/) });
  });

  test.each<[string, Partial<GrpcCall> & { readonly text?: string }, RegExp]>([
    ['a service that is not there', { service: 'greet.v1.Nobody' }, /no such service/],
    ['a method that is not there', { method: 'Shout' }, /no method 'Shout'/],
    ['a stream', { method: 'Follow' }, /only unary calls/],
    ['a field that is not there', { arguments: { firstName: 'x' } }, /is no field of Hello/],
    ['another import', { text: 'syntax = "proto3"; import "other.proto"; service S {}' }, /imports other.proto/],
    ['what is no .proto', { text: 'openapi: 3.0.0' }, /cannot be read/],
  ])('refuses %s, without a connection', (_, { text, ...rest }, reason) => {
    expect(() => prepared({ ...rest, ...(text !== undefined && { proto: { url: '', text, digest: '' } }) })).toThrow(expect.objectContaining({ code: 'invalid', message: expect.stringMatching(reason) }));
  });
});
