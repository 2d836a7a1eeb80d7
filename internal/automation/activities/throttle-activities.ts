import { extensionsOf, type Throttle } from '../domain/definition.ts';
import { durationMs } from '../domain/duration.ts';
import type { ThrottleRequest } from '../ports/throttles.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { interpreterActor, log, stepOfRun } from './step-log.ts';
import { taskEvaluator } from './task-evaluator.ts';
import { orProblem, taskProblem } from './task-problem.ts';
import type { AcquireInput, AcquireResult, SlotInput, ThrottleActivities } from './throttle-contract.ts';

/** Longest key of a throttle, in UTF-16 units. */
const MAX_KEY_LENGTH = 500;

/** What throttled tasks do before and after they run. */
export const throttleActivities = (deps: ActivityDeps): ThrottleActivities => ({
  acquireSlot: (input: AcquireInput) => acquireSlot(deps, input),
  renewSlot: async ({ execution, baggage, key, holder }: SlotInput) => {
    await log(deps, execution, baggage);
    await deps.throttles.renew(interpreterActor(execution), key, holder);
  },
  releaseSlot: async ({ execution, baggage, key, holder }: SlotInput) => {
    await log(deps, execution, baggage);
    await deps.throttles.release(interpreterActor(execution), key, holder);
  },
});

async function acquireSlot(deps: ActivityDeps, { execution, baggage, run, holder, ...start }: AcquireInput): Promise<AcquireResult> {
  const outside = taskEvaluator(deps, execution, run, start);
  const { throttle } = extensionsOf(run.task);
  const asked = await orProblem(async () => {
    if (!throttle || !(await outside.holds(run.task.if, start.data))) return undefined;
    const input = await outside.input(run.task.input, start.data);
    const key = await outside.with({ input }).template(throttle.key, input);
    const text = typeof key === 'string' ? key : JSON.stringify(key);
    if (text.length === 0 || text.length > MAX_KEY_LENGTH) throw taskProblem('expression', run.pointer, `the key of a throttle must have 1 to ${MAX_KEY_LENGTH} characters`);
    return text;
  });
  if ('error' in asked) {
    await log(deps, execution, baggage, (actor) => deps.journal.step(actor, execution.executionId, stepOfRun(run, deps.clock.now(), { status: 'failed', input: start.data, error: asked.error })));
    return asked;
  }
  const key = asked.result;
  if (key === undefined || !throttle) {
    await log(deps, execution, baggage);
    return { skipped: true };
  }
  const answer = await deps.throttles.acquire(interpreterActor(execution), { key, holder, ...limits(throttle) });
  // The step shows that the task is there, though it has not begun yet.
  await log(deps, execution, baggage, (actor) => deps.journal.step(actor, execution.executionId, stepOfRun(run, deps.clock.now(), { status: 'running', input: start.data })));
  return answer.granted ? { key } : { key, retryMs: answer.retryMs };
}

const limits = ({ concurrency, rate }: Throttle): Pick<ThrottleRequest, 'concurrency' | 'rate'> => ({
  ...(concurrency !== undefined && { concurrency }),
  ...(rate && { rate: { limit: rate.limit, perMs: durationMs(rate.per) ?? 0 } }),
});
