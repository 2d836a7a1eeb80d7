import { sleep } from '@temporalio/workflow';
import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { Catch, RetryPolicy, TryTask } from '../domain/definition.ts';
import { errorVariable } from '../domain/definition-tasks.ts';
import { durationMs } from '../domain/duration.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import { matchesFilter, type Problem } from '../domain/definition-problem.ts';
import { retryDelayMs, retryPolicy } from '../domain/retry-policy.ts';
import { decideCatch, type ExecutionState } from './execution-state.ts';
import type { Frame } from './position.ts';
import { placeOf, type RunScope } from './run-scope.ts';
import { stopIfCancelled, taskData, type Ended, type RunList } from './task-context.ts';
import { TaskFault, taskFault, unlessFailed } from './task-fault.ts';
import { withTimeLimit } from './time-limit.ts';

interface TryFrame extends Frame {
  readonly kind: 'try';
  /** Of the attempt that runs, from 1. */
  attempt: number;
  readonly begun: number;
  /** When the time of the attempt is up, in milliseconds. */
  until?: number | undefined;
  /** What its handler handles. */
  caught?: Problem;
}

/** Runs the tasks of a `try` until they succeed, its policy allows no more, or an error comes that it does not catch. */
export function runTry(state: ExecutionState, run: TaskRun, task: TryTask, input: Json, scope: RunScope, runList: RunList): Promise<Ended> {
  const policy = retryPolicy(task.catch.retry, state.definition.use);
  const inside: RunScope = { ...scope, mayRetry: scope.mayRetry || policy !== undefined };
  const limit = attemptLimit(policy);
  const late = () => taskFault('timeout', run.pointer, `the attempt took longer than ${limit ?? 0} ms`);
  return state.position.within<TryFrame, Ended>({ kind: 'try', attempt: 1, begun: Date.now() }, async (frame) => {
    if (frame.caught) return handle(state, run, task.catch, frame.caught, input, scope, runList);
    for (; ; frame.attempt += 1) {
      try {
        if (limit !== undefined) frame.until ??= Date.now() + limit;
        const left = frame.until === undefined ? undefined : Math.max(1, frame.until - Date.now());
        return await withTimeLimit(left, () => runList(state, task.try, pointerTo(run.pointer, 'try'), input, inside), late);
      } catch (error) {
        if (!(error instanceof TaskFault)) throw error;
        frame.until = undefined;
        const answer = await decide(state, run, task.catch, error.problem, policy, input, scope);
        if (!answer.caught) throw error;
        const delay = policy && answer.retry ? retryDelayMs(policy, frame.attempt, Date.now() - frame.begun, Math.random()) : undefined;
        if (delay !== undefined) {
          if (delay > 0) await sleep(delay);
          continue;
        }
        if (!scope.mayRetry && !scope.undoing) state.giveUpTickets(placeOf(scope, run.pointer));
        // A policy without a handler promises a retry, not silence.
        if (policy && !task.catch.do) throw error;
        frame.caught = error.problem;
        return await handle(state, run, task.catch, error.problem, input, scope, runList);
      }
    }
  });
}

async function handle(state: ExecutionState, run: TaskRun, handler: Catch, error: Problem, input: Json, scope: RunScope, runList: RunList): Promise<Ended> {
  const bound = { ...scope.bound, [errorVariable(handler)]: error };
  const handled = await runList(state, handler.do ?? [], pointerTo(run.pointer, 'catch', 'do'), input, { ...scope, bound });
  return { ...handled, ...(handled.then === undefined && handler.then !== undefined && { then: handler.then }) };
}

/** Asks an activity only where there is an expression to evaluate. */
async function decide(state: ExecutionState, run: TaskRun, handler: Catch, error: Problem, policy: RetryPolicy | undefined, input: Json, scope: RunScope): Promise<{ readonly caught: boolean; readonly retry: boolean }> {
  const filter = handler.errors?.with;
  if (!matchesFilter(error, filter)) return { caught: false, retry: false };
  const conditions = {
    ...(handler.when !== undefined && { when: handler.when }),
    ...(handler.exceptWhen !== undefined && { exceptWhen: handler.exceptWhen }),
    ...(policy?.when !== undefined && { retryWhen: policy.when }),
    ...(policy?.exceptWhen !== undefined && { retryExceptWhen: policy.exceptWhen }),
  };
  if (Object.keys(conditions).length === 0) return { caught: true, retry: true };
  const variable = errorVariable(handler);
  const answer = await decideCatch({ ...state.envelope(), ...taskData(state, input, scope), run, variable, error, ...(filter && { filter }), ...conditions });
  stopIfCancelled();
  return unlessFailed(answer);
}

const attemptLimit = (policy: RetryPolicy | undefined): number | undefined => {
  const duration = policy?.limit?.attempt?.duration;
  return duration === undefined ? undefined : durationMs(duration);
};
