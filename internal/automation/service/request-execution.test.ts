import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, draft, noon, storedWorkflow } from '../ports/automation.contract.ts';
import { archive, newWorkflow, nextVersion, setEnabled, type WorkflowId } from '../domain/workflow.ts';
import { requestExecution, type ExecutionRequest } from './request-execution.ts';

const owner = anybody();

async function setup() {
  const work = new InMemoryAutomation();
  const { workflow } = await storedWorkflow(work, owner);
  let count = 0;
  const request = requestExecution({ work, clock: { now: () => noon }, ids: { next: () => `execution-${++count}` } });
  const asked: ExecutionRequest = { workflowId: workflow.id, input: { host: 'h1' }, compensateOnIneffective: true };
  return { work, workflow, request, asked };
}

describe('requestExecution', () => {
  test('accepts the execution and asks for its start in the same transaction', async () => {
    const { work, workflow, request, asked } = await setup();
    const execution = await request(owner, { ...asked, alertId: 'a1', target: 'h1', timeoutSeconds: 60, verification: { kind: 'alert' } });
    expect(execution).toMatchObject({ id: 'execution-1', status: 'pending', workflowId: workflow.id, workflowVersion: 1, requestedBy: owner.subject, correlationId: owner.correlationId, alertId: 'a1' });
    expect(work.events).toEqual([
      { type: 'automation.execution.requested', aggregateId: 'execution-1', data: { execution_id: 'execution-1', request_key: null, workflow_id: workflow.id, workflow_version: 1, alert_id: 'a1' } },
      { type: 'automation.execution.check_due', aggregateId: 'check:execution-1', data: { execution_id: 'execution-1', round: 1 }, availableAt: new Date(noon.getTime() + 60_000) },
    ]);
    expect(work.entries.map(({ action }) => action)).toEqual(['automation.execution.requested']);
  });

  test('finds the execution of a request key, whatever else is asked for', async () => {
    const { work, request, asked } = await setup();
    const first = await request(owner, { ...asked, requestKey: 'r1' });
    expect(await request(owner, { ...asked, requestKey: 'r1', input: 'other', workflowId: 'gone' as WorkflowId })).toEqual(first);
    expect(work.events.filter(({ type }) => type.endsWith('requested'))).toHaveLength(1);
  });

  test('runs the version that is asked for, or the current one', async () => {
    const { work, workflow, request, asked } = await setup();
    const next = nextVersion(workflow, draft, owner, noon);
    await work.run(owner, ({ workflows }) => workflows.saveVersion(next.workflow, next.version));
    expect(await request(owner, asked)).toMatchObject({ workflowVersion: 2 });
    expect(await request(owner, { ...asked, version: 1 })).toMatchObject({ workflowVersion: 1 });
    await expect(request(owner, { ...asked, version: 3 })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('refuses an archived workflow, and an input that a history could not carry', async () => {
    const { work, workflow, request, asked } = await setup();
    await expect(request(owner, { ...asked, input: 'x'.repeat(513 * 1024) })).rejects.toMatchObject({ code: 'invalid' });
    await work.run(owner, ({ workflows }) => workflows.saveState(archive(workflow, owner, noon)));
    await expect(request(owner, asked)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('refuses a workflow that is disabled, and one that nobody has published', async () => {
    const { work, workflow, request, asked } = await setup();
    await work.run(owner, ({ workflows }) => workflows.saveState(setEnabled(workflow, false, owner, noon)));
    await expect(request(owner, asked)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('disabled') });
    const unpublished = newWorkflow('w2' as WorkflowId, { ...draft, name: 'other' }, owner, noon);
    await work.run(owner, ({ workflows }) => workflows.add(unpublished));
    await expect(request(owner, { ...asked, workflowId: unpublished.id })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('no published version') });
  });
});
