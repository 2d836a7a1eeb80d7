import { randomUUID } from 'node:crypto';
import { type Channel, type ClientError, createChannel, createClient, Metadata, Status } from 'nice-grpc';
import { TicketServiceDefinition } from '#internal/platform/grpc';
import type { Ticket } from '#internal/tickets';
import { offerTickets } from '../support/offered-tickets.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

describe('agents run tickets over gRPC', () => {
  const suite = useProduct();
  let ana: ProductClient;
  let tenantId: string;
  let channel: Channel;
  const keyOf = async (admin: ProductClient) => (await admin.call('createApiKey', { body: { name: 'agent', scopes: ['tickets:work', 'tickets:read', 'tickets:write'] } })).body.secret;
  const clientWith = (token: string) => createClient(TicketServiceDefinition, channel, { '*': { metadata: Metadata({ authorization: `Bearer ${token}` }) } });
  let agent: ReturnType<typeof clientWith>;
  const offer = async (): Promise<Ticket> => (await offerTickets(suite.urls.app, tenantId, [{ planId: randomUUID(), timeoutMs: 90_500 }]))[0]!;
  const statusOf = (call: Promise<unknown>): Promise<Status> => call.then(() => Status.OK, (error: ClientError) => error.code);

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    tenantId = (await ana.call('whoAmI')).body.tenant!.id;
    channel = createChannel(suite.product.grpcAddress);
    agent = clientWith(await keyOf(ana));
  });
  afterAll(() => channel.close());

  test('a stream gives each ticket as it comes, and ends after the last', async () => {
    const stream = agent.leaseTickets({ agentId: 'agent-1', maxTickets: 2 })[Symbol.asyncIterator]();
    const waiting = stream.next();
    const first = await offer();
    const leased = (await waiting).value!;
    expect(leased).toMatchObject({ ticket: { ticketId: first.id, status: 'TICKET_STATUS_RUNNING', taskType: 'DEPLOY', parameters: { service: 'checkout' }, sla: { timeout: { seconds: 90, nanos: 500_000_000 } } }, lease: { token: 1 } });
    const second = await offer();
    expect((await stream.next()).value).toMatchObject({ ticket: { ticketId: second.id } });
    expect((await stream.next()).done).toBe(true);

    const { lease } = await agent.heartbeat({ ticketId: first.id, leaseToken: 1, lease: { seconds: 600 }, progress: { percent: 10 } });
    expect(lease!.expiresAt!.getTime()).toBeLessThanOrEqual(first.createdAt.getTime() + 120_000); // no lease outlives the attempt's 90.5 s
    expect((await agent.completeTicket({ ticketId: first.id, leaseToken: 1, output: { revision: 7 } })).ticket).toMatchObject({ status: 'TICKET_STATUS_COMPLETED', output: { revision: 7 } });
    expect((await agent.failTicket({ ticketId: second.id, leaseToken: 1, error: 'refused', retryable: false })).ticket).toMatchObject({ status: 'TICKET_STATUS_FAILED', error: 'refused' });
    expect(await statusOf(agent.completeTicket({ ticketId: second.id, leaseToken: 1 }))).toBe(Status.FAILED_PRECONDITION);
    expect((await agent.listTickets({ planId: first.planId! })).tickets.map(({ ticketId }) => ticketId)).toEqual([first.id]);
    const { changes: [latest], nextPageToken } = await agent.getTicketHistory({ ticketId: first.id, pageSize: 1 });
    expect(latest).toMatchObject({ change: 'completed', to: 'TICKET_STATUS_COMPLETED', actorKind: 'api_key', agentId: 'agent-1' });
    expect((await agent.getTicketHistory({ ticketId: first.id, pageToken: nextPageToken })).changes.map(({ change }) => change)).toEqual(['leased', 'opened']);
  });

  test('many leases are reported on in one call, each answered by itself', async () => {
    const [one, two] = [await offer(), await offer()];
    const leased: string[] = [];
    for await (const { ticket } of agent.leaseTickets({ agentId: 'agent-1', maxTickets: 2 })) leased.push(ticket!.ticketId);
    expect(leased.sort()).toEqual([one.id, two.id].sort());
    const { results } = await agent.reportTickets({ reports: [
      { ticketId: one.id, leaseToken: 1, report: { $case: 'completed', value: { output: { revision: 7 } } } },
      { ticketId: two.id, leaseToken: 9, report: { $case: 'failed', value: { error: 'refused', retryable: false } } },
      { ticketId: two.id, leaseToken: 1, report: { $case: 'alive', value: { lease: { seconds: 30 } } } },
      { ticketId: randomUUID(), leaseToken: 1, report: { $case: 'completed', value: {} } },
    ] });
    expect(results).toMatchObject([
      { ticketId: one.id, status: 'TICKET_STATUS_COMPLETED', refusal: undefined }, { refusal: { code: Status.FAILED_PRECONDITION } },
      { ticketId: two.id, status: 'TICKET_STATUS_RUNNING', lease: { token: 1 } }, { refusal: { code: Status.NOT_FOUND } },
    ]);
    expect((await agent.getTicket({ ticketId: one.id })).ticket).toMatchObject({ output: { revision: 7 } });
    expect(await statusOf(agent.reportTickets({ reports: [{ ticketId: one.id, leaseToken: 1 }] }))).toBe(Status.INVALID_ARGUMENT);
    expect(await statusOf(agent.reportTickets({ reports: [] }))).toBe(Status.INVALID_ARGUMENT);
    await agent.reportTickets({ reports: [{ ticketId: two.id, leaseToken: 1, report: { $case: 'completed', value: {} } }] });
  });

  test('a wait ends with the deadline of the caller, who holds nothing then', async () => {
    const stream = agent.leaseTickets({ agentId: 'agent-1', maxTickets: 1 }, { signal: AbortSignal.timeout(300) });
    await expect((async () => { for await (const _ of stream) throw new Error('there was work'); })()).rejects.toThrow();
    const ticket = await offer();
    expect((await agent.getTicket({ ticketId: ticket.id })).ticket).toMatchObject({ status: 'TICKET_STATUS_PENDING', attempts: 0 });
    expect((await agent.updateTicketStatus({ ticketId: ticket.id, status: 'TICKET_STATUS_CANCELLED', reason: 'not needed', version: 1 })).ticket).toMatchObject({ status: 'TICKET_STATUS_CANCELLED' });
  });

  test('a ticket token opens its ticket only', async () => {
    const [mine, other] = [await offer(), await offer()];
    const { token } = await agent.generateToken({ ticketId: mine.id, agentId: 'script', actions: ['TICKET_ACTION_READ'] });
    const script = clientWith(token);
    expect((await script.getTicket({ ticketId: mine.id })).ticket?.ticketId).toBe(mine.id);
    expect(await statusOf(script.getTicket({ ticketId: other.id }))).toBe(Status.PERMISSION_DENIED);
    expect(await statusOf(script.completeTicket({ ticketId: mine.id, leaseToken: 1 }))).toBe(Status.PERMISSION_DENIED);
    expect(await statusOf(script.listTickets({}))).toBe(Status.PERMISSION_DENIED);
    expect(await statusOf(clientWith(`${token}x`).getTicket({ ticketId: mine.id }))).toBe(Status.UNAUTHENTICATED);
  });

  test('another tenant finds nothing, and what makes no sense is refused', async () => {
    const ticket = await offer();
    const stranger = clientWith(await keyOf(await suite.product.as('bob')));
    expect(await statusOf(stranger.getTicket({ ticketId: ticket.id }))).toBe(Status.NOT_FOUND);
    expect(await statusOf(stranger.completeTicket({ ticketId: ticket.id, leaseToken: 1 }))).toBe(Status.NOT_FOUND);
    expect((await stranger.listTickets({})).tickets).toEqual([]);
    for (const call of [agent.getTicket({ ticketId: 'x' }), agent.updateTicketStatus({ ticketId: ticket.id, status: 'TICKET_STATUS_COMPENSATED', reason: 'x' }), agent.heartbeat({ ticketId: ticket.id, leaseToken: 1, lease: { seconds: 7200 } }), agent.listTickets({ pageSize: 501 })]) {
      expect(await statusOf(call)).toBe(Status.INVALID_ARGUMENT);
    }
    expect(await statusOf(clientWith('nobody').getTicket({ ticketId: ticket.id }))).toBe(Status.UNAUTHENTICATED);
  });
});
