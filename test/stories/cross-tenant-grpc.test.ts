import { randomUUID } from 'node:crypto';
import { type Channel, ClientError, createChannel, createClient, Metadata, Status } from 'nice-grpc';
import { AgentServiceDefinition, type AgentServiceClient, TicketServiceDefinition } from '#internal/platform/grpc';
import { useTestPool } from '#test/support';
import { offerTickets } from '../support/offered-tickets.ts';
import type { Product } from '../support/product.ts';
import type { Person } from '../support/product-people.ts';
import { useProduct } from '../support/product-suite.ts';
import { changedTables, tenantDigests } from './cross-tenant-leaks.ts';

const ticketClient = (channel: Channel, metadata: Metadata) => createClient(TicketServiceDefinition, channel, { '*': { metadata } });
type TicketClient = ReturnType<typeof ticketClient>;
type Call<Client> = (client: Client, id: string, signal: AbortSignal) => Promise<unknown> | AsyncIterable<unknown>;

const agent = { name: 'builder', version: '1', capabilities: ['run.shell'], slots: 1 };
/** Every method, with a request that is right but for the id. */
const TICKET_CALLS: Record<keyof (typeof TicketServiceDefinition)['methods'], Call<TicketClient>> = {
  getTicket: (client, ticketId) => client.getTicket({ ticketId }),
  listTickets: (client, planId) => client.listTickets({ planId }),
  getTicketHistory: (client, ticketId) => client.getTicketHistory({ ticketId }),
  updateTicketStatus: (client, ticketId) => client.updateTicketStatus({ ticketId, status: 'TICKET_STATUS_CANCELLED', reason: 'taken over', version: 1 }),
  generateToken: (client, ticketId) => client.generateToken({ ticketId, agentId: 'taken-over' }),
  leaseTickets: (client, _id, signal) => client.leaseTickets({ agentId: 'taken-over', maxTickets: 1 }, { signal }),
  heartbeat: (client, ticketId) => client.heartbeat({ ticketId, leaseToken: 1 }),
  completeTicket: (client, ticketId) => client.completeTicket({ ticketId, leaseToken: 1, output: 'taken over' }),
  failTicket: (client, ticketId) => client.failTicket({ ticketId, leaseToken: 1, error: 'taken over', retryable: false }),
  reportTickets: (client, ticketId) => client.reportTickets({ reports: [{ ticketId, leaseToken: 1, report: { $case: 'completed', value: { output: 'taken over' } } }] }),
};
const AGENT_CALLS: Record<keyof (typeof AgentServiceDefinition)['methods'], Call<AgentServiceClient>> = {
  registerAgent: (client) => client.registerAgent({ agentId: randomUUID(), ...agent, slots: 0 }),
  heartbeat: (client, agentId) => client.heartbeat({ agentId, generation: 1, telemetry: {} }),
  deregisterAgent: (client, agentId) => client.deregisterAgent({ agentId }),
  getAgent: (client, agentId) => client.getAgent({ agentId }),
  listAgents: (client) => client.listAgents({}),
  discoverAgents: (client) => client.discoverAgents({ capabilities: ['run.shell'] }),
  watchAgents: (client, _id, signal) => client.watchAgents({}, { signal }),
};

/** What comes back: the first message of a stream, or the error. */
async function answered(call: Promise<unknown> | AsyncIterable<unknown>): Promise<string> {
  try {
    if (!(Symbol.asyncIterator in call)) return JSON.stringify(await call);
    for await (const message of call) return JSON.stringify(message);
    return 'the end';
  } catch (error) {
    if (error instanceof ClientError) return `${Status[error.code]}: ${error.details}`;
    if (error instanceof Error && error.name === 'AbortError') return 'nothing';
    throw error;
  }
}

describe('a tenant asks over gRPC for what belongs to another', () => {
  const suite = useProduct();
  const admin = useTestPool('admin', 2, suite.urls);
  let channel: Channel;
  let keys: Record<'ana' | 'bob', string>;
  let acme: string;
  let theirs: { readonly ticketId: string; readonly agentId: string };
  let before: ReadonlyMap<string, string>;
  const keyOf = async (product: Product, person: Person) =>
    (await (await product.as(person)).call('createApiKey', { body: { name: 'agent', scopes: ['tickets:work', 'tickets:read', 'tickets:write', 'agents:read', 'agents:write'] } })).body.secret;

  beforeAll(async () => {
    const { product } = suite;
    keys = { ana: await keyOf(product, 'ana'), bob: await keyOf(product, 'bob') };
    acme = (await (await product.as('ana')).call('whoAmI')).body.tenant!.id;
    channel = createChannel(product.grpcAddress);
    const [ticket] = await offerTickets(suite.urls.app, acme, [{}]);
    theirs = { ticketId: ticket!.id, agentId: randomUUID() };
    await createClient(AgentServiceDefinition, channel, { '*': { metadata: Metadata({ authorization: `Bearer ${keys.ana}` }) } }).registerAgent({ agentId: theirs.agentId, ...agent });
    await product.stopWorker();
    before = await tenantDigests(admin, acme);
  });
  afterAll(() => channel.close());

  const ask = async (metadata: Metadata, { ticketId, agentId }: typeof theirs): Promise<Record<string, string>> => {
    const [tickets, agents] = [ticketClient(channel, metadata), createClient(AgentServiceDefinition, channel, { '*': { metadata } })];
    const all = [
      ...Object.entries(TICKET_CALLS).map(([name, call]) => [`TicketService.${name}`, (signal: AbortSignal) => call(tickets, ticketId, signal)] as const),
      ...Object.entries(AGENT_CALLS).map(([name, call]) => [`AgentService.${name}`, (signal: AbortSignal) => call(agents, agentId, signal)] as const),
    ];
    const answers: Record<string, string> = {};
    for (const [name, call] of all) answers[name] = (await answered(call(AbortSignal.timeout(1_000)))).replaceAll(ticketId, '<id>').replaceAll(agentId, '<id>');
    return answers;
  };

  test('and is told, by every method, what it would be told about a thing that nobody has', async () => {
    const bob = Metadata({ authorization: `Bearer ${keys.bob}` });
    const foreign = await ask(bob, theirs);
    expect(foreign).toEqual(await ask(bob, { ticketId: randomUUID(), agentId: randomUUID() }));
    expect(Object.entries(foreign).filter(([, answer]) => answer.startsWith('NOT_FOUND')).map(([name]) => name)).toEqual([
      'TicketService.getTicket', 'TicketService.getTicketHistory', 'TicketService.updateTicketStatus', 'TicketService.generateToken', 'TicketService.heartbeat', 'TicketService.completeTicket', 'TicketService.failTicket',
      'AgentService.heartbeat', 'AgentService.deregisterAgent', 'AgentService.getAgent',
    ]);
  });

  test('or names the other tenant as its own, or nobody at all: no method answers', async () => {
    for (const metadata of [Metadata({ authorization: `Bearer ${keys.bob}`, 'x-tenant-id': acme }), Metadata({ authorization: 'Bearer nobody' }), Metadata()]) {
      const statuses = Object.values(await ask(metadata, theirs)).map((answer) => answer.split(':')[0]);
      expect(new Set(statuses)).toEqual(new Set(['UNAUTHENTICATED']));
    }
  });

  test('and has changed nothing of it', async () => {
    expect(changedTables(before, await tenantDigests(admin, acme))).toEqual([]);
  });

  test('while whose it is finds it', async () => {
    const metadata = Metadata({ authorization: `Bearer ${keys.ana}` });
    expect((await ticketClient(channel, metadata).getTicket({ ticketId: theirs.ticketId })).ticket?.ticketId).toBe(theirs.ticketId);
    expect((await createClient(AgentServiceDefinition, channel, { '*': { metadata } }).getAgent({ agentId: theirs.agentId })).agent?.agentId).toBe(theirs.agentId);
  });
});
