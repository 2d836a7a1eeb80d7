import { forbidden } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import type { Task } from '../domain/definition.ts';
import { ExecutionWorld } from '../fakes/execution-world.ts';
import type { GrpcAnswer } from '../ports/grpc-caller.ts';
import { callOut } from './call-out.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const petstore: JsonObject = { openapi: '3.0.3', servers: [{ url: '/v1' }], paths: { '/pets/{id}': { get: { operationId: 'getPet', parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }] } } } };
const hooks: JsonObject = { asyncapi: '3.0.0', servers: { hooks: { host: 'hooks.test', protocol: 'https' } }, channels: { alerts: { address: 'teams/{team}' } }, operations: { raise: { action: 'send', channel: { $ref: '#/channels/alerts' } } } };

describe('callOut', () => {
  const expressions = new JqExpressions();
  const schemas = new DataSchemas();
  afterAll(() => Promise.all([expressions.close(), schemas.close()]));

  function setup() {
    const world = new ExecutionWorld();
    const deps = { journal: world.journal, tickets: world.tickets, processes: world.processes, http: world.http, outgoing: world.outgoing, exchange: world.exchange, throttles: world.throttles, verifier: world.verifier, expressions, schemas, clock: { now: () => noon } };
    world.answer = ({ url }) => ({ status: 200, headers: {}, body: url.endsWith('/petstore.json') ? petstore : url.endsWith('/hooks.json') ? hooks : { ok: true } });
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

    test('an address that is not allowed is an authorization error, and nothing has happened', async () => {
      const { world, call } = setup();
      world.grpcAnswer = () => Promise.reject(forbidden('greet.test is not allowed'));
      expect(await call(greet(), { name: 'Ana' })).toMatchObject({ effect: 'none', error: { status: 403, type: expect.stringMatching(/authorization$/) } });
    });
  });
});
