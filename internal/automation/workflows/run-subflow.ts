import { CancellationScope } from '@temporalio/workflow';
import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { ChildEnd, SubflowTask } from '../activities/exchange-contract.ts';
import { problem, type Problem } from '../domain/definition-problem.ts';
import { isObject } from '../domain/json-shape.ts';
import { awaitNews } from './await-news.ts';
import { cancelSubflow, lookAtSubflow, startSubflow } from './exchange-proxies.ts';
import type { ExecutionState } from './execution-state.ts';
import type { RunScope } from './run-scope.ts';
import { stopIfCancelled, taskData, type Ended } from './task-context.ts';
import { TaskFault, unlessFailed } from './task-fault.ts';

/**
 * Runs a `run: workflow` task: another execution, whose output is the task's and whose error is raised here. When this one is stopped the
 * child is cancelled, and what it did is undone before anything of ours. With `await: false` nobody waits, and the output is the input.
 */
export async function runSubflow(state: ExecutionState, run: TaskRun & { readonly task: SubflowTask }, input: Json, scope: RunScope): Promise<Ended> {
  const started = unlessFailed(await startSubflow({ ...state.envelope(), ...taskData(state, input, scope), run, input, key: `${run.path}:${run.attempt}` }));
  if (run.task.run.await === false) return { data: input };
  const childId = started.executionId;
  const ended = (): Promise<ChildEnd> => awaitNews(state, `child:${childId}`, async () => (await lookAtSubflow({ ...state.envelope(), childId })).end);
  let end: ChildEnd;
  try {
    stopIfCancelled();
    end = await ended();
    stopIfCancelled();
  } catch (error) {
    await CancellationScope.nonCancellable(async () => {
      await cancelSubflow({ ...state.envelope(), childId });
      await ended();
    });
    throw error;
  }
  if (end.status === 'completed') return { data: end.output ?? null };
  throw new TaskFault(faultOf(end, childId, run.pointer));
}

/** The child's error, raised where we stand. */
function faultOf({ status, error }: ChildEnd, childId: string, instance: string): Problem {
  const known = isObject(error) && typeof error['type'] === 'string' && typeof error['status'] === 'number' ? error : problem('runtime', instance, `execution ${childId} ended as ${status}`);
  return { ...(known as Problem), instance };
}
