import { conflict, invalid } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import { newExecution, type Execution, type ExecutionId, type ExecutionTerms } from '../domain/execution.ts';
import { executionChanged, executionCheckDue, executionRequested } from '../domain/execution-trail.ts';
import { expectExecutable, type WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export interface ExecutionRequest extends ExecutionTerms {
  readonly workflowId: WorkflowId;
  /** The current version when absent. */
  readonly version?: number;
}

export type RequestExecution = (actor: Actor, request: ExecutionRequest) => Promise<Execution>;

/** Characters of an input in JSON: requests are bounded, and every task of the execution may carry it along. */
export const LARGEST_INPUT = 512 * 1024;

/** Milliseconds after the request when we first look whether the engine still knows the execution. */
export const FIRST_CHECK_AFTER = 60_000;

/**
 * Accepts an execution; it starts as soon as the engine answers. A request key that was used before finds the execution of then, whatever
 * the rest of the request says. Throws `not_found` for an unknown workflow or version, `conflict` for a workflow that is archived, disabled or
 * not published, `invalid` for an input that is too large.
 */
export function requestExecution(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator }): RequestExecution {
  return (actor, { workflowId, version: wanted, ...terms }) =>
    deps.work.run(actor, async ({ workflows, executions, audit, outbox }) => {
      const known = terms.requestKey === undefined ? undefined : await executions.findByRequestKey(terms.requestKey);
      if (known) return known;

      if (JSON.stringify(terms.input).length > LARGEST_INPUT) throw invalid('/input', `is larger than ${LARGEST_INPUT} characters of JSON`);
      const workflow = await workflows.get(workflowId);
      expectExecutable(workflow);
      const version = await workflows.getVersion(workflowId, wanted ?? workflow.version);

      const now = deps.clock.now();
      const execution = newExecution(deps.ids.next() as ExecutionId, version, terms, actor, now);
      if (!(await executions.addUnlessKeyTaken(execution))) {
        const winner = terms.requestKey === undefined ? undefined : await executions.findByRequestKey(terms.requestKey);
        if (!winner) throw conflict('another request with the same key was just taken back: try again');
        return winner;
      }
      audit.record(executionChanged('requested', undefined, execution));
      outbox.publish(executionRequested(execution), executionCheckDue(execution, 1, new Date(now.getTime() + FIRST_CHECK_AFTER)));
      return execution;
    });
}
