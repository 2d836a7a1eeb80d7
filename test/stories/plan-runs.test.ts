import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

const task = (task_id: string, dependencies: string[] = [], rest: object = {}) => ({
  task_id, task_type: 'EXECUTE' as const, dependencies, required_capabilities: ['shell'], estimated_duration_ms: 1000, compensation: { parameters: { undo: task_id } }, ...rest,
});
const release = [task('build'), task('test', ['build']), task('scan', ['build']), task('deploy', ['test', 'scan']), task('verify', ['deploy'])];

/** What `opa build -t wasm` makes: a gzipped tar archive (POSIX ustar) with the module in it. */
function bundleOf(wasm: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write('/policy.wasm', 0);
  header.write(wasm.length.toString(8).padStart(11, '0'), 124);
  return gzipSync(Buffer.concat([header, wasm, Buffer.alloc(512 - (wasm.length % 512) + 1024)]));
}

describe('a release is a plan, and agents do its work', () => {
  const suite = useProduct();
  let ana: ProductClient;
  let agent: ProductClient;
  beforeAll(async () => {
    ana = await suite.product.as('ana');
    const { secret } = (await ana.call('createApiKey', { body: { name: 'agent', scopes: ['tickets:work', 'tickets:read'] } })).body;
    agent = suite.product.bearer(secret);
  });

  /** An agent that works until the plan has ended, and fails the tasks of these names; answers what it did, in order. */
  async function work(planId: string, failing: readonly string[] = []): Promise<readonly string[]> {
    const done: string[] = [];
    for (let rounds = 0; rounds < 60; rounds += 1) {
      const { items } = (await agent.call('leaseTickets', { body: { agent_id: 'agent-1', capabilities: ['shell'], max: 10, wait_seconds: 1 } })).body;
      for (const { ticket, lease } of items) {
        done.push(ticket.task_id);
        const target = { ticketId: ticket.id };
        if (failing.includes(ticket.task_id)) await agent.call('failTicket', { path: target, body: { lease_token: lease.token, error: { message: 'the machine is gone' }, retryable: false } });
        else await agent.call('completeTicket', { path: target, body: { lease_token: lease.token, output: { by: 'agent-1' } } });
      }
      if (items.length === 0 && (await ana.call('getPlan', { path: { planId } })).body.finished_at !== null) return done;
    }
    throw new Error(`the plan did not end; done so far: ${done.join(', ')}`);
  }

  test('five tasks are leased in the order of their dependencies, and the plan is consolidated', async () => {
    const { body: accepted } = await ana.call('submitPlan', { body: { name: 'release 7', request_key: 'release-7', risk_band: 'HIGH', tasks: release } });
    expect((await ana.call('submitPlan', { body: { name: 'release 7', request_key: 'release-7', risk_band: 'HIGH', tasks: release } })).body.id).toBe(accepted.id);
    const done = await work(accepted.id);
    expect([done[0], done.slice(1, 3).toSorted(), ...done.slice(3)]).toEqual(['build', ['scan', 'test'], 'deploy', 'verify']);
    const { body: plan } = await ana.call('getPlan', { path: { planId: accepted.id } });
    expect(plan).toMatchObject({ status: 'completed', tickets: { completed: 5 }, result: { success_rate: 1, counts: { completed: 5 }, within_sla: true, integrity_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(plan.tasks.every(({ schedule_reason }) => schedule_reason?.includes('due '))).toBe(true);
    const { items: tickets } = (await ana.call('listTickets', { query: { plan_id: accepted.id, limit: 10 } })).body;
    expect(tickets.map(({ priority, status }) => [priority, status])).toEqual(tickets.map(() => ['HIGH', 'COMPLETED']));
    expect((await ana.call('getPlanDiagram', { path: { planId: accepted.id } })).body).toContain('EXECUTE completed');
    expect((await ana.call('getFlowStatus')).body).toMatchObject({ total_processed: 1, success_rate: 1, active_executions: 0 });
  });

  test('the agent that fits best goes first, and the plan, the ticket and its history say so', async () => {
    const { secret } = (await ana.call('createApiKey', { body: { name: 'fleet', scopes: ['tickets:work', 'agents:write'] } })).body;
    const fleet = suite.product.bearer(secret);
    const profile = { name: 'press', version: '1', capabilities: ['print'], labels: {}, slots: 1 };
    await fleet.call('registerAgent', { body: { agent_id: 'press-1', ...profile } });
    const { body: accepted } = await ana.call('submitPlan', { body: { name: 'two pages', tasks: [task('one', [], { required_capabilities: ['print'] }), task('two', [], { required_capabilities: ['print'] })] } });
    const { body: plan } = await eventually(() => ana.call('getPlan', { path: { planId: accepted.id } }), ({ body }) => body.tasks.every(({ status }) => status === 'offered'));
    const [first, second] = [plan.tasks.find(({ reservation }) => reservation)!, plan.tasks.find(({ reservation }) => !reservation)!];
    expect([first.reservation?.agent_id, first.agent_id, second.agent_id]).toEqual(['press-1', 'press-1', null]);
    expect([first.schedule_reason, second.schedule_reason]).toEqual([expect.stringMatching(/agent press-1 \(score 1\.00\) goes first until/), expect.stringMatching(/the first to ask gets it/)]);
    const ticket = (await ana.call('getTicket', { path: { ticketId: first.ticket_id! } })).body;
    expect(ticket).toMatchObject({ schedule_reason: first.schedule_reason, reservation: first.reservation });
    const history = (await ana.call('getTicketHistory', { path: { ticketId: ticket.id } })).body.items;
    expect(history.find(({ change }) => change === 'offered')).toMatchObject({ reason: first.schedule_reason });

    const lease = async (agent_id: string) => (await fleet.call('leaseTickets', { body: { agent_id, capabilities: ['print'], max: 5 } })).body.items;
    const others = await lease('press-2');
    expect(others.map(({ ticket: { task_id } }) => task_id)).toEqual([second.task_id]);
    const own = await lease('press-1');
    expect(own.map(({ ticket: { task_id, reservation } }) => [task_id, reservation])).toEqual([[first.task_id, null]]);
    for (const { ticket: { id }, lease: { token } } of [...others, ...own]) await fleet.call('completeTicket', { path: { ticketId: id }, body: { lease_token: token, output: null } });
    await eventually(() => ana.call('getPlan', { path: { planId: accepted.id } }), ({ body }) => body.status === 'completed');
    await eventually(() => ana.call('getAgent', { path: { agentId: 'press-1' } }), ({ body }) => body.reserved_slots === 0);
    await fleet.call('deregisterAgent', { path: { agentId: 'press-1' } });
  });

  test('a plan whose tasks wait for each other is refused by name', async () => {
    const circular = { name: 'knot', tasks: [task('a', ['c']), task('b', ['a']), task('c', ['b'])] };
    const refused = await ana.send('submitPlan', { body: circular });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: '/tasks/0/dependencies', reason: expect.stringContaining('a → c → b → a') }] } });
    expect((await ana.call('validatePlan', { body: circular })).body).toMatchObject({ valid: false, errors: [{ field: '/tasks/0/dependencies' }] });
  });

  test('a plan that fails is undone in reverse, and becomes an alert that policies can answer', async () => {
    const { body: accepted } = await ana.call('submitPlan', { body: { name: 'doomed', tasks: release } });
    const done = await work(accepted.id, ['deploy']);
    expect([...done.slice(0, 1), done[3], done[4], done.slice(5, 7).toSorted(), done[7]]).toEqual(['build', 'deploy', 'deploy/undo', ['scan/undo', 'test/undo'], 'build/undo']);
    const { body: plan } = await ana.call('getPlan', { path: { planId: accepted.id } });
    expect(plan).toMatchObject({ status: 'compensated', cause: { kind: 'failed', task_id: 'deploy' }, result: { compensations: { completed: 4, failed: 0 } } });
    const alerts = await eventually(() => ana.call('listAlerts', { query: { name: 'PlanFailed' } }), ({ body }) => body.items.length > 0);
    expect(alerts.body.items[0]).toMatchObject({ labels: { plan_id: accepted.id, plan: 'doomed' } });
  });

  test('the default policy wants a critical plan approved, and somebody else to do it', async () => {
    const critical = { name: 'critical', risk_band: 'CRITICAL' as const, tasks: [task('only')] };
    expect(await ana.send('submitPlan', { body: critical })).toMatchObject({ status: 403, body: { errors: [{ field: 'policy/default', reason: 'a CRITICAL plan has to ask for approval' }] } });
    const { body: waiting } = await ana.call('submitPlan', { body: { ...critical, requires_approval: true } });
    expect(waiting.status).toBe('awaiting_approval');
    expect(await ana.send('approvePlan', { path: { planId: waiting.id } })).toMatchObject({ status: 403 });
    const oscar = await suite.product.as('oscar');
    expect((await oscar.call('approvePlan', { path: { planId: waiting.id } })).body).toMatchObject({ status: 'pending' });
    expect(await work(waiting.id)).toEqual(['only']);
    expect((await ana.call('getPlan', { path: { planId: waiting.id } })).body).toMatchObject({ status: 'completed', approved_by: (await oscar.call('whoAmI')).body.subject });
  });

  test('a policy of the tenant holds at once, in place of the default, and is tried without a plan', async () => {
    const wasm = readFileSync(path.resolve(__dirname, '../../policies/plan.wasm'));
    const stored = await ana.call('putPolicy', { path: { policyName: 'own' }, body: { bundle: bundleOf(wasm).toString('base64') } });
    expect(stored.body).toMatchObject({ name: 'own', version: 1, rego: null });
    const critical = { name: 'critical', risk_band: 'CRITICAL' as const, tasks: [task('only')] };
    expect(await ana.send('submitPlan', { body: critical })).toMatchObject({ status: 403, body: { errors: [{ field: 'policy/own' }] } });
    const input = { plan: { risk_band: 'LOW', requires_approval: false, tasks: [] }, tenant: { open_plans: 500 } };
    expect((await ana.call('tryPolicy', { body: { policy: 'own', input } })).body).toEqual({ allowed: false, deny: [{ policy: 'own', reason: '500 plans are open already' }] });
    expect(await ana.send('putPolicy', { path: { policyName: 'own' }, body: { bundle: Buffer.from('no archive').toString('base64') } })).toMatchObject({ status: 422, body: { errors: [{ field: '/bundle' }] } });
    expect(await ana.send('putPolicy', { path: { policyName: 'own' }, body: { rego: 'package orchestrix.plan' } })).toMatchObject({ status: 422, body: { errors: [{ field: '/rego' }] } });
    await ana.call('deletePolicy', { path: { policyName: 'own' } });
  });

  test('an open plan gets a new document, and keeps what is done', async () => {
    const { body: stuck } = await ana.call('submitPlan', { body: { name: 'stuck', tasks: [task('first'), task('impossible', ['first'], { required_capabilities: ['nobody-has-this'] })] } });
    const lease = async () => (await agent.call('leaseTickets', { body: { agent_id: 'agent-1', capabilities: ['shell'], max: 1, wait_seconds: 5 } })).body.items;
    const [first] = await eventually(lease, (items) => items.length > 0);
    await agent.call('completeTicket', { path: { ticketId: first!.ticket.id }, body: { lease_token: first!.lease.token, output: null } });
    await eventually(() => ana.call('getPlan', { path: { planId: stuck.id } }), ({ body }) => body.tasks[1]?.status === 'offered');
    expect((await ana.call('replanPlan', { path: { planId: stuck.id }, body: { name: 'possible', tasks: [task('first'), task('instead', ['first'])] } })).body).toMatchObject({ revision: 2 });
    expect(await work(stuck.id)).toEqual(['instead']);
    const { body: plan } = await ana.call('getPlan', { path: { planId: stuck.id } });
    expect([plan.status, ...plan.tasks.map(({ task_id, status }) => `${task_id} ${status}`)]).toEqual(['completed', 'first completed', 'instead completed', 'impossible removed']);
  });

  test('a plan that somebody cancels before its approval simply ends', async () => {
    const { body: waiting } = await ana.call('submitPlan', { body: { name: 'unwanted', requires_approval: true, tasks: [task('never')] } });
    await ana.call('cancelPlan', { path: { planId: waiting.id } });
    expect((await eventually(() => ana.call('getPlan', { path: { planId: waiting.id } }), ({ body }) => body.finished_at !== null)).body.status).toBe('cancelled');
  });

  test('a pipeline ends its task by a signed webhook, once', async () => {
    await ana.call('putSecret', { path: { secretName: 'pipeline-webhook' }, body: { value: 'shared with the pipeline' } });
    const { body: accepted } = await ana.call('submitPlan', { body: { name: 'built elsewhere', tasks: [task('pipeline', [], { required_capabilities: ['nobody-has-this'] })] } });
    await eventually(() => ana.call('getPlan', { path: { planId: accepted.id } }), ({ body }) => body.tasks[0]?.status === 'offered');
    const body = JSON.stringify({ plan_id: accepted.id, task_id: 'pipeline', status: 'success', output: { image: 'sha256:1' } });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
    const tenant = (await ana.call('whoAmI')).body.tenant!.id;
    const deliver = (secret: string) =>
      suite.product.anonymous.send('receivePipelineWebhook', { body, headers: { 'x-tenant-id': tenant, 'x-webhook-timestamp': timestamp, 'x-webhook-signature': sign(secret), 'content-type': 'application/json' } });
    expect((await deliver('guessed')).status).toBe(401);
    expect(await deliver('shared with the pipeline')).toMatchObject({ status: 200, body: { applied: true, replayed: false } });
    expect(await deliver('shared with the pipeline')).toMatchObject({ status: 200, body: { applied: false, replayed: true } });
    expect((await eventually(() => ana.call('getPlan', { path: { planId: accepted.id } }), ({ body: plan }) => plan.finished_at !== null)).body).toMatchObject({ status: 'completed' });
  });
});
