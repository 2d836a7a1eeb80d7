import { randomUUID } from 'node:crypto';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { DomainEvent, Json, JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
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
const automation = createAutomation({
  transactions: useTransactions({ max: 10 }),
  clock: systemClock,
  ids: uuidGenerator,
  expressions,
  diagrams: { svg: async () => '' },
  http: world.http,
  tickets: world.tickets,
  verifier: world.verifier,
  quotas: () => ({ concurrent: 1000, perMinute: 1000 }),
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
    closing.push(async () => { worker.shutdown(); await running; await connection.close(); }, () => expressions.close(), () => automation.stop());
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
  const open = async (executionId: string): Promise<number> => Number((await admin.query<{ count: string }>('SELECT count(*) FROM automation.event_subscriptions WHERE execution_id = $1', [executionId])).rows[0]?.count);
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
});
