import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { ForkTask } from '../domain/definition.ts';
import { problem } from '../domain/definition-problem.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import type { ExecutionState } from './execution-state.ts';
import { whenNotPaused } from './paused-execution.ts';
import { placeOf, type RunScope } from './run-scope.ts';
import { stopIfCancelled, type Ended, type NamedTask, type RunList, type RunOne } from './task-context.ts';
import { TaskFault, taskFault } from './task-fault.ts';
import { taskAt } from './task-run.ts';
import { undoSteps } from './undo-steps.ts';

interface Branch {
  readonly scope: CancellationScope;
  readonly named: NamedTask;
  /** What it registered to be undone. */
  readonly registered: Set<string>;
  ended?: Ended;
  failure?: unknown;
}

/**
 * Runs branches at the same time. Joined, the output is that of every branch, in the order of the definition; the first fault stops the others
 * and is the task's. Competing, the first branch to complete wins and its output is the task's; faults count only when nobody completes, and
 * a branch that is skipped does not compete. A branch that is stopped because another has won is undone at once, as far as it went: its
 * effect is not wanted. So is every other branch when one says `end`.
 */
export async function runFork(state: ExecutionState, run: TaskRun, { fork }: ForkTask, input: Json, scope: RunScope, runs: { readonly runOne: RunOne; readonly runList: RunList }): Promise<Ended> {
  const branches = fork.branches.map((_, index): Branch => ({
    scope: new CancellationScope(), named: taskAt(fork.branches, index, pointerTo(run.pointer, 'fork', 'branches')), registered: new Set(),
  }));
  let deciding: Branch | undefined;
  const decide = (branch: Branch): void => {
    deciding = branch;
    for (const other of branches) if (other !== branch) other.scope.cancel();
  };
  const follow = async (branch: Branch): Promise<void> => {
    const inside: RunScope = { ...scope, branches: [...(scope.branches ?? []), branch.registered] };
    try {
      const ended = await branch.scope.run(async () => {
        const paused = whenNotPaused(state, inside);
        if (paused) await paused;
        return runs.runOne(state, branch.named, input, inside);
      });
      branch.ended = ended;
      if (!deciding && (ended.then === 'end' || (fork.compete && !ended.skipped))) decide(branch);
    } catch (error) {
      if (deciding && isCancellation(error)) return;
      branch.failure = error;
      if (!deciding && !(fork.compete && error instanceof TaskFault)) decide(branch);
    }
  };
  await Promise.all(branches.map(follow));
  stopIfCancelled();
  const ended = await conclude(state, run, branches, deciding, scope, runs.runList);
  return ended ?? { data: fork.compete ? input : branches.map((branch) => branch.ended?.data ?? null) };
}

/** How the branch that decided ends the task; undefined when none did. */
async function conclude(state: ExecutionState, run: TaskRun, branches: readonly Branch[], deciding: Branch | undefined, scope: RunScope, runList: RunList): Promise<Ended | undefined> {
  const failed = deciding ?? branches.find(({ failure, ended }) => failure !== undefined && !ended);
  const stopped = deciding ? branches.filter((branch) => branch !== deciding) : [];
  state.giveUpTickets(...stopped.map(({ named }) => placeOf(scope, named.pointer)));
  if (deciding?.ended) {
    await undoStopped(state, run, stopped, runList);
    stopIfCancelled();
    const { data, then } = deciding.ended;
    return { data, ...(then === 'end' && { then }) };
  }
  if (failed) throw failed.failure;
  return undefined;
}

/** Undoes what stopped branches have done, newest first, while the execution goes on. Raises a fault when something could not be undone. */
async function undoStopped(state: ExecutionState, { pointer }: TaskRun, stopped: readonly Branch[], runList: RunList): Promise<void> {
  const registered = new Set(stopped.flatMap((branch) => [...branch.registered]));
  const cause = problem('runtime', pointer, 'another branch has decided');
  const { failed } = await CancellationScope.nonCancellable(() => undoSteps(state, cause, runList, { only: (key) => registered.has(key) }));
  if (failed.length === 0) return;
  throw taskFault('runtime', pointer, 'a branch that was stopped could not be undone');
}
