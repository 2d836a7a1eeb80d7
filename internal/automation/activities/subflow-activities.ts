import { AppError } from '#pkg/apperror';
import type { ActivityDeps } from './activity-deps.ts';
import type { ChildInput, StartChildInput, StartChildResult, ChildEnd } from './exchange-contract.ts';
import { interpreterActor, log } from './step-log.ts';
import { taskEvaluator } from './task-evaluator.ts';
import { orProblem, taskProblem } from './task-problem.ts';

/** Asks for the execution of a `run: workflow`. Without an `input` of its own the child gets that of the task. */
export async function startSubflow(deps: ActivityDeps, { execution, baggage, run, input, key, ...start }: StartChildInput): Promise<StartChildResult> {
  const { workflow } = run.task.run;
  await log(deps, execution, baggage);
  const started = await orProblem(async () => {
    const inside = taskEvaluator(deps, execution, run, start).with({ input });
    const given = workflow.input === undefined ? input : await inside.template(workflow.input, input);
    try {
      return await deps.exchange.startChild(interpreterActor(execution), execution.executionId, key, workflow, given);
    } catch (error) {
      if (error instanceof AppError && ['invalid', 'not_found', 'conflict'].includes(error.code)) throw taskProblem('configuration', run.pointer, `${workflow.namespace}/${workflow.name} ${workflow.version} cannot run: ${error.message}`);
      throw error;
    }
  });
  return 'error' in started ? started : started.result;
}

/** How the child ended; undefined while it runs. */
export async function lookAtSubflow(deps: ActivityDeps, { execution, baggage, childId }: ChildInput): Promise<{ readonly end?: ChildEnd }> {
  await log(deps, execution, baggage);
  const end = await deps.exchange.childEnd(interpreterActor(execution), childId);
  return end ? { end } : {};
}

export async function cancelSubflow(deps: ActivityDeps, { execution, baggage, childId }: ChildInput): Promise<void> {
  await log(deps, execution, baggage);
  await deps.exchange.cancelChild(interpreterActor(execution), childId);
}
