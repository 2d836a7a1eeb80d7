import { malformed } from '#internal/platform/http';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { asked } from '../ports/approval-repository.contract.ts';
import { anybody, noon, runningExecution, storedExecution, storedWorkflow } from '../ports/automation.contract.ts';
import { cancelExecution } from '../service/cancel-execution.ts';
import { getExecutionTree } from '../service/get-execution-tree.ts';
import { getExecution } from '../service/get-execution.ts';
import { listExecutions } from '../service/list-executions.ts';
import { pauseExecution } from '../service/pause-execution.ts';
import { requestExecution } from '../service/request-execution.ts';
import { rerunExecution } from '../service/rerun-execution.ts';
import { executionOperations } from './execution-operations.ts';

const owner = anybody();

function setup(web = { uiUrl: 'http://temporal.test/', namespace: 'my space' }) {
  const [work, clock] = [new InMemoryAutomation(), { now: () => noon }];
  const operations = executionOperations(
    {
      requestExecution: requestExecution({ work, clock, ids: { next: () => 'new' } }),
      listExecutions: listExecutions({ work }),
      getExecution: getExecution({ work }),
      getExecutionTree: getExecutionTree({ work }),
      cancelExecution: cancelExecution({ work, clock }),
      pauseExecution: pauseExecution({ work, clock }),
      rerunExecution: rerunExecution({ work, clock, ids: { next: () => 'again' } }),
    },
    web,
  );
  type Ids = keyof typeof operations;
  // A request as the platform hands it over; the parts that a handler does not look at are left out.
  const call = <Id extends Ids>(id: Id, parts: object) => operations[id]({ actor: owner, query: {}, path: {}, ...parts } as never) as ReturnType<(typeof operations)[Id]>;
  return { work, call };
}

test('executing answers 202 with the place to look at', async () => {
  const { work, call } = setup();
  const { workflow } = await storedWorkflow(work, owner);
  const answer = await call('executeWorkflow', { path: { workflowId: workflow.id }, body: {} });
  expect(answer).toMatchObject({ status: 202, location: '/api/v1/executions/new', body: { id: 'new', status: 'pending', workflow_version: 1, temporal: { workflow_id: 'automation:execution:new', run_id: null, web_url: null } } });
});

test('an execution is shown with its steps, their durations and its page in the Web UI of Temporal', async () => {
  const { work, call } = setup();
  const execution = await runningExecution(work, owner);
  const step = { path: '/do/0/restart', name: 'restart', kind: 'call', status: 'completed', attempt: 2, startedAt: noon, finishedAt: new Date(noon.getTime() + 250), ticketId: 't1', activityId: '7' } as const;
  await work.run(owner, ({ executions }) => executions.putStep(execution.id, step));
  const { body, etag } = await call('getExecution', { path: { executionId: execution.id } });
  expect(etag).toBe(2);
  expect(body.temporal).toEqual({
    workflow_id: `automation:execution:${execution.id}`,
    run_id: 'run-1',
    web_url: `http://temporal.test/namespaces/my%20space/workflows/automation%3Aexecution%3A${execution.id}/run-1/history`,
  });
  expect(body.steps).toEqual([
    { path: '/do/0/restart', name: 'restart', kind: 'call', status: 'completed', attempt: 2, input: null, output: null, error: null, started_at: noon.toISOString(), finished_at: '2026-03-01T12:00:00.250Z', duration_ms: 250, ticket_id: 't1', activity_id: '7' },
  ]);
});

test('the list goes on where its cursor says, and only with the same filters', async () => {
  const { work, call } = setup();
  for (let n = 0; n < 3; n += 1) await storedExecution(work, owner);
  const first = await call('listExecutions', { query: { limit: 2, status: 'pending' } });
  const cursor = first.body.next_cursor;
  expect(first.body.items).toHaveLength(2);
  const second = await call('listExecutions', { query: { limit: 2, status: 'pending', cursor } });
  expect(second.body).toMatchObject({ items: [expect.anything()], next_cursor: null });
  await expect(call('listExecutions', { query: { limit: 2, cursor } })).rejects.toThrow(malformed('cursor', 'is not a cursor of this list with these filters').message);
});

test('cancelling answers 202 with who wanted it', async () => {
  const { work, call } = setup();
  const { id } = await runningExecution(work, owner);
  expect(await call('cancelExecution', { path: { executionId: id } })).toMatchObject({ status: 202, body: { status: 'running', cancel_requested_by: owner.subject, cancel_requested_at: noon.toISOString() } });
});

test('the tree of an execution links its tasks to their tickets', async () => {
  const { work, call } = setup();
  const execution = await runningExecution(work, owner);
  const attempt = { name: 'x', status: 'completed', attempt: 1, startedAt: noon, finishedAt: noon } as const;
  await work.run(owner, async ({ executions }) => {
    await executions.putStep(execution.id, { ...attempt, path: '/do/0/all', kind: 'do', name: 'all' });
    await executions.putStep(execution.id, { ...attempt, path: '/do/0/all/do/0/restart', kind: 'call', ticketId: 't1', activityId: '7', output: { ok: true } });
  });
  expect(await call('getExecutionTree', { path: { executionId: execution.id } })).toMatchObject({
    status: 200,
    body: { id: execution.id, tasks: [{ path: '/do/0/all', links: { ticket: null, approval: null, execution: null, temporal: null }, children: [{ kind: 'call', output: { ok: true }, links: { ticket: '/api/v1/tickets/t1', temporal: expect.stringContaining('run-1') } }] }] },
  });
});

test('the tree of an execution links its tasks to the approvals that they asked for and the executions that they started, run by run', async () => {
  const { work, call } = setup();
  const execution = await runningExecution(work, owner);
  const child = (key: string) => storedExecution(work, owner, { requestKey: `${execution.id}:${key}`, parentExecutionId: execution.id, depth: 1 });
  const [first, second] = [await child('/do/0/heal:1'), await child('/do/0/heal#2:1')];
  const [agreed, open] = [asked(execution, { key: '/do/0/heal#2:1', status: 'approved', endedAt: noon }), asked(execution, { key: '/do/1/restart:2', taskName: 'restart' })];
  const attempt = { status: 'completed', attempt: 1, startedAt: noon, finishedAt: noon } as const;
  await work.run(owner, async ({ executions, approvals }) => {
    for (const approval of [agreed, open]) await approvals.addUnlessAsked(approval);
    for (const path of ['/do/0/heal', '/do/0/heal#2']) await executions.putStep(execution.id, { ...attempt, path, name: 'heal', kind: 'run' });
    await executions.putStep(execution.id, { ...attempt, path: '/do/1/restart', name: 'restart', kind: 'call', status: 'failed' });
  });
  const { body } = await call('getExecutionTree', { path: { executionId: execution.id } });
  const nodes = Object.fromEntries(body.tasks.map((node) => [node.path, node]));
  expect(nodes).toMatchObject({
    '/do/0/heal': { links: { approval: null, execution: `/api/v1/executions/${first.id}` }, attempts: [{ approval_id: null, child_execution_id: first.id }] },
    '/do/0/heal#2': { links: { approval: `/api/v1/approvals/${agreed.id}`, execution: `/api/v1/executions/${second.id}` } },
    '/do/1/restart': { status: 'running', links: { approval: `/api/v1/approvals/${open.id}`, execution: null }, attempts: [{ attempt: 1, approval_id: null }, { attempt: 2, status: 'running', approval_id: open.id }] },
  });
});
