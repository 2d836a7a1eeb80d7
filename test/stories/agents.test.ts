import { createChannel, createClientFactory, Metadata, Status } from 'nice-grpc';
import { errorDetailsClientMiddleware } from 'nice-grpc-error-details';
import { AgentServiceDefinition, type AgentServiceClient } from '#internal/platform/grpc';
import { useProduct } from '../support/product-suite.ts';

const telemetry = { cpu: 0.2, memory: 0.3, in_flight: 0 };
const profile = { name: 'builder', version: '1.0.0', capabilities: ['run.shell', 'git'], labels: { zone: 'eu' }, slots: 2 };

/** Reads server-sent events until as many as wanted are there, then leaves. */
async function events(address: string, token: string, { wanted, ...where }: { readonly wanted: number; readonly query?: string; readonly lastEventId?: string }) {
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...(where.lastEventId !== undefined && { 'last-event-id': where.lastEventId }) };
  const response = await fetch(`${address}/api/v1/agents/watch${where.query ?? ''}`, { headers });
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.split('\ndata: ').length > wanted) break;
  }
  return text.split('\n\n').filter((block) => block.includes('data: ')).map((block) => {
    const field = (name: string) => block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
    return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) as { agent: { agent_id: string } } };
  });
}

describe('agents', () => {
  const suite = useProduct();
  let key = '';
  let grpc: AgentServiceClient;
  let leave = (): void => undefined;

  beforeAll(async () => {
    const ana = await suite.product.as('ana');
    key = (await ana.call('createApiKey', { body: { name: 'agent', scopes: ['agents:read', 'agents:write'] } })).body.secret;
    const channel = createChannel(suite.product.grpcAddress);
    grpc = createClientFactory().use(errorDetailsClientMiddleware).create(AgentServiceDefinition, channel, { '*': { metadata: Metadata({ authorization: `Bearer ${key}` }) } });
    leave = () => channel.close();
  });
  afterAll(() => leave());

  test('register, tell that they live, are found, and leave; and all of it is on record', async () => {
    const machine = suite.product.bearer(key);
    const { agent, heartbeat_interval_seconds: interval } = (await machine.call('registerAgent', { body: { agent_id: 'builder-0', ...profile } })).body;
    expect([agent.status, interval]).toEqual(['healthy', 30]);
    const path = { agentId: 'builder-0' };
    const beat = (generation: number) => machine.send('heartbeatAgent', { path, body: { generation, telemetry } });
    expect(await beat(agent.generation)).toMatchObject({ status: 200, body: { next_interval_seconds: 30, instructions: [] } });
    expect(await beat(agent.generation + 1)).toMatchObject({ status: 409 });
    const found = (await machine.call('discoverAgents', { query: { capability: ['git', 'run.shell'], label: ['zone=eu'] } })).body.items;
    expect(found).toEqual([expect.objectContaining({ score: 1, free_slots: 2, explored: true, agent: expect.objectContaining({ agent_id: 'builder-0', telemetry: { ...telemetry, queued: 0 } }) })]);
    expect((await machine.call('discoverAgents', { query: { capability: ['git', 'unknown'] } })).body.items).toEqual([]);
    await machine.call('drainAgent', { path });
    expect(await beat(agent.generation)).toMatchObject({ body: { instructions: ['drain'] } });
    await machine.call('deregisterAgent', { path, query: { generation: agent.generation } });
    expect(await beat(agent.generation)).toMatchObject({ status: 404 });
    const { items } = (await (await suite.product.as('ana')).call('listAuditLogs', { query: { entity_id: 'builder-0' } })).body;
    expect(items.map(({ action }) => action).toReversed()).toEqual(['registry.agent.registered', 'registry.agent.drain_requested', 'registry.agent.deregistered']);
  });

  test('speak gRPC alike, with the errors of the contract', async () => {
    const { agent } = await grpc.registerAgent({ agentId: 'builder-1', ...profile });
    expect(agent).toMatchObject({ agentId: 'builder-1', status: 'AGENT_STATUS_HEALTHY', labels: { zone: 'eu' } });
    const beat = await grpc.heartbeat({ agentId: 'builder-1', generation: agent!.generation, telemetry: { cpu: 0.5, memory: 0.5, inFlight: 1, queued: 0 } });
    expect(beat).toMatchObject({ nextInterval: { seconds: 30 }, instructions: [] });
    await expect(grpc.heartbeat({ agentId: 'builder-1', generation: agent!.generation + 1, telemetry: {} })).rejects.toMatchObject({ code: Status.FAILED_PRECONDITION });
    await expect(grpc.registerAgent({ agentId: 'builder-1', ...profile, slots: 0 })).rejects.toMatchObject({
      code: Status.INVALID_ARGUMENT,
      extra: expect.arrayContaining([expect.objectContaining({ fieldViolations: [expect.objectContaining({ field: '/slots' })] })]),
    });
    await expect(grpc.getAgent({ agentId: 'nobody' })).rejects.toMatchObject({ code: Status.NOT_FOUND });
    expect(await grpc.discoverAgents({ capabilities: ['git'] })).toMatchObject({ agents: [{ agent: { agentId: 'builder-1' }, freeSlots: 1 }] });
    await grpc.registerAgent({ agentId: 'builder-2', ...profile });
    const first = await grpc.listAgents({ pageSize: 1 });
    const second = await grpc.listAgents({ pageSize: 1, pageToken: first.nextPageToken });
    expect([...first.agents, ...second.agents].map(({ agentId }) => agentId)).toEqual(['builder-1', 'builder-2']);
    await expect(grpc.listAgents({ pageSize: 1, pageToken: 'invented' })).rejects.toMatchObject({ code: Status.INVALID_ARGUMENT });
    await grpc.deregisterAgent({ agentId: 'builder-2', generation: undefined });
    await grpc.deregisterAgent({ agentId: 'builder-1', generation: agent!.generation });
  });

  test('are watched over gRPC and by browsers, in one order, from any revision on', async () => {
    const machine = suite.product.bearer(key);
    const { revision } = (await machine.call('listAgents')).body;
    const caller = new AbortController();
    const watching = grpc.watchAgents({ afterRevision: revision }, { signal: caller.signal })[Symbol.asyncIterator]();
    expect((await watching.next()).value).toMatchObject({ revision, type: 'AGENT_CHANGE_TYPE_UNSPECIFIED' });
    const byBrowser = events(suite.product.address, key, { wanted: 2, query: `?after_revision=${revision}` });

    await machine.call('registerAgent', { body: { agent_id: 'watched', ...profile } });
    await machine.call('deregisterAgent', { path: { agentId: 'watched' } });
    const seen = [await watching.next(), await watching.next()].map(({ value }) => value as object);
    expect(seen).toEqual([
      expect.objectContaining({ revision: revision + 1, type: 'AGENT_CHANGE_TYPE_REGISTERED' }),
      expect.objectContaining({ revision: revision + 2, type: 'AGENT_CHANGE_TYPE_DEREGISTERED' }),
    ]);
    expect((await byBrowser).map(({ id, event, data }) => [id, event, data.agent.agent_id])).toEqual([
      [String(revision + 1), 'registered', 'watched'],
      [String(revision + 2), 'deregistered', 'watched'],
    ]);
    expect(await events(suite.product.address, key, { wanted: 1, lastEventId: String(revision + 1) })).toMatchObject([{ id: String(revision + 2) }]);
    caller.abort();
    await expect(watching.next()).rejects.toThrow();
  });

  test('of another tenant are seen by nobody', async () => {
    const bob = await suite.product.as('bob');
    await suite.product.bearer(key).call('registerAgent', { body: { agent_id: 'of-acme', ...profile } });
    expect((await bob.call('listAgents')).body).toMatchObject({ items: [], revision: 0 });
    expect((await bob.send('getAgent', { path: { agentId: 'of-acme' } })).status).toBe(404);
    expect((await bob.send('watchAgents')).body).toContain(': at revision 0');
  });
});
