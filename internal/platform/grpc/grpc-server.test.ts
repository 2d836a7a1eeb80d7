import { once } from 'node:events';
import { createChannel, createClientFactory, Metadata, Status } from 'nice-grpc';
import { BadRequest, ErrorInfo, errorDetailsClientMiddleware, RetryInfo, type RichClientError } from 'nice-grpc-error-details';
import { HealthDefinition } from 'nice-grpc-server-health';
import { ServerReflectionService } from 'nice-grpc-server-reflection';
import { asTenantId, type Clock } from '#internal/kernel';
import { Health, OpenStreams, type Principal, RateLimiter } from '#internal/platform/http';
import { AppError, notFound, unauthenticated } from '#pkg/apperror';
import { createLogger, createRegistry } from '#pkg/observability';
import { grpcServer } from './grpc-server.ts';
import { type Caller, grpcService } from './grpc-service.ts';
import { AgentServiceDefinition, type AgentServiceImplementation } from './proto/agents.gen.ts';

const tenantId = asTenantId('0190a5a0-0000-7000-8000-000000000001');
const clock: Clock = { now: () => new Date('2026-01-01T00:00:00Z') };
const nothing = async (): Promise<never> => {
  throw notFound('method');
};
const silent: AgentServiceImplementation<Caller> = {
  registerAgent: nothing,
  heartbeat: nothing,
  deregisterAgent: nothing,
  getAgent: nothing,
  listAgents: nothing,
  discoverAgents: nothing,
  async *watchAgents() {},
};
const permissions = { registerAgent: 'agents:write', heartbeat: 'agents:write', deregisterAgent: 'agents:write', getAgent: 'agents:read', listAgents: 'agents:read', discoverAgents: 'agents:read', watchAgents: 'agents:read' };

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

async function serve(handlers: Partial<AgentServiceImplementation<Caller>>, { burst = 100, streams = 2, ready = () => Promise.resolve() } = {}) {
  const server = grpcServer({
    listen: { port: 0, host: '127.0.0.1' },
    services: [grpcService({ definition: AgentServiceDefinition, implementation: { ...silent, ...handlers }, permissions })],
    async authenticate({ authorization, tenant }, meta): Promise<Principal> {
      if (authorization !== 'Bearer good') throw unauthenticated();
      const actor = { tenantId: tenant === undefined ? tenantId : asTenantId(tenant), subject: 'ana', kind: 'user' as const, correlationId: meta.correlationId, via: meta.operation, ip: meta.ip };
      return { actor, kind: 'bearer', may: (permission) => permission === 'agents:read' };
    },
    rateLimiter: new RateLimiter('tenant', { perSecond: 1, burst }, clock),
    streams: new OpenStreams(streams),
    health: new Health([{ name: 'postgres', required: true, check: ready }]),
    logger: createLogger({ service: 'test', level: 'silent' }),
    registry: createRegistry('test'),
    ids: { next: () => '0190a5a0-0000-7000-8000-0000000000ff' },
    limits: { receiveBytes: 1000, graceMs: 2000 },
  });
  const { address } = await server.start();
  const channel = createChannel(address);
  running.push(async () => channel.close(), () => server.stop());
  const clients = createClientFactory().use(errorDetailsClientMiddleware);
  return { server, clients, channel, agents: clients.create(AgentServiceDefinition, channel) };
}

const as = (token = 'good', more: Record<string, string> = {}) => ({ metadata: Metadata({ authorization: `Bearer ${token}`, ...more }) });
const refusal = async (call: Promise<unknown>): Promise<RichClientError> => {
  try {
    await call;
  } catch (error) {
    return error as RichClientError;
  }
  throw new Error('the call was not refused');
};

describe('the gRPC server', () => {
  test('hands a handler the actor of the call, with the caller\'s trace', async () => {
    const seen: Caller[] = [];
    const { agents } = await serve({ async getAgent(_request, { actor, principal, correlationId }) {
      seen.push({ actor, principal, correlationId });
      return {};
    } });
    await agents.getAgent({ agentId: 'a' }, as('good', { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }));
    expect(seen[0]).toMatchObject({ correlationId: '0af7651916cd43dd8448eb211c80319c', actor: { tenantId, via: 'AgentService.GetAgent', ip: '127.0.0.1' } });
  });

  test('refuses a caller that nobody knows, and one who may not call the method', async () => {
    const { agents } = await serve({});
    expect(await refusal(agents.getAgent({}, as('forged')))).toMatchObject({ code: Status.UNAUTHENTICATED });
    expect(await refusal(agents.getAgent({}))).toMatchObject({ code: Status.UNAUTHENTICATED });
    expect(await refusal(agents.heartbeat({}, as()))).toMatchObject({ code: Status.PERMISSION_DENIED, details: 'this needs the permission agents:write' });
  });

  test('answers an error with google.rpc details: its code, its fields, when to try again', async () => {
    const { agents } = await serve({ getAgent: async () => {
      throw new AppError('invalid', 'bad', { details: [{ field: '/agent_id', reason: 'is empty' }], retryAfterSeconds: 2 });
    } });
    const { code, extra } = await refusal(agents.getAgent({}, as()));
    expect(code).toBe(Status.INVALID_ARGUMENT);
    expect(extra).toEqual([
      expect.objectContaining({ $type: ErrorInfo.$type, reason: 'INVALID', domain: 'orchestrix' }),
      expect.objectContaining({ $type: BadRequest.$type, fieldViolations: [expect.objectContaining({ field: '/agent_id', description: 'is empty' })] }),
      expect.objectContaining({ $type: RetryInfo.$type, retryDelay: expect.objectContaining({ seconds: 2 }) }),
    ]);
  });

  test('shows nothing of a defect of ours', async () => {
    const { agents } = await serve({ getAgent: async () => {
      throw new Error('password=hunter2');
    } });
    const { code, details } = await refusal(agents.getAgent({}, as()));
    expect({ code, details }).toEqual({ code: Status.INTERNAL, details: 'The error was logged under the correlation id.' });
  });

  test('tells the handler when the deadline of the caller has passed', async () => {
    const { promise: told, resolve } = Promise.withResolvers<void>();
    const { agents } = await serve({ async getAgent(_request, { signal }) {
      if (!signal.aborted) await once(signal, 'abort');
      resolve();
      return {};
    } });
    const deadline = Metadata({ authorization: 'Bearer good', 'grpc-timeout': '50m' });
    const call = refusal(agents.getAgent({}, { metadata: deadline }));
    await told;
    expect((await call).code).toBe(Status.DEADLINE_EXCEEDED);
  });

  test('refuses a message over the limit, and a tenant over its quota', async () => {
    const { agents } = await serve({ getAgent: async () => ({}) }, { burst: 1 });
    expect(await refusal(agents.getAgent({ agentId: 'x'.repeat(2000) }, as()))).toMatchObject({ code: Status.RESOURCE_EXHAUSTED });
    await agents.getAgent({}, as());
    expect(await refusal(agents.getAgent({}, as()))).toMatchObject({ code: Status.RESOURCE_EXHAUSTED, details: expect.stringContaining('quota') });
  });

  test('bounds the open streams of a tenant, ends them when it stops, and says that one may come back', async () => {
    const { server, agents } = await serve({ async *watchAgents(_request, { signal }) {
      yield { revision: 1 };
      if (!signal.aborted) await once(signal, 'abort');
    } }, { streams: 1 });
    const watching = agents.watchAgents({}, as())[Symbol.asyncIterator]();
    expect((await watching.next()).value).toMatchObject({ revision: 1 });
    expect(await refusal(agents.watchAgents({}, as())[Symbol.asyncIterator]().next())).toMatchObject({ code: Status.RESOURCE_EXHAUSTED });
    const ended = refusal(watching.next());
    await server.stop();
    expect((await ended).code).toBe(Status.UNAVAILABLE);
  });

  test('serves health without authentication: not serving while something required is down', async () => {
    const healthy = await serve({});
    const sick = await serve({}, { ready: () => Promise.reject(new Error('down')) });
    const health = ({ clients, channel }: typeof sick) => clients.create(HealthDefinition, channel);
    expect(await health(healthy).check({ service: 'orchestrix.v1.AgentService' })).toMatchObject({ status: 1 });
    expect(await health(sick).check({ service: '' })).toMatchObject({ status: 2 });
    expect(await refusal(health(sick).check({ service: 'nobody' }))).toMatchObject({ code: Status.NOT_FOUND });
  });

  test('reflects what it serves, with the descriptors of the contract', async () => {
    const { clients, channel } = await serve({});
    const reflection = clients.create(ServerReflectionService, channel);
    const { ServerReflectionRequest } = await import('nice-grpc-server-reflection/lib/proto/grpc/reflection/v1/reflection_pb.js');
    const ask = async (request: InstanceType<typeof ServerReflectionRequest>) => {
      for await (const answer of reflection.serverReflectionInfo((async function* () { yield request; })())) return answer;
      throw new Error('no answer');
    };
    const listed = await ask(new ServerReflectionRequest().setListServices('*'));
    expect(listed.getListServicesResponse()?.getServiceList().map((service) => service.getName())).toContain('orchestrix.v1.AgentService');
    const found = await ask(new ServerReflectionRequest().setFileContainingSymbol('orchestrix.v1.AgentService'));
    expect(found.getFileDescriptorResponse()?.getFileDescriptorProtoList().length).toBeGreaterThan(0);
  });
});
