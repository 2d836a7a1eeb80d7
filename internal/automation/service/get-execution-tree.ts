import type { Actor } from '#internal/kernel';
import type { Approval } from '../domain/approval.ts';
import type { Execution, ExecutionId } from '../domain/execution.ts';
import { executionTree, type RecordedStep, type TreeNode } from '../domain/execution-tree.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { MOST_STEPS } from './get-execution.ts';

export interface ExecutionWithTree {
  readonly execution: Execution;
  readonly tasks: readonly TreeNode[];
}
export type GetExecutionTree = (actor: Actor, id: ExecutionId) => Promise<ExecutionWithTree>;

/**
 * An execution and its last steps, as the tree of their tasks, each with the approval that it asked for and the execution that it started. A
 * task that still waits for its approval has no step yet; it is shown as an `approval`. Throws `not_found`.
 */
export function getExecutionTree(deps: { readonly work: AutomationUnitOfWork }): GetExecutionTree {
  return (actor, id) =>
    deps.work.read(actor, async ({ executions, approvals }) => {
      const execution = await executions.get(id);
      const steps = await executions.steps(id, MOST_STEPS);
      const asked = new Map((await approvals.list({ executionId: id }, { limit: MOST_STEPS })).items.map((approval) => [approval.key, approval]));
      const children = new Map((await executions.list({ parentExecutionId: id }, { limit: MOST_STEPS })).items.map((child) => [child.requestKey, child.id]));
      const linked = steps.map((step): RecordedStep => {
        const key = `${step.path}:${step.attempt}`;
        const [approval, child] = [asked.get(key), children.get(`${id}:${key}`)];
        return { ...step, ...(approval && { approvalId: approval.id }), ...(child !== undefined && { childExecutionId: child }) };
      });
      const begun = new Set(steps.map(({ path, attempt }) => `${path}:${attempt}`));
      const waiting = [...asked.values()].filter(({ key, status }) => status === 'pending' && !begun.has(key));
      return { execution, tasks: executionTree([...linked, ...waiting.map(waitingStep)]) };
    });
}

function waitingStep({ id, key, taskName, createdAt }: Approval): RecordedStep {
  const mark = key.lastIndexOf(':');
  return { path: key.slice(0, mark), attempt: Number(key.slice(mark + 1)), name: taskName, kind: 'approval', status: 'running', startedAt: createdAt, approvalId: id };
}
