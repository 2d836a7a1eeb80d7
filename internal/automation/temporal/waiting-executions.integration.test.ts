import { randomUUID } from 'node:crypto';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { DomainEvent, Json, JsonObject } from '#internal/kernel';
import { createEgressClient, PUBLIC_HTTPS_ONLY } from '#pkg/egress';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import { someActor, systemClock, testTemporalAddress, useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { hasEnded, type Execution } from '../domain/execution.ts';
import { bundleWorkflows } from '../fakes/definition-runner.ts';
import { ExecutionWorld } from '../fakes/execution-world.ts';
import { createAutomation } from '../module.ts';

const owner = someActor();
const taskQueue = `waiting-${randomUUID()}`;
const admin = useTestPool('admin', 1);
const world = new ExecutionWorld();
const expressions = new JqExpressions();
const schemas = new DataSchemas();
const automation = createAutomation({
  transactions: useTransactions({ max: 10 }),
  clock: systemClock,
  ids: uuidGenerator,
  expressions,
  schemas,
  diagrams: { svg: async () => '' },
  http: world.http,
  outgoing: { secrets: world.outgoing.secrets, client: createEgressClient(), policyOf: async () => PUBLIC_HTTPS_ONLY },
  tickets: { ...world.tickets, begin: async (actor, request) => ({ ...(await world.tickets.begin(actor, request)), ticketId: randomUUID() }), complete: async () => undefined, fail: async () => undefined },
  processes: world.processes,
  verifier: world.verifier,
  quotas: () => ({ concurrent: 1000, perMinute: 1000 }),
  maxCausationDepth: 17,
  temporal: { address: testTemporalAddress(), namespace: 'default', taskQueue },
});
const use = automation.useCases;

/** Makes the next calls of activities fail after their commit, as a worker that dies before it can say so. */
let dyingAfter = new Set<string>();
const mortal = <Activities extends object>(activities: Activities): Activities =>
  Object.fromEntries(
    Object.entries(activities).map(([name, run]: [string, (input: unknown) => Promise<unknown>]) => [
      name,
      async (input: unknown) => {
        const result = await run(input);
        if (dyingAfter.delete(name)) throw new Error(`the worker dies after ${name}`);
        return result;
      },
    ]),
  ) as Activities;

describe('executions that wait', () => {
  jest.setTimeout(60_000);
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const connection = await NativeConnection.connect({ address: testTemporalAddress() });
    const worker = await Worker.create({ connection, taskQueue, workflowBundle: await bundleWorkflows(), activities: mortal(automation.activities) });
    const running = worker.run();
    closing.push(async () => { worker.shutdown(); await running; await connection.close(); }, () => expressions.close(), () => schemas.close(), () => automation.stop());
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });
  beforeEach(() => {
    dyingAfter = new Set();
  });

  /** Delivers what the outbox holds, in order, as the relay would: twice, because at least once is all that it promises. */
  const done = new Set<string>();
  async function deliver(): Promise<void> {
    const reactions: readonly Readonly<Record<string, (event: DomainEvent) => Promise<void>>>[] = [automation.subscriptions, automation.eventSubscriptions];
    for (let found = true; found; ) {
      const { rows } = await admin.query<{ id: string; type: string; data: JsonObject; aggregate_id: string }>('SELECT id, type, data, aggregate_id FROM platform.outbox WHERE tenant_id = $1 AND available_at <= now() ORDER BY seq', [owner.tenantId]);
      const fresh = rows.filter(({ id }) => !done.has(id));
      found = fresh.length > 0;
      for (const { id, type, data, aggregate_id: aggregateId } of fresh) {
        done.add(id);
        const event = { id, type, data, tenantId: owner.tenantId, aggregateId, occurredAt: new Date(), correlationId: owner.correlationId };
        for (const react of reactions) for (const _ of [1, 2]) await react[type]?.(event);
      }
    }
  }
  type Seen = Awaited<ReturnType<typeof use.getExecution>>;
  async function until({ id }: Execution, reached: (now: Seen) => boolean | Promise<boolean>): Promise<Seen> {
    for (let turn = 0; turn < 400; turn += 1) {
      await deliver();
      const now = await use.getExecution(owner, id);
      if (await reached(now)) return now;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`still ${JSON.stringify(await use.getExecution(owner, id))}`);
  }
  async function workflow(tasks: Json, more: JsonObject = {}) {
    const definition = { document: { dsl: '1.0.3', namespace: 'test', name: `w-${randomUUID()}`, version: '1.0.0' }, ...more, do: tasks };
    return use.createWorkflow(owner, { name: randomUUID(), description: '', definition });
  }
  async function start(tasks: Json, input: Json = {}): Promise<Execution> {
    const { id } = await workflow(tasks);
    const execution = await use.requestExecution(owner, { workflowId: id, input, compensateOnIneffective: false });
    await deliver();
    return execution;
  }
  const open = async (executionId: string): Promise<number> => Number((await admin.query<{ count: string }>('SELECT count(*) FROM automation.event_subscriptions WHERE execution_id = $1 AND closed_at IS NULL', [executionId])).rows[0]?.count);
  const subscribed = ({ id }: Execution) => async () => (await open(id)) === 1;
  const send = (type: string, data: Json, more: JsonObject = {}) => use.publishEvents(owner, { specversion: '1.0', id: randomUUID(), source: '/test', type, data, ...more });

  describe('for events', () => {
    const listen = (to: JsonObject, rest: JsonObject = {}): JsonObject => ({ wait: { listen: { to }, ...rest } });

    test('an event that is sent to the API reaches the execution that listens, once, and its subscription ends', async () => {
      const type = randomUUID();
      const execution = await start([listen({ one: { with: { type, data: '${ .celsius > $input.limit }' } } })], { limit: 38 });
      await until(execution, subscribed(execution));
      for (const celsius of [37, 39, 40]) await send(type, { celsius });
      const ended = await until(execution, hasEnded);
      expect(ended).toMatchObject({ status: 'completed', output: [{ celsius: 39 }] });
      expect(ended.steps.map(({ path, kind, status, output }) => [path, kind, status, output])).toEqual([['/do/0/wait', 'listen', 'completed', [{ celsius: 39 }]]]);
      expect(await open(execution.id)).toBe(0);
    });

    test('what was sent before somebody listened is not for him, and two listens in a row do not share an event', async () => {
      const type = randomUUID();
      await send(type, 'before');
      const execution = await start([{ first: { listen: { to: { one: { with: { type } } } } } }, { second: { listen: { to: { one: { with: { type } } } }, output: { as: '[$input, .]' } } }]);
      await until(execution, subscribed(execution));
      await send(type, 'one');
      await until(execution, async (now) => now.steps.some(({ name }) => name === 'second') && (await subscribed(execution)()));
      await send(type, 'two');
      expect(await until(execution, hasEnded)).toMatchObject({ output: [['one'], ['two']] });
    });

    test('a worker that dies after each of its commits neither loses nor doubles an event', async () => {
      const type = randomUUID();
      dyingAfter = new Set(['openSubscription', 'takeEvents', 'leaveTask', 'finishExecution']);
      const execution = await start([listen({ any: [{ with: { type } }], until: { one: { with: { type: `${type}-end` } } } })]);
      await until(execution, subscribed(execution));
      for (const n of [1, 2, 3]) await send(type, n);
      await send(`${type}-end`, null);
      expect(await until(execution, hasEnded)).toMatchObject({ status: 'completed', output: [1, 2, 3] });
      expect([...dyingAfter]).toEqual([]);
    });

    test('an event that comes between the subscription and the wait is kept', async () => {
      const type = randomUUID();
      dyingAfter = new Set(['openSubscription']);
      const execution = await start([listen({ one: { with: { type } } })]);
      await until(execution, subscribed(execution));
      await send(type, 'early');
      expect(await until(execution, hasEnded)).toMatchObject({ output: ['early'] });
    });

    test('foreach runs its tasks event by event, and the condition of until sees what they exported', async () => {
      const type = randomUUID();
      const each = { item: 'event', at: 'i', do: [{ double: { set: { twice: '${ $event.n * 2 }', at: '${ $i }' } } }], output: { as: '.twice' }, export: { as: '{ last: $output }' } };
      const execution = await start([listen({ any: [{ with: { type } }], until: '$context.last == 4' }, { foreach: each })]);
      await until(execution, subscribed(execution));
      for (const n of [1, 2, 3]) await send(type, { n });
      const ended = await until(execution, hasEnded);
      expect(ended).toMatchObject({ status: 'completed', output: [2, 4] });
      expect(ended.steps.map(({ path, output }) => [path, output])).toEqual([
        ['/do/0/wait', [2, 4]], ['/do/0/wait/foreach/0/do/0/double', { twice: 2, at: 0 }], ['/do/0/wait/foreach/1/do/0/double', { twice: 4, at: 1 }],
      ]);
    });

    test('a condition of until counts what was consumed, and envelopes and raw data are read as asked for', async () => {
      const type = randomUUID();
      const execution = await start([{ wait: { listen: { to: { any: [{ with: { type } }], until: '( . | length ) > 1' }, read: 'envelope' }, output: { as: '[.[] | .subject]' } } }]);
      const raw = await start([{ wait: { listen: { to: { one: { with: { type } } }, read: 'raw' } } }]);
      await until(execution, subscribed(execution));
      await until(raw, subscribed(raw));
      await send(type, { n: 1 }, { subject: 'a' });
      await send(type, { n: 2 }, { subject: 'b' });
      expect(await until(execution, hasEnded)).toMatchObject({ output: ['a', 'b'] });
      expect(await until(raw, hasEnded)).toMatchObject({ output: ['{"n":1}'] });
    });

    test('a timeout is an error that can be caught; a cancellation ends the wait, too', async () => {
      const late = listen({ one: { with: { type: randomUUID() } } }, { timeout: { after: { milliseconds: 300 } } });
      const caught = await start([{ guarded: { try: [late], catch: { errors: { with: { status: 408 } }, do: [{ gaveUp: { set: { gave: 'up' } } }] } } }]);
      expect(await until(caught, hasEnded)).toMatchObject({ status: 'completed', output: { gave: 'up' } });
      const cancelled = await start([listen({ one: { with: { type: randomUUID() } } })]);
      await until(cancelled, subscribed(cancelled));
      await use.cancelExecution(owner, cancelled.id);
      expect(await until(cancelled, hasEnded)).toMatchObject({ status: 'cancelled' });
      await deliver();
      expect(await Promise.all([caught, cancelled].map(({ id }) => open(id)))).toEqual([0, 0]);
    });

    test('what one execution emits another hears, and both hear what the product has to tell', async () => {
      const type = randomUUID();
      const hears = await start([listen({ one: { with: { type } } })]);
      await until(hears, subscribed(hears));
      const waits = await start([{ wait: { listen: { to: { one: { with: { type: 'automation.execution.finished', subject: hears.id } }, }, read: 'envelope' }, output: { as: '.[0] | [.source, .data.status]' } } }]);
      await until(waits, subscribed(waits));
      const emits = await start([{ tell: { emit: { event: { with: { type, data: { hello: '${ .name }' } } } } } }], { name: 'John' });
      await until(emits, hasEnded);
      expect(await until(hears, hasEnded)).toMatchObject({ output: [{ hello: 'John' }] });
      expect(await until(waits, hasEnded)).toMatchObject({ output: ['urn:orchestrix:automation', 'completed'] });
    });
  });

  describe('for other workflows', () => {
    const called = (path: string, rest: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${path}` }, ...rest });
    /** A workflow that others run by the name of its document. */
    async function known(tasks: Json, more: JsonObject = {}) {
      const created = await workflow(tasks, more);
      const { name } = (created.definition as { readonly document: { readonly name: string } }).document;
      return { id: created.id, name, run: (rest: JsonObject = {}, version = 'latest'): JsonObject => ({ run: { workflow: { namespace: 'test', name, version }, ...rest } }) };
    }
    const childrenOf = async ({ id }: Execution) => (await use.listExecutions(owner, { parentExecutionId: id }, { limit: 10 })).items;

    test('the parent waits for its child and takes its output; the child is an execution like any other', async () => {
      const child = await known([{ greet: { set: { hello: '${ .name }' } } }]);
      const parent = await start([{ sub: { run: { workflow: { namespace: 'test', name: child.name, version: '1.0.0', input: { name: '${ .who }' } } } } }], { who: 'John' });
      expect(await until(parent, hasEnded)).toMatchObject({ status: 'completed', output: { hello: 'John' } });
      expect(await childrenOf(parent)).toMatchObject([{ workflowId: child.id, status: 'completed', depth: 1, requestKey: `${parent.id}:/do/0/sub:1`, requestedBy: owner.subject, input: { name: 'John' } }]);
    });

    test('an error of the child is raised in the parent, which may catch it', async () => {
      const child = await known([{ fail: { raise: { error: { type: 'https://example.com/full', status: 507, detail: 'no room' } } } }]);
      const parent = await start([{ guarded: { try: [{ sub: child.run() }], catch: { errors: { with: { type: 'https://example.com/full' } }, do: [{ told: { set: { caught: '${ $error | [.status, .instance] }' } } }] } } }]);
      expect(await until(parent, hasEnded)).toMatchObject({ status: 'completed', output: { caught: [507, '/do/0/guarded/try/0/sub'] } });
    });

    test('a detached child goes on without its parent, whose task gives its input', async () => {
      const child = await known([{ pause: { listen: { to: { one: { with: { type: randomUUID() } } } } } }]);
      const parent = await start([{ sub: child.run({ await: false }) }], { n: 1 });
      expect(await until(parent, hasEnded)).toMatchObject({ status: 'completed', output: { n: 1 } });
      const [running] = await childrenOf(parent);
      expect(running && hasEnded(running)).toBe(false);
      if (running) await use.cancelExecution(owner, running.id);
      await until(running ?? parent, hasEnded);
    });

    test('a cancelled parent cancels its child, and the child undoes its own before the parent does', async () => {
      const calls: string[] = [];
      world.answer = ({ url }) => {
        calls.push(new URL(url).pathname);
        return { status: 200, headers: {}, body: {} };
      };
      const undo = (path: string): JsonObject => ({ compensate: { do: [{ undo: called(`undo-${path}`) }] } });
      const child = await known([{ inner: called('inner', undo('inner')) }, { pause: { wait: { minutes: 5 } } }]);
      const parent = await start([{ outer: called('outer', undo('outer')) }, { sub: child.run() }]);
      await until(parent, () => calls.includes('/inner'));
      await use.cancelExecution(owner, parent.id);
      expect(await until(parent, hasEnded)).toMatchObject({ status: 'cancelled' });
      expect(await childrenOf(parent)).toMatchObject([{ status: 'cancelled' }]);
      expect(calls).toEqual(['/outer', '/inner', '/undo-inner', '/undo-outer']);
    });

    test('what is not there cannot run, and no nest is deeper than sixteen', async () => {
      const lost = await start([{ sub: { run: { workflow: { namespace: 'test', name: 'nobody', version: 'latest' } } } }]);
      expect(await until(lost, hasEnded)).toMatchObject({ status: 'failed', error: { status: 400, detail: expect.stringContaining('test/nobody latest cannot run') } });
      const name = `self-${randomUUID()}`;
      const definition = { document: { dsl: '1.0.3', namespace: 'test', name, version: '1.0.0' }, do: [{ sub: { run: { workflow: { namespace: 'test', name, version: 'latest' } } } }] };
      const { id } = await use.createWorkflow(owner, { name, description: '', definition });
      const endless = await use.requestExecution(owner, { workflowId: id, input: {}, compensateOnIneffective: false });
      expect(await until(endless, hasEnded)).toMatchObject({ status: 'failed', error: { detail: expect.stringContaining('deeper than 16') } });
      const { rows } = await admin.query<{ count: string }>('SELECT count(*) FROM automation.executions WHERE workflow_id = $1', [id]);
      expect(Number(rows[0]?.count)).toBe(17);
    });

    test('a worker that dies after it asked for the child does not ask for another', async () => {
      dyingAfter = new Set(['startSubflow', 'lookAtSubflow']);
      const child = await known([{ greet: { set: { hello: 1 } } }]);
      const parent = await start([{ sub: child.run() }]);
      expect(await until(parent, hasEnded)).toMatchObject({ status: 'completed', output: { hello: 1 } });
      expect(await childrenOf(parent)).toHaveLength(1);
    });
  });

  describe('for people', () => {
    const asks = (approval: JsonObject, task: JsonObject = { do: [{ act: { set: { done: true } } }] }): JsonObject => ({ risky: { ...task, metadata: { orchestrix: { approval } } } });
    const questionsOf = async (execution: Execution) => (await use.listApprovals(owner, { executionId: execution.id }, { limit: 10 })).items;
    const asked = (execution: Execution) => async () => (await questionsOf(execution)).length > 0;
    async function question(execution: Execution) {
      await until(execution, asked(execution));
      const [one] = await questionsOf(execution);
      if (!one) throw new Error('nobody asked');
      return one;
    }
    const people = (subject: string) => someActor({ tenantId: owner.tenantId, subject });

    test('the task runs when as many as required agree, and they see the evidence', async () => {
      const execution = await start([asks({ message: '${ "Restart \\(.host)?" }', required: 2, approvers: ['role:operator', '${ .owner }'], evidence: { host: '${ .host }' } })], { host: 'h1', owner: 'olaf' });
      const { id } = await question(execution);
      expect(await use.getApproval(owner, id)).toMatchObject({ status: 'pending', message: 'Restart h1?', approvers: ['role:operator', 'olaf'], evidence: { host: 'h1' }, requestedBy: owner.subject, taskName: 'risky' });
      await expect(use.decideApproval(people('eve'), id, { verdict: 'approved', role: 'viewer' })).rejects.toMatchObject({ code: 'forbidden' });
      await use.decideApproval(people('paula'), id, { verdict: 'approved', role: 'admin' });
      await expect(use.decideApproval(people('paula'), id, { verdict: 'rejected', role: 'admin' })).rejects.toMatchObject({ code: 'conflict' });
      await deliver();
      expect(hasEnded(await use.getExecution(owner, execution.id))).toBe(false);
      await use.decideApproval(people('olaf'), id, { verdict: 'approved', comment: 'go' });
      expect(await until(execution, hasEnded)).toMatchObject({ status: 'completed', output: { done: true } });
    });

    test('a rejection is an authorization error, and whoever requested the execution has no say with four eyes', async () => {
      world.answer = () => ({ status: 200, headers: {}, body: {} });
      const call = { call: 'http', with: { method: 'post', endpoint: 'http://svc.test/never' } };
      const execution = await start([asks({ fourEyes: true }, call)]);
      const { id } = await question(execution);
      await expect(use.decideApproval(owner, id, { verdict: 'approved', role: 'admin' })).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('four eyes') });
      await use.decideApproval(people('paula'), id, { verdict: 'rejected', comment: 'not today' });
      const ended = await until(execution, hasEnded);
      expect(ended).toMatchObject({ status: 'failed', error: { status: 403, instance: '/do/0/risky', detail: expect.stringContaining('not today') } });
      expect(ended.steps).toMatchObject([{ name: 'risky', status: 'failed' }]);
      expect(world.of(execution.id).called).toEqual([]);
    });

    test('a question that nobody answers expires as a timeout, which can be caught', async () => {
      const execution = await start([{ guarded: { try: [asks({ expires: 'PT0.3S' })], catch: { errors: { with: { status: 408 } }, do: [{ late: { set: { late: true } } }] } } }]);
      expect(await until(execution, hasEnded)).toMatchObject({ status: 'completed', output: { late: true } });
      expect(await questionsOf(execution)).toMatchObject([{ status: 'expired' }]);
    });

    test('nobody is asked when the condition or the task itself says so', async () => {
      const execution = await start([asks({ when: '.risk > 5' }), { other: { wait: { days: 1 }, if: '.risk > 5', metadata: { orchestrix: { approval: {} } } } }], { risk: 1 });
      expect(await until(execution, hasEnded)).toMatchObject({ status: 'completed', output: { done: true } });
      expect(await questionsOf(execution)).toEqual([]);
    });

    test('a cancelled execution withdraws its question; a worker that dies asks once', async () => {
      dyingAfter = new Set(['askApproval', 'lookAtApproval']);
      const execution = await start([asks({})]);
      await question(execution);
      await use.cancelExecution(owner, execution.id);
      expect(await until(execution, hasEnded)).toMatchObject({ status: 'cancelled' });
      await deliver();
      expect(await questionsOf(execution)).toMatchObject([{ status: 'cancelled' }]);
      const { rows } = await admin.query<{ action: string }>("SELECT type AS action FROM platform.outbox WHERE tenant_id = $1 AND data ->> 'execution_id' = $2 AND type LIKE 'automation.approval.%' ORDER BY seq", [owner.tenantId, execution.id]);
      expect(rows.map(({ action }) => action)).toEqual(['automation.approval.requested', 'automation.approval.cancelled']);
    });
  });

  describe('for their time', () => {
    const greet = [{ greet: { set: { got: '${ . }' } } }];
    const runsOf = async (id: string) => (await use.listExecutions(owner, { workflowId: id as never }, { limit: 10 })).items;
    async function runs(id: string, count: number) {
      for (let turn = 0; turn < 400; turn += 1) {
        await deliver();
        const found = await runsOf(id);
        if (found.length >= count) return found;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`never ${count} executions`);
    }

    test('an event starts an execution each, whose input is the event', async () => {
      const type = randomUUID();
      const { id } = await workflow(greet, { schedule: { on: { one: { with: { type, data: '${ .n > 1 }' } } } } });
      await deliver();
      for (const n of [1, 2, 3]) await send(type, { n });
      const started = await runs(id, 2);
      expect(started.map(({ input }) => JSON.stringify(input)).sort()).toEqual(['[{"n":2}]', '[{"n":3}]']);
      expect(started.map(({ requestedBy }) => requestedBy)).toEqual(['system:automation', 'system:automation']);
    });

    test('workflows that start each other by events end, and the audit trail says where', async () => {
      const [ping, pong] = [randomUUID(), randomUUID()];
      const answering = (heard: string, said: string) => workflow([{ answer: { emit: { event: { with: { type: said, data: { orchestrixdepth: 0 }, orchestrixdepth: 0 } } } } }], { schedule: { on: { one: { with: { type: heard } } } } });
      const both = [(await answering(ping, pong)).id, (await answering(pong, ping)).id];
      await deliver();
      await send(ping, {});
      const refused = () => admin.query<{ after: JsonObject }>("SELECT after FROM audit.audit_log WHERE tenant_id = $1 AND action = 'automation.event.refused'", [owner.tenantId]);
      for (let turn = 0; turn < 1200 && (await refused()).rows.length === 0; turn += 1) {
        await deliver();
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      expect((await refused()).rows).toEqual([{ after: expect.objectContaining({ workflow_ids: [both[0]], depth: 18, at_most: 17 }) as unknown }]);
      const { rows } = await admin.query<{ depth: number }>('SELECT causation_depth AS depth FROM automation.executions WHERE workflow_id = ANY ($1) ORDER BY 1', [both]);
      expect(rows.map(({ depth }) => depth)).toEqual(Array.from({ length: 18 }, (_, depth) => depth));
    });

    test('an interval starts one execution after the other; paused, disabled or archived it starts none', async () => {
      const { id } = await workflow(greet, { schedule: { every: { seconds: 1 } } });
      await deliver();
      const { fires } = await use.getWorkflowSchedule(owner, id);
      expect(fires).toHaveLength(10);
      const [first] = await runs(id, 1);
      expect(first?.requestKey).toBe(`schedule:${id}:${fires[0]?.fireTime.toISOString() ?? ''}`);
      expect(await use.pauseWorkflowSchedule(owner, id, 'a test')).toMatchObject({ fires: [], note: 'a test', pausedBy: owner.subject });
      const count = (await runsOf(id)).length;
      await use.resumeWorkflowSchedule(owner, id);
      await runs(id, count + 1);
      await use.enableWorkflow(owner, id, false);
      await deliver();
      await expect(use.getWorkflowSchedule(owner, id)).rejects.toMatchObject({ code: 'not_found' });
    });

    test('after counts from the end of the last run', async () => {
      const { id } = await workflow(greet, { schedule: { after: { seconds: 1 } } });
      const [second, first] = await runs(id, 2);
      const [ended, begun] = [(await use.getExecution(owner, first?.id ?? (id as never))).finishedAt, second?.createdAt];
      expect((begun?.getTime() ?? 0) - (ended?.getTime() ?? 0)).toBeGreaterThanOrEqual(1000);
      await use.archiveWorkflow(owner, id);
      await deliver();
    });

    test.each([
      [{ cron: '61 * * * *' }, '/definition/schedule/cron'],
      [{ every: { milliseconds: 10 } }, '/definition/schedule/every'],
      [{ on: { any: [], until: '. | length > 1' } }, '/definition/schedule/on/any/until'],
    ])('what cannot be kept is refused: %j', async (schedule, field) => {
      await expect(workflow(greet, { schedule })).rejects.toMatchObject({ code: 'invalid', details: [{ field }] });
    });
  });
});
