import { forbidden, unavailable } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import type { Task } from '../domain/definition.ts';
import { ExecutionWorld } from '../fakes/execution-world.ts';
import type { GrpcAnswer } from '../ports/grpc-caller.ts';
import type { NotPublished } from '../ports/message-publisher.ts';
import { callOut } from './call-out.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const petstore: JsonObject = { openapi: '3.0.3', servers: [{ url: '/v1' }], paths: { '/pets/{id}': { get: { operationId: 'getPet', parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }] } } } };
const queue: JsonObject = { asyncapi: '3.0.0', servers: { queue: { host: 'queue.test', protocol: 'mqtts' } }, channels: { alerts: { address: 'teams/{team}' } }, operations: { raise: { action: 'send', channel: { $ref: '#/channels/alerts' }, bindings: { mqtt: { qos: 2 } } } } };
const hooks: JsonObject = { asyncapi: '3.0.0', servers: { hooks: { host: 'hooks.test', protocol: 'https' } }, channels: { alerts: { address: 'teams/{team}' } }, operations: { raise: { action: 'send', channel: { $ref: '#/channels/alerts' } } } };

describe('callOut', () => {
  const expressions = new JqExpressions();
  const schemas = new DataSchemas();
  afterAll(() => Promise.all([expressions.close(), schemas.close()]));

  function setup() {
    const world = new ExecutionWorld();
    const deps = { journal: world.journal, tickets: world.tickets, processes: world.processes, http: world.http, outgoing: world.outgoing, exchange: world.exchange, throttles: world.throttles, verifier: world.verifier, expressions, schemas, clock: { now: () => noon } };
    world.answer = ({ url }) => ({ status: 200, headers: {}, body: url.endsWith('/petstore.json') ? petstore : url.endsWith('/hooks.json') ? hooks : url.endsWith('/queue.json') ? queue : url.endsWith('/avro.json') ? { ...queue, defaultContentType: 'avro/binary' } : { ok: true } });
    const call = (task: JsonObject, data: Json = {}, rest: JsonObject = {}) =>
      callOut(
        deps,
        {
          execution: { tenantId: 't', executionId: 'e', correlationId: 'c' }, baggage: {}, data, context: null, bound: {}, workflow: { id: 'e', startedAt: noon.getTime() },
          run: { pointer: '/do/0/x', path: '/do/0/x', name: 'x', kind: 'call', task: task as unknown as Task, attempt: 1, startedAt: noon.getTime() },
          ticket: { type: 'EXECUTE', key: 'e:/do/0/x:do', priority: 'NORMAL' }, timeoutMs: 1000, mayRetry: false, ...rest,
        },
        { activityId: '7', signal: new AbortController().signal },
      );
    return { world, recorded: world.of('e'), call };
  }

  describe('openapi', () => {
    const openapi = (rest: JsonObject = {}): JsonObject => ({ call: 'openapi', with: { document: { endpoint: 'https://docs.test/petstore.json' }, operationId: 'getPet', parameters: { id: '${ .id }' }, ...rest } });

    test('sends what the operation describes, with the key, and keeps one ticket', async () => {
      const { call, recorded } = setup();
      expect(await call(openapi(), { id: 7 })).toEqual({ effect: 'done', ticketId: 'e:/do/0/x:do', data: { ok: true } });
      expect(recorded.calls).toMatchObject([{ method: 'GET', url: 'https://docs.test/v1/pets/7', headers: { 'Idempotency-Key': 'e:/do/0/x:do' } }]);
      expect([...recorded.tickets.values()]).toMatchObject([{ status: 'COMPLETED', parameters: { url: 'https://docs.test/v1/pets/7' } }]);
    });

    test.each([
      [{ operationId: 'nothing' }, /configuration$/],
      [{ parameters: {} }, /configuration$/],
      [{ document: { endpoint: { uri: 'https://docs.test/petstore.json', authentication: { use: 'nobody' } } } }, /configuration$/],
      [{ document: { endpoint: { uri: 'https://docs.test/petstore.json', authentication: { bearer: { use: 'docs' } } } } }, /authorization$/],
    ])('nothing leaves when the request cannot be made (%#)', async (rest, type) => {
      const { call, recorded } = setup();
      expect(await call(openapi(rest), { id: 7 }, { secrets: ['docs'] })).toMatchObject({ effect: 'none', error: { type: expect.stringMatching(type), instance: '/do/0/x' } });
      expect([recorded.calls, [...recorded.tickets.values()]]).toEqual([[], []]);
    });
  });

  describe('asyncapi', () => {
    const publish = (rest: JsonObject = {}): JsonObject => ({ call: 'asyncapi', with: { document: { endpoint: 'https://docs.test/hooks.json' }, operation: 'raise', message: { payload: { alert: '${ .alert }' }, headers: { 'x-kind': 'alert', 'x-n': 1 } }, ...rest } });

    test('publishes the message where the document says', async () => {
      const { call, recorded } = setup();
      expect(await call(publish(), { alert: 'DiskFull', team: 'db' })).toMatchObject({ effect: 'done', data: { ok: true } });
      expect(recorded.calls).toMatchObject([{ method: 'POST', url: 'https://hooks.test/teams/db', body: { alert: 'DiskFull' }, headers: { 'x-kind': 'alert', 'x-n': '1', 'Idempotency-Key': 'e:/do/0/x:do' } }]);
    });

    describe('to a broker', () => {
      const alert = { alert: 'DiskFull', team: 'db' };
      const tell = publish({ document: { endpoint: 'https://docs.test/queue.json' } });

      test('sends the message with the key and the credentials, which are shown to nobody, and answers what the broker confirmed', async () => {
        const { world, call, recorded } = setup();
        world.published = async () => ({ accepted: { topic: 'teams/db' } });
        expect(await call(tell, alert, { authentication: { basic: { username: 'ana', password: 'a-long-password' } } })).toEqual({ effect: 'done', ticketId: 'e:/do/0/x:do', data: { topic: 'teams/db' } });
        expect(recorded.messages).toEqual([{
          broker: { protocol: 'mqtt', host: 'queue.test', port: 8883, path: '/', tls: true }, channel: 'teams/db', payload: '{"alert":"DiskFull"}', contentType: 'application/json', headers: { 'x-kind': 'alert', 'x-n': '1' },
          idempotencyKey: 'e:/do/0/x:do', credentials: { username: 'ana', password: 'a-long-password' }, bindings: { server: {}, channel: {}, operation: { qos: 2 }, message: {} }, timeoutMs: 1000,
        }]);
        expect([...recorded.tickets.values()]).toMatchObject([{ status: 'COMPLETED', parameters: { protocol: 'mqtt', server: 'queue', host: 'queue.test', channel: 'teams/db', message: { payload: { alert: 'DiskFull' } } } }]);
        expect(JSON.stringify([[...recorded.steps.values()], [...recorded.tickets.values()]])).not.toContain('a-long-password');
      });

      test('a token goes out as it is, and one that is refused is not kept', async () => {
        const { world, call, recorded } = setup();
        world.published = async () => ({ failure: 'unauthenticated', reason: 'queue.test:8883 refused: Not authorized', effect: 'none' });
        expect(await call(tell, alert, { authentication: { bearer: { token: 'a-bearer-token' } } })).toMatchObject({ effect: 'none', error: { status: 401, detail: 'queue.test:8883 refused: Not authorized' } });
        expect(recorded.messages).toMatchObject([{ credentials: { token: 'a-bearer-token' } }]);
      });

      test.each<[NotPublished, string, number]>([
        [{ failure: 'unreachable', reason: 'r', effect: 'none' }, 'communication', 503], [{ failure: 'refused', reason: 'r', effect: 'none' }, 'communication', 403],
        [{ failure: 'lost', reason: 'r', effect: 'unknown' }, 'communication', 503], [{ failure: 'timeout', reason: 'r', effect: 'unknown' }, 'timeout', 408],
      ])('%j is an error that says what is known of its effect', async (answer, type, status) => {
        const { world, call, recorded } = setup();
        world.published = async () => answer;
        expect(await call(tell, alert)).toMatchObject({ effect: answer.effect, error: { type: expect.stringMatching(new RegExp(`${type}$`)), status, detail: 'r' } });
        expect([...recorded.tickets.values()]).toMatchObject([{ status: 'FAILED' }]);
      });

      test.each<[JsonObject, Json, JsonObject, string]>([
        [tell, { team: 'a/b' }, {}, "the parameter 'team' of the channel teams/{team} must not hold /, + or #"],
        [tell, alert, { authentication: { digest: { username: 'u', password: 'p' } } }, 'a broker has no digest authentication: use basic'],
        [publish({ document: { endpoint: 'https://docs.test/avro.json' } }), alert, {}, 'the messages of the channel are avro/binary: only JSON is published'],
      ])('what cannot be published is an error before anything leaves (%#)', async (task, data, rest, detail) => {
        const { call, recorded } = setup();
        expect(await call(task, data, rest)).toMatchObject({ effect: 'none', error: { type: expect.stringMatching(/configuration$/), detail: expect.stringContaining(detail) } });
        expect([recorded.messages, [...recorded.tickets.values()]]).toEqual([[], []]);
      });
    });

    test('a channel whose parameter is not in the input is an error', async () => {
      expect(await setup().call(publish(), { alert: 'DiskFull' })).toMatchObject({ effect: 'none', error: { detail: expect.stringContaining("no 'team'") } });
    });
  });

  describe('grpc', () => {
    const greet = (rest: JsonObject = {}): JsonObject => ({ call: 'grpc', with: { proto: { endpoint: 'https://docs.test/greet.proto' }, service: { name: 'greet.Greeter', host: 'greet.test', port: 50051 }, method: 'Greet', arguments: { name: '${ .name }' }, ...rest } });

    test('sends the message with the key and the credentials, which are shown to nobody', async () => {
      const { call, recorded } = setup();
      const result = await call(greet(), { name: 'Ana' }, { authentication: { bearer: { token: 'a-bearer-token' } } });
      expect(result).toMatchObject({ effect: 'done', data: { ok: true } });
      expect(recorded.grpcCalls).toMatchObject([{ host: 'greet.test', port: 50051, service: 'greet.Greeter', method: 'Greet', arguments: { name: 'Ana' }, metadata: { 'idempotency-key': 'e:/do/0/x:do', Authorization: 'Bearer a-bearer-token' }, timeoutMs: 1000 }]);
      expect(JSON.stringify([[...recorded.steps.values()], [...recorded.tickets.values()]])).not.toContain('a-bearer-token');
    });

    test.each<[GrpcAnswer, string, number, RegExp]>([
      [{ status: 5, name: 'NOT_FOUND', details: 'nobody' }, 'none', 404, /communication$/],
      [{ status: 4, name: 'DEADLINE_EXCEEDED', details: '' }, 'unknown', 408, /timeout$/],
      [{ status: 14, name: 'UNAVAILABLE', details: '' }, 'unknown', 503, /communication$/],
      [{ status: 16, name: 'UNAUTHENTICATED', details: '' }, 'none', 401, /communication$/],
    ])('a status is a communication error (%#)', async (answer, effect, status, type) => {
      const { world, call, recorded } = setup();
      world.grpcAnswer = () => answer;
      expect(await call(greet(), { name: 'Ana' })).toMatchObject({ effect, error: { status, type: expect.stringMatching(type) } });
      expect([...recorded.tickets.values()]).toMatchObject([{ status: 'FAILED' }]);
    });

    test('a server that cannot be reached, or is not trusted, is a communication error, and nothing has happened', async () => {
      const { world, call } = setup();
      world.grpcAnswer = () => Promise.reject(unavailable('no connection to greet.test:443: self-signed certificate in certificate chain'));
      expect(await call(greet(), { name: 'Ana' })).toMatchObject({ effect: 'none', error: { type: expect.stringMatching(/communication$/), detail: expect.stringContaining('self-signed') } });
    });

    test('an address that is not allowed is an authorization error, and nothing has happened', async () => {
      const { world, call } = setup();
      world.grpcAnswer = () => Promise.reject(forbidden('greet.test is not allowed'));
      expect(await call(greet(), { name: 'Ana' })).toMatchObject({ effect: 'none', error: { status: 403, type: expect.stringMatching(/authorization$/) } });
    });
  });
});
