import { conflict } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator, Json } from '#internal/kernel';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { hasEnded, newExecution, type Execution, type ExecutionId } from '../domain/execution.ts';
import { executionChanged, executionCheckDue, executionRequested } from '../domain/execution-trail.ts';
import { Reruns } from '../domain/rerun.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import { FIRST_CHECK_AFTER } from './request-execution.ts';

export interface RerunRequest {
  /** Path of a step: of a task of the outermost list, or of one inside of it. */
  readonly from: string;
  /** Instead of the data that the task got. */
  readonly input?: Json;
}

export type RerunExecution = (actor: Actor, id: ExecutionId, request: RerunRequest) => Promise<Execution>;

/** Steps of an execution that are looked at: every one that it may have. */
const ALL_STEPS = 1_000_000;

/**
 * A new execution of the same version, linked to one that has ended, which begins at one of its tasks with what is on record; the tasks before
 * it are shown as skipped. What is undone when it fails is what it has done itself. Throws `conflict` for an execution that is open and where
 * the record does not say enough, `invalid` for the path of no task.
 */
export function rerunExecution(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator }): RerunExecution {
  return (actor, id, { from, input }) =>
    deps.work.run(actor, async ({ executions, workflows, audit, outbox }) => {
      const old = await executions.get(id);
      if (!hasEnded(old)) throw conflict(`execution ${id} is ${old.status}: only one that has ended is run again`);
      const version = await workflows.getVersion(old.workflowId, old.workflowVersion);
      const definition = version.definition as unknown as WorkflowDefinition;
      const steps = await executions.steps(id, ALL_STEPS);
      const reruns = new Reruns({ definition, input: old.input, runs: steps, ...(old.rerunFrom && { rerunFrom: old.rerunFrom }) });
      const { place: rerunFrom, leftOut } = reruns.place(from, input);

      const { input: given, compensateOnIneffective, verification, timeoutSeconds, priority, target, alertId, causationDepth } = old;
      const terms = { input: given, compensateOnIneffective, ...present({ verification, timeoutSeconds, priority, target, alertId, causationDepth }) };
      const now = deps.clock.now();
      const execution: Execution = { ...newExecution(deps.ids.next() as ExecutionId, version, terms, actor, now), rerunOf: id, rerunFrom };
      await executions.addUnlessKeyTaken(execution);
      for (const { path, name, kind } of leftOut) await executions.putStep(execution.id, { path, name, kind, attempt: 1, status: 'skipped', startedAt: now, finishedAt: now });
      audit.record(executionChanged('requested', undefined, execution));
      outbox.publish(executionRequested(execution), executionCheckDue(execution, 1, new Date(now.getTime() + FIRST_CHECK_AFTER)));
      return execution;
    });
}

type Present<Values> = { readonly [Name in keyof Values]?: NonNullable<Values[Name]> };
const present = <Values extends object>(values: Values): Present<Values> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<Values>;
