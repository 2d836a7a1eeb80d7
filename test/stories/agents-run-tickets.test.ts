import { randomUUID } from 'node:crypto';
import { useTestPool } from '#test/support';
import { eventually } from '../support/eventually.ts';
import { offerTickets } from '../support/offered-tickets.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

describe('agents of any language run tickets', () => {
  const suite = useProduct();
  const admin = useTestPool('admin', 1, suite.urls);
  let ana: ProductClient;
  let agent: ProductClient;
  let tenantId: string;
  const offer = (...drafts: Parameters<typeof offerTickets>[2]) => offerTickets(suite.urls.app, tenantId, drafts);
  const lease = (terms: object = {}) => agent.call('leaseTickets', { body: { agent_id: 'agent-1', capabilities: ['kubernetes'], ...terms } });
  const history = async (ticketId: string) => (await ana.call('getTicketHistory', { path: { ticketId } })).body.items;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    tenantId = (await ana.call('whoAmI')).body.tenant!.id;
    const { secret } = (await ana.call('createApiKey', { body: { name: 'agent', scopes: ['tickets:work', 'tickets:read'] } })).body;
    agent = suite.product.bearer(secret);
  });

  test('an agent that waits is given work as soon as it comes, says that it lives, and completes it', async () => {
    const waiting = lease({ wait_seconds: 30 });
    const [offered] = await offer({ requiredCapabilities: ['kubernetes'], planId: randomUUID() });
    const { items } = (await waiting).body;
    expect(items).toMatchObject([{ ticket: { id: offered!.id, status: 'RUNNING', attempts: 1, agent_id: 'agent-1', parameters: { service: 'checkout' }, sla: { state: 'on_track' } }, lease: { token: 1 } }]);
    const path = { ticketId: offered!.id };
    const renewed = (await agent.call('heartbeatTicket', { path, body: { lease_token: 1, lease_seconds: 600, progress: { percent: 50 } } })).body;
    expect(Date.parse(renewed.expires_at)).toBeGreaterThan(Date.now() + 300_000);
    const done = (await agent.call('completeTicket', { path, body: { lease_token: 1, output: { revision: 7 } } })).body;
    expect(done).toMatchObject({ status: 'COMPLETED', output: { revision: 7 }, progress: { percent: 50 }, sla: { state: 'met' } });
    expect((await ana.call('listTickets', { query: { plan_id: offered!.planId!, capability: 'kubernetes', agent_id: 'agent-1' } })).body.items.map(({ id }) => id)).toEqual([offered!.id]);
    expect((await history(offered!.id)).map(({ change, from, to, attempt, actor_kind: kind }) => [change, from, to, attempt, kind])).toEqual([
      ['completed', 'RUNNING', 'COMPLETED', 1, 'api_key'], ['leased', null, 'RUNNING', 1, 'api_key'], ['opened', null, 'PENDING', 0, 'system'],
    ]);
  });

  test('an agent that dies loses its ticket, and what it says later is refused', async () => {
    const [offered] = await offer({});
    const path = { ticketId: offered!.id };
    const [first] = (await lease({ lease_seconds: 1 })).body.items;
    const [second] = (await lease({ wait_seconds: 30 })).body.items;
    expect(second).toMatchObject({ ticket: { id: offered!.id, attempts: 2, error: { title: 'lease expired' } }, lease: { token: 3 } });
    const late = await agent.send('completeTicket', { path, body: { lease_token: first!.lease.token, output: 'late' } });
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('the lease of ticket') as string } });
    await agent.call('completeTicket', { path, body: { lease_token: second!.lease.token, output: 'in time' } });
    expect((await ana.call('getTicket', { path })).body).toMatchObject({ status: 'COMPLETED', output: 'in time', retry_count: 1 });
    const { rows } = await admin.query<{ type: string }>("SELECT type FROM platform.outbox WHERE aggregate_id = $1 AND type LIKE 'tickets.ticket.%' AND available_at <= now() ORDER BY seq", [offered!.id]);
    expect(rows.map(({ type }) => type.split('.')[2])).toEqual(['opened', 'leased', 'lease_expired', 'leased', 'completed']);
  });

  test('a ticket follows its dependencies, and a failed one is offered again by hand', async () => {
    const [first, second] = await offer({ idempotencyKey: 'build', maxRetries: 0 }, { dependsOn: ['build'] });
    const [leased] = (await lease({ max: 10 })).body.items;
    expect(leased!.ticket.id).toBe(first!.id);
    await agent.call('failTicket', { path: { ticketId: first!.id }, body: { lease_token: leased!.lease.token, error: { title: 'no space' }, retryable: true } });
    expect((await ana.call('getTicket', { path: { ticketId: first!.id } })).body).toMatchObject({ status: 'FAILED', error: { title: 'no space' } });
    const retried = (await ana.call('retryTicket', { path: { ticketId: first!.id }, body: { reason: 'the disk is larger now' } })).body;
    expect(retried).toMatchObject({ status: 'PENDING' });
    const [again] = (await lease({ wait_seconds: 10 })).body.items;
    await agent.call('completeTicket', { path: { ticketId: first!.id }, body: { lease_token: again!.lease.token } });
    const [next] = (await lease({ wait_seconds: 10 })).body.items;
    expect(next!.ticket).toMatchObject({ id: second!.id, dependencies: [first!.id] });
    expect((await history(first!.id)).find(({ change }) => change === 'retried')).toMatchObject({ from: 'FAILED', to: 'PENDING', reason: 'the disk is larger now', actor_kind: 'user' });
  });

  test('people change a status where that is legal, when it is still what they have read', async () => {
    const [offered] = await offer({});
    const path = { ticketId: offered!.id };
    const change = (body: object, etag: string) => ana.send('updateTicketStatus', { path, body, headers: { 'If-Match': etag } });
    expect((await change({ status: 'CANCELLED', reason: 'x' }, '"9"')).status).toBe(412);
    expect((await change({ status: 'CANCELLED' }, '"1"')).status).toBe(400);
    expect(await change({ status: 'CANCELLED', reason: 'not needed' }, '"1"')).toMatchObject({ status: 200, body: { status: 'CANCELLED', version: 2 } });
    expect(await change({ status: 'RUNNING', reason: 'after all' }, '"2"')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('only COMPLETED can follow') as string } });
  });

  test('a token is good for its ticket and nothing else', async () => {
    const [mine, other] = await offer({}, {});
    const [held] = (await lease({ max: 2 })).body.items.filter(({ ticket }) => ticket.id === mine!.id);
    const { token } = (await agent.call('createTicketToken', { path: { ticketId: mine!.id }, body: { agent_id: 'script-1', actions: ['read', 'complete'] } })).body;
    const script = suite.product.bearer(token);
    expect(await script.send('getTicket', { path: { ticketId: other!.id } })).toMatchObject({ status: 403, body: { detail: 'the ticket token is for another ticket' } });
    expect(await script.send('failTicket', { path: { ticketId: mine!.id }, body: { lease_token: 1, error: 'x', retryable: false } })).toMatchObject({ status: 403, body: { detail: 'the ticket token does not allow to fail' } });
    expect((await script.send('listTickets')).status).toBe(403);
    expect(await suite.product.bearer(`${token.slice(0, -4)}AAAA`).send('getTicket', { path: { ticketId: mine!.id } })).toMatchObject({ status: 401 });
    const done = await script.send('completeTicket', { path: { ticketId: mine!.id }, body: { lease_token: held!.lease.token, output: 'by the script' } });
    expect(done).toMatchObject({ status: 200, body: { status: 'COMPLETED' } });
    expect((await history(mine!.id))[0]).toMatchObject({ change: 'completed', actor_name: 'script-1' });
    expect((await suite.product.anonymous.call('getTicketSigningKeys')).body.keys).toHaveLength(1);
  });

  test('an agent leases many at once and reports on all of them in one request, each judged by itself', async () => {
    const offered = await offer(...Array.from({ length: 25 }, () => ({ requiredCapabilities: ['batches'] })));
    const { items } = (await lease({ capabilities: ['batches'], max: 100 })).body;
    expect(items.map(({ ticket }) => ticket.id).sort()).toEqual(offered.map(({ id }) => id).sort());
    const [lost, unlucky, slow, ...rest] = items.map(({ ticket, lease: { token } }) => ({ ticket_id: ticket.id, lease_token: token }));
    const nobody = { ticket_id: randomUUID(), lease_token: 1 };
    const { items: results } = (await agent.call('reportTickets', { body: { items: [
      { report: 'completed', ...lost!, lease_token: 99 }, { report: 'failed', ...unlucky!, error: 'no space', retryable: false }, { report: 'alive', ...slow!, lease_seconds: 600, progress: 0.5 },
      { report: 'completed', ...nobody }, ...rest.map((held) => ({ report: 'completed' as const, ...held, output: { ok: true } })),
    ] } })).body;
    expect(results.slice(0, 4)).toMatchObject([
      { ticket_id: lost!.ticket_id, status: 409, problem: { code: 'conflict', instance: `/api/v1/tickets/${lost!.ticket_id}` } }, { status: 200, ticket_status: 'FAILED', lease: null },
      { status: 200, ticket_status: 'RUNNING', lease: { token: 1 } }, { ticket_id: nobody.ticket_id, status: 404, problem: { code: 'not_found' } },
    ]);
    expect(new Set(results.slice(4).map(({ status, ticket_status: is }) => `${status} ${is}`))).toEqual(new Set(['200 COMPLETED']));
    expect((await ana.call('listTickets', { query: { capability: 'batches', status: 'COMPLETED' } })).body.items).toHaveLength(22);
    expect((await history(rest[0]!.ticket_id))[0]).toMatchObject({ change: 'completed', from: 'RUNNING', actor_kind: 'api_key' });
    const { secret } = (await (await suite.product.as('bob')).call('createApiKey', { body: { name: 'stranger', scopes: ['tickets:work'] } })).body;
    const foreign = (await suite.product.bearer(secret).call('reportTickets', { body: { items: [{ report: 'completed', ...slow! }] } })).body;
    expect(foreign.items).toMatchObject([{ status: 404, ticket_status: null, problem: { code: 'not_found' } }]);
    const fields = await agent.send('reportTickets', { body: { items: [{ report: 'alive', ...slow!, output: 1 }] } });
    expect(fields.status).toBe(400);
  });

  test('a deadline that passes is told once', async () => {
    const [late] = await offer({ slaDeadline: new Date(Date.now() + 1_000), requiredCapabilities: ['nobody-has-this'] });
    const told = async () => (await admin.query<{ type: string }>("SELECT type FROM platform.outbox WHERE aggregate_id = $1 AND type LIKE '%sla_%ed' OR aggregate_id = $1 AND type LIKE '%sla_at_risk' ORDER BY seq", [late!.id])).rows.map(({ type }) => type);
    await eventually(told, (types) => types.length === 2);
    expect(await told()).toEqual(['tickets.ticket.sla_at_risk', 'tickets.ticket.sla_breached']);
    const due = (await ana.call('listTickets', { query: { order: 'deadline', sla_due_before: new Date().toISOString() } })).body.items;
    expect(due.find(({ id }) => id === late!.id)).toMatchObject({ sla: { state: 'breached' } });
  });
});
