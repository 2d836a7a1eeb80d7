import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { someActor, testTemporalAddress } from '#test/support';
import { newExecution, requestCancellation, temporalWorkflowId, type Execution, type ExecutionId } from '../domain/execution.ts';
import { firstVersion, type WorkflowId } from '../domain/workflow.ts';
import { draft } from '../ports/automation.contract.ts';
import { CANCEL_EXECUTION, type RunDefinitionInput } from '../workflows/contract.ts';
import { TemporalExecutions } from './temporal-executions.ts';

const now = new Date();
const owner = someActor({ traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' });
const { version } = firstVersion(randomUUID() as WorkflowId, draft, owner, now);
const someExecution = () =>
  newExecution(randomUUID() as ExecutionId, version, { input: { host: 'h1' }, target: 'h1', timeoutSeconds: 60, verification: { kind: 'alert' }, compensateOnIneffective: true }, owner, now);

/** Nobody polls this queue: what is started stays open until the test closes it. */
const taskQueue = `nobody-${randomUUID()}`;

describe('executions on Temporal', () => {
  let executions: TemporalExecutions;
  let client: Client;

  beforeAll(async () => {
    executions = new TemporalExecutions({ address: testTemporalAddress(), namespace: 'default', taskQueue });
    client = new Client({ connection: await Connection.connect({ address: testTemporalAddress() }) });
  });
  afterAll(async () => {
    await executions.close();
    await client.connection.close();
  });

  const handleOf = ({ id }: Execution): WorkflowHandle => client.workflow.getHandle(temporalWorkflowId(id));
  const start = async () => {
    const execution = someExecution();
    await executions.start(owner, execution, version);
    return execution;
  };
  const historyOf = async (execution: Execution) => (await handleOf(execution).fetchHistory()).events ?? [];

  test('a started execution carries all that its interpreter needs', async () => {
    const execution = await start();
    const [started] = await historyOf(execution);
    const { input, workflowType, taskQueue: queue, workflowTaskTimeout, priority } = started?.workflowExecutionStartedEventAttributes ?? {};
    const [argument] = (input?.payloads ?? []).map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString()) as RunDefinitionInput);
    expect(argument).toMatchObject({
      tenantId: owner.tenantId, executionId: execution.id, correlationId: owner.correlationId, traceparent: owner.traceparent, definition: draft.definition,
      workflow: { id: version.workflowId, name: 'restart', version: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      input: { host: 'h1' }, target: 'h1', verification: { kind: 'alert' }, compensateOnIneffective: true, timeoutSeconds: 60,
    });
    expect([workflowType?.name, queue?.name, Number(workflowTaskTimeout?.seconds), priority?.fairnessKey]).toEqual(['runDefinition', taskQueue, 3, owner.tenantId]);
  });

  test('an execution is searched for by tenant, workflow, status and the alert that caused it', async () => {
    const execution = { ...someExecution(), alertId: randomUUID() };
    await executions.start(owner, execution, version);
    const { typedSearchAttributes } = await handleOf(execution).describe();
    expect(Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]))).toEqual({
      OrchestrixTenant: owner.tenantId, OrchestrixWorkflow: 'restart', OrchestrixStatus: 'running', OrchestrixAlert: execution.alertId,
    });
  });

  test('starting again changes nothing, while it runs and after it has ended', async () => {
    const execution = await start();
    const { runId } = await handleOf(execution).describe();
    await executions.start(owner, execution, version);
    await handleOf(execution).terminate('test');
    await executions.start(owner, execution, version);
    expect(await handleOf(execution).describe()).toMatchObject({ runId, status: { name: 'TERMINATED' } });
  });

  test('tells whether Temporal runs it, has closed it or never heard of it', async () => {
    const execution = await start();
    expect(await executions.state(execution)).toEqual({ known: true, open: true });
    await handleOf(execution).terminate('test');
    expect(await executions.state(execution)).toEqual({ known: true, open: false, ended: 'terminated' });
    expect(await executions.state(someExecution())).toEqual({ known: false });
  });

  test('a cancellation reaches the interpreter as a signal that says who wants it', async () => {
    const execution = await start();
    await executions.cancel(requestCancellation(execution, 'ana', now));
    const signals = (await historyOf(execution)).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => (signal ? [signal] : []));
    expect(signals.map(({ signalName, input }) => [signalName, JSON.parse(Buffer.from(input?.payloads?.[0]?.data ?? []).toString())])).toEqual([[CANCEL_EXECUTION, { by: 'ana' }]]);
  });

  test('cancelling what is closed or unknown changes nothing', async () => {
    const execution = await start();
    await handleOf(execution).terminate('test');
    await expect(executions.cancel(execution)).resolves.toBeUndefined();
    await expect(executions.cancel(someExecution())).resolves.toBeUndefined();
  });

  test('is healthy while the server answers', async () => {
    await expect(executions.check()).resolves.toBeUndefined();
  });

  describe('while nobody answers', () => {
    const nowhere = new TemporalExecutions({ address: '127.0.0.1:1', namespace: 'default', taskQueue });
    afterAll(() => nowhere.close());

    test.each([
      ['start', () => nowhere.start(owner, someExecution(), version)],
      ['cancel', () => nowhere.cancel(someExecution())],
      ['state', () => nowhere.state(someExecution())],
      ['check', () => nowhere.check()],
    ] as const)('%s says unavailable within seconds', async (_, call) => {
      const since = Date.now();
      await expect(call()).rejects.toMatchObject({ code: 'unavailable' });
      expect(Date.now() - since).toBeLessThan(4_500);
    });
  });
});
