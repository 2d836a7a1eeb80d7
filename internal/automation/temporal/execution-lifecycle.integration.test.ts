import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { DomainEvent, Json, JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import { eventually, someActor, systemClock, testTemporalAddress, useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { executionActivities } from '../activities/execution-activities.ts';
import { executionSubscriptions } from '../consumers/execution-subscriptions.ts';
import { hasEnded, temporalWorkflowId, type Execution } from '../domain/execution.ts';
import { bundleWorkflows } from '../fakes/definition-runner.ts';
import { ExecutionWorld, silence } from '../fakes/execution-world.ts';
import type { Tickets } from '../ports/tickets.ts';
import { postgresAutomation } from '../postgres/postgres-automation.ts';
import { admitExecutions } from '../service/admit-executions.ts';
import { cancelExecution } from '../service/cancel-execution.ts';
import { checkDefinition } from '../service/check-definition.ts';
import { createWorkflow } from '../service/create-workflow.ts';
import { deliverCancellation } from '../service/deliver-cancellation.ts';
import { deliverPause } from '../service/deliver-pause.ts';
import { getExecution } from '../service/get-execution.ts';
import { journalExecution } from '../service/journal-execution.ts';
import { reconcileExecution } from '../service/reconcile-execution.ts';
import { pauseExecution } from '../service/pause-execution.ts';
import { requestExecution } from '../service/request-execution.ts';
import { rerunExecution } from '../service/rerun-execution.ts';
import { startExecution } from '../service/start-execution.ts';
import { TemporalExecutions } from './temporal-executions.ts';

const owner = someActor();
const taskQueue = `lifecycle-${randomUUID()}`;
const work = postgresAutomation(useTransactions({ max: 10 }));
const admin = useTestPool('admin', 1);
const journal = journalExecution({ work, clock: systemClock });
const world = new ExecutionWorld();
const tickets: Tickets = { ...world.tickets, begin: async (actor, request) => ({ ...(await world.tickets.begin(actor, request)), ticketId: randomUUID() }), complete: async () => undefined };

describe('the life of an execution', () => {
  jest.setTimeout(60_000);
  let runner: TemporalExecutions;
  let client: Client;
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const address = testTemporalAddress();
    const expressions = new JqExpressions();
    const schemas = new DataSchemas();
    runner = new TemporalExecutions({ address, namespace: 'default', taskQueue });
    client = new Client({ connection: await Connection.connect({ address }) });
    const connection = await NativeConnection.connect({ address });
    const activities = executionActivities({ journal, tickets, processes: world.processes, http: world.http, outgoing: world.outgoing, verifier: world.verifier, exchange: world.exchange, throttles: world.throttles, expressions, schemas, clock: systemClock });
    const worker = await Worker.create({ connection, taskQueue, workflowBundle: await bundleWorkflows(), activities });
    const running = worker.run();
    closing.push(async () => { worker.shutdown(); await running; await connection.close(); }, () => expressions.close(), () => schemas.close(), () => runner.close(), () => client.connection.close());
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  /** Delivers what the outbox holds for an execution, as the relay would, in order and once. */
  const delivered = new Set<string>();
  async function deliver(execution: Execution, { timers = false } = {}): Promise<void> {
    const admit = admitExecutions({ work, clock: systemClock, quotas: async () => ({ concurrent: 100, perMinute: 100 }) });
    const start = startExecution({ work, runner, journal, admit });
    const react: Readonly<Record<string, (event: DomainEvent) => Promise<void>>> = executionSubscriptions({
      admitExecutions: admit,
      startExecution: start,
      deliverPause: deliverPause({ work, runner }),
      deliverCancellation: deliverCancellation({ work, runner, journal }),
      reconcileExecution: reconcileExecution({ work, runner, clock: systemClock, startExecution: start }),
    });
    const { rows } = await admin.query<{ id: string; type: string; data: JsonObject }>("SELECT id, type, data FROM platform.outbox WHERE tenant_id = $1 AND data ->> 'execution_id' = $2 ORDER BY seq", [owner.tenantId, execution.id]);
    for (const { id, type, data } of rows) {
      if (delivered.has(id) || (type.endsWith('check_due') && !timers)) continue;
      delivered.add(id);
      await react[type]?.({ id, type, data, tenantId: owner.tenantId, aggregateId: execution.id, occurredAt: new Date(), correlationId: owner.correlationId });
    }
  }
  const get = getExecution({ work });
  async function until(execution: Execution, reached: (now: Awaited<ReturnType<typeof get>>) => boolean) {
    for (let turn = 0; turn < 400; turn += 1) {
      const now = await get(owner, execution.id);
      if (reached(now)) return now;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`still ${JSON.stringify(await get(owner, execution.id))}`);
  }
  async function request(tasks: Json): Promise<Execution> {
    const check = checkDefinition({ http: world.http, checkExpression: async () => undefined, checkSchema: async () => undefined });
    const create = createWorkflow({ work, clock: systemClock, ids: uuidGenerator, checkDefinition: check });
    const definition = { document: { dsl: '1.0.3', namespace: 'test', name: 'life', version: '1.0.0' }, do: tasks };
    const { id } = await create(owner, { name: randomUUID(), description: '', definition });
    return requestExecution({ work, clock: systemClock, ids: uuidGenerator })(owner, { workflowId: id, input: { host: 'h1' }, compensateOnIneffective: false });
  }
  const call = (name: string, rest: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${name}` }, ...rest });
  const undone = call('restart', { compensate: { do: [{ undo: call('undo') }] } });

  test('requested, started, run and finished, with its steps, its ticket and its Temporal run', async () => {
    const execution = await request([{ restart: undone }, { note: { set: { done: true } } }]);
    await deliver(execution);
    const ended = await until(execution, hasEnded);
    expect(ended).toMatchObject({ status: 'completed', output: { done: true }, temporalRunId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(ended.steps.map(({ path, status, ticketId }) => [path, status, ticketId !== undefined])).toEqual([['/do/0/restart', 'completed', true], ['/do/1/note', 'completed', false]]);
  });

  test('is found at Temporal by tenant, workflow, status and ticket status, while it runs and afterwards', async () => {
    const found = async (query: string): Promise<string[]> => {
      const ids: string[] = [];
      for await (const { workflowId } of client.workflow.list({ query: `OrchestrixTenant = '${owner.tenantId}' AND ${query}` })) ids.push(workflowId);
      return ids;
    };
    // Visibility lags behind the history.
    const untilFound = (query: string, id: string) => eventually(() => found(query), (ids) => ids.includes(temporalWorkflowId(id)));

    world.answer = (call, signal) => (call.url.endsWith('/restart') ? silence(call, signal) : { status: 200, headers: {}, body: {} });
    const execution = await request([{ drain: call('drain', { compensate: { do: [{ undo: call('undo') }] } }) }, { restart: call('restart') }]);
    await deliver(execution);
    await untilFound(`OrchestrixWorkflow = '${execution.workflowName}' AND OrchestrixStatus = 'running' AND OrchestrixTicketStatus IN ('RUNNING')`, execution.id);
    world.answer = () => ({ status: 200, headers: {}, body: {} });
    await cancelExecution({ work, clock: systemClock })(owner, execution.id);
    await deliver(execution);
    await untilFound("OrchestrixStatus = 'cancelled' AND OrchestrixTicketStatus IN ('COMPLETED')", execution.id);
    expect(await found(`OrchestrixStatus = 'running' AND OrchestrixWorkflow = '${execution.workflowName}'`)).toEqual([]);
  });

  test('cancelled in the middle: what is done is undone, and the end says cancelled', async () => {
    const execution = await request([{ restart: undone }, { pause: { wait: { minutes: 5 } } }]);
    await deliver(execution);
    await until(execution, () => world.of(execution.id).called.length > 0);
    await cancelExecution({ work, clock: systemClock })(owner, execution.id);
    await deliver(execution);
    const ended = await until(execution, hasEnded);
    expect(ended).toMatchObject({ status: 'cancelled', cancelRequestedBy: owner.subject });
    expect(world.of(execution.id).called).toEqual(['POST /restart', 'POST /undo']);
  });

  test('paused between two tasks: the next one waits until somebody resumes it', async () => {
    const change = pauseExecution({ work, clock: systemClock });
    let arrived = (): void => undefined;
    const first = new Promise<void>((resolve) => { arrived = resolve; });
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => { release = resolve; });
    world.answer = async () => {
      arrived();
      await released;
      return { status: 200, headers: {}, body: {} };
    };
    const execution = await request([{ drain: call('drain') }, { restart: call('restart') }]);
    await deliver(execution);
    await first;
    await change(owner, execution.id, true);
    await deliver(execution);
    release();
    await until(execution, ({ steps }) => steps.some(({ name, status }) => name === 'drain' && status === 'completed'));
    // Its decision has arrived, and it is to start nothing.
    const decided = async () => (await client.workflow.getHandle(temporalWorkflowId(execution.id)).fetchHistory()).events?.at(-1)?.workflowTaskCompletedEventAttributes;
    await eventually(decided, (decision) => Boolean(decision));
    expect(world.of(execution.id).called).toEqual(['POST /drain']);
    await change(owner, execution.id, false);
    await deliver(execution);
    expect(await until(execution, hasEnded)).toMatchObject({ status: 'completed' });
    expect(world.of(execution.id).called).toEqual(['POST /drain', 'POST /restart']);
    world.answer = () => ({ status: 200, headers: {}, body: {} });
  });

  test('run again from the task that failed, with what it got', async () => {
    world.answer = ({ url }) => ({ status: url.endsWith('/restart') ? 400 : 200, headers: {}, body: { drained: true } });
    const execution = await request([{ drain: call('drain') }, { restart: call('restart', { output: { as: '$input' } }) }]);
    await deliver(execution);
    expect(await until(execution, hasEnded)).toMatchObject({ status: 'failed' });
    world.answer = () => ({ status: 200, headers: {}, body: {} });
    const again = await rerunExecution({ work, clock: systemClock, ids: uuidGenerator })(owner, execution.id, { from: '/do/1/restart' });
    await deliver(again);
    const ended = await until(again, hasEnded);
    expect(ended).toMatchObject({ status: 'completed', rerunOf: execution.id, output: { drained: true } });
    expect(world.of(again.id).called).toEqual(['POST /restart']);
    expect(ended.steps.map(({ path, status }) => [path, status])).toEqual([['/do/0/drain', 'skipped'], ['/do/1/restart', 'completed']]);
  });

  test('cancelled before it started: it ends without a first task', async () => {
    const execution = await request([{ restart: undone }]);
    await cancelExecution({ work, clock: systemClock })(owner, execution.id);
    await deliver(execution);
    expect(await get(owner, execution.id)).toMatchObject({ status: 'cancelled', steps: [] });
    expect(world.of(execution.id).called).toEqual([]);
  });

  const terminate = (execution: Execution) => client.workflow.getHandle(temporalWorkflowId(execution.id)).terminate('by hand');

  test('terminated by an operator while it waits: it is taken up to undo what is done, and no other task runs', async () => {
    const execution = await request([{ restart: undone }, { pause: { wait: { minutes: 5 } } }, { more: call('more') }]);
    await deliver(execution);
    // The step is journaled within the decision that starts the timer; the decision itself has to have arrived.
    const waiting = async () => (await client.workflow.getHandle(temporalWorkflowId(execution.id)).fetchHistory()).events?.some(({ timerStartedEventAttributes }) => timerStartedEventAttributes);
    await eventually(waiting, (started) => started === true);
    await terminate(execution);
    await deliver(execution, { timers: true });
    const ended = await until(execution, hasEnded);
    expect(ended).toMatchObject({ status: 'compensated', error: { title: 'The execution was ended from outside', detail: expect.stringContaining('terminated') } });
    expect(world.of(execution.id).called).toEqual(['POST /restart', 'POST /undo']);
  });

  test('terminated while a request is under way: the request is repeated under its key, and undone', async () => {
    const held: (() => void)[] = [];
    const answer = world.answer;
    world.answer = (request) => (request.url.endsWith('/slow') && held.length === 0
      ? new Promise((resolve) => held.push(() => resolve({ status: 200, headers: {}, body: {} })))
      : { status: 200, headers: {}, body: {} });
    const slow = call('slow', { compensate: { do: [{ undo: call('unslow') }] } });
    const execution = await request([{ restart: undone }, { slow }, { more: call('more') }]);
    await deliver(execution);
    await until(execution, () => held.length > 0);
    await terminate(execution);
    await deliver(execution, { timers: true });
    const ended = await until(execution, hasEnded);
    held[0]?.();
    world.answer = answer;
    expect(ended.status).toBe('compensated');
    const { called, calls } = world.of(execution.id);
    expect(called).toEqual(['POST /restart', 'POST /slow', 'POST /slow', 'POST /unslow', 'POST /undo']);
    expect(calls[1]?.headers['Idempotency-Key']).toBe(calls[2]?.headers['Idempotency-Key']);
  });

  test('terminated before its first decision: there is nothing to undo, and the reconciler ends it with the reason', async () => {
    const execution = await request([{ restart: undone }]);
    const nobody = new TemporalExecutions({ address: testTemporalAddress(), namespace: 'default', taskQueue: `nobody-${randomUUID()}` });
    const { version } = await work.read(owner, async ({ workflows }) => ({ version: await workflows.getVersion(execution.workflowId, 1) }));
    await nobody.start(owner, execution, version);
    await nobody.close();
    await terminate(execution);
    await deliver(execution, { timers: true });
    expect(await get(owner, execution.id)).toMatchObject({ status: 'failed', error: { type: 'urn:orchestrix:error:execution-lost', detail: expect.stringContaining('terminated') } });
    expect(world.of(execution.id).called).toEqual([]);
  });
});
