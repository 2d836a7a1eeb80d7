import type { Actor } from '#internal/kernel';
import type { Approval } from '../domain/approval.ts';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { hasEnded, type Execution, type ExecutionId } from '../domain/execution.ts';
import { executionTree, type RecordedStep, type TreeNode } from '../domain/execution-tree.ts';
import { Reruns } from '../domain/rerun.ts';
import type { StepRecord } from '../domain/step-record.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { MOST_STEPS } from './get-execution.ts';

export interface ExecutionWithTree {
  readonly execution: Execution;
  readonly tasks: readonly TreeNode[];
  /** Why no rerun can begin with the step of this path; undefined when one can. */
  readonly rerunRefusal: (path: string) => string | undefined;
}
export type GetExecutionTree = (actor: Actor, id: ExecutionId) => Promise<ExecutionWithTree>;

/**
 * An execution and its last steps, as the tree of their tasks, each with the approval that it asked for and the execution that it started. A
 * task that still waits for its approval has no step yet; it is shown as an `approval`. Throws `not_found`.
 */
export function getExecutionTree(deps: { readonly work: AutomationUnitOfWork }): GetExecutionTree {
  return (actor, id) =>
    deps.work.read(actor, async ({ executions, approvals, workflows }) => {
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
      const { definition } = await workflows.getVersion(execution.workflowId, execution.workflowVersion);
      return { execution, tasks: executionTree([...linked, ...waiting.map(waitingStep)]), rerunRefusal: refusals(execution, definition as unknown as WorkflowDefinition, steps) };
    });
}

function refusals({ status, input, rerunFrom }: Execution, definition: WorkflowDefinition, steps: readonly StepRecord[]): ExecutionWithTree['rerunRefusal'] {
  if (!hasEnded({ status })) return () => `the execution is ${status}: only one that has ended is run again`;
  if (steps.length >= MOST_STEPS) return () => 'the execution has more steps than are looked at here';
  const reruns = new Reruns({ definition, input, runs: steps, ...(rerunFrom && { rerunFrom }) });
  return (path) => reruns.refusal(path);
}

function waitingStep({ id, key, taskName, createdAt }: Approval): RecordedStep {
  const mark = key.lastIndexOf(':');
  return { path: key.slice(0, mark), attempt: Number(key.slice(mark + 1)), name: taskName, kind: 'approval', status: 'running', startedAt: createdAt, approvalId: id };
}
