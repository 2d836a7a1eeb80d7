import { randomUUID } from 'node:crypto';
import { asTenantId, systemActor, type Actor } from '#internal/kernel';
import { newExecution, start, type Execution, type ExecutionId, type ExecutionTerms } from '../domain/execution.ts';
import { firstVersion, type WorkflowDraft, type WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from './automation-unit-of-work.ts';

export const noon = new Date('2026-03-01T12:00:00.000Z');
export const draft: WorkflowDraft = { name: 'restart', description: 'Restarts the sample', definition: { do: [{ restart: { set: { z: 1, a: 2 } } }] } };

/** Somebody of a tenant that nobody else uses. */
export const anybody = (): Actor =>
  systemActor(asTenantId(randomUUID()), 'test', { correlationId: randomUUID().replaceAll('-', ''), via: 'test' });

/** Stores a workflow for an actor's tenant. */
export async function storedWorkflow(work: AutomationUnitOfWork, owner: Actor, change: Partial<WorkflowDraft> = {}, createdAt = noon) {
  const made = firstVersion(randomUUID() as WorkflowId, { ...draft, ...change }, owner, createdAt);
  await work.run(owner, ({ workflows }) => workflows.add(made.workflow, made.version));
  return made;
}

/** Stores a pending execution, with its workflow unless one is given. */
export async function storedExecution(
  work: AutomationUnitOfWork,
  owner: Actor,
  terms: Partial<ExecutionTerms> = {},
  made?: Awaited<ReturnType<typeof storedWorkflow>>,
  createdAt = noon,
): Promise<Execution> {
  const { version } = made ?? (await storedWorkflow(work, owner, { name: randomUUID() }));
  const execution = newExecution(randomUUID() as ExecutionId, version, { input: {}, compensateOnIneffective: false, ...terms }, owner, createdAt);
  await work.run(owner, ({ executions }) => executions.addUnlessKeyTaken(execution));
  return execution;
}

/** Stores an execution whose first task is about to run. */
export async function runningExecution(work: AutomationUnitOfWork, owner: Actor): Promise<Execution> {
  const running = start(await storedExecution(work, owner), 'run-1', noon);
  await work.run(owner, ({ executions }) => executions.save(running));
  return { ...running, version: 2 };
}

/** What the unit of work itself promises, whatever it stores. */
export function automationContract(name: string, open: () => AutomationUnitOfWork): void {
  describe(`${name} is one unit of work`, () => {
    test('a throw takes everything back', async () => {
      const [work, owner] = [open(), anybody()];
      const { workflow, version } = firstVersion(randomUUID() as WorkflowId, draft, owner, noon);
      const failing = work.run(owner, async ({ workflows, outbox }) => {
        await workflows.add(workflow, version);
        outbox.publish({ type: 'automation.test.happened', aggregateId: workflow.id, data: {} });
        throw new Error('crash');
      });
      await expect(failing).rejects.toThrow('crash');
      await expect(work.read(owner, ({ workflows }) => workflows.get(workflow.id))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('a run inside a run joins it: both commit or none', async () => {
      const [work, owner] = [open(), anybody()];
      const { workflow, version } = firstVersion(randomUUID() as WorkflowId, draft, owner, noon);
      const failing = work.run(owner, async () => {
        await work.run(owner, ({ workflows }) => workflows.add(workflow, version));
        throw new Error('crash');
      });
      await expect(failing).rejects.toThrow('crash');
      await expect(work.read(owner, ({ workflows }) => workflows.get(workflow.id))).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}
