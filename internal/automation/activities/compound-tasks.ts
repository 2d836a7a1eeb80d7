import type { Json } from '#internal/kernel';
import { isFunctionCall, type ForTask, type WaitTask } from '../domain/definition.ts';
import { durationMs } from '../domain/duration.ts';
import { wrappedProgram } from '../domain/expression-syntax.ts';
import { matchesFilter } from '../domain/definition-problem.ts';
import type { ConditionInput, ConditionResult, DecideInput, DecideResult, EnterInput, EnterResult, LeaveInput, LeaveResult } from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { Evaluator } from './evaluator.ts';
import { log, stepOfRun } from './step-log.ts';
import { taskEvaluator } from './task-evaluator.ts';
import { orProblem, taskProblem } from './task-problem.ts';

/** Before a task that the interpreter itself runs: its condition, its input and what it needs to run. */
export async function enterTask(deps: ActivityDeps, { execution, baggage, run, ...start }: EnterInput): Promise<EnterResult> {
  const { task } = run;
  const outside = taskEvaluator(deps, execution, run, start);
  const entered = await orProblem(async () => {
    if (!(await outside.holds(task.if, start.data))) return undefined;
    const input = await outside.input(task.input, start.data);
    const inside = outside.with({ input });
    if ('wait' in task) return { input, waitMs: await waitMs(inside, task, input, run.pointer) };
    if ('for' in task) return { input, items: await items(inside, task, input, run.pointer) };
    if (isFunctionCall(task)) return { input, ...(task.with && { arguments: await inside.template(task.with, input) }) };
    return { input };
  });

  const now = deps.clock.now();
  const step = 'error' in entered
    ? stepOfRun(run, now, { status: 'failed', input: start.data, error: entered.error })
    : stepOfRun(run, now, entered.result ? { status: 'running', input: entered.result.input } : { status: 'skipped' });
  await log(deps, execution, baggage, (actor) => deps.journal.step(actor, execution.executionId, step));
  if ('error' in entered) return entered;
  if (!entered.result) return { skipped: true };
  const { input, ...rest } = entered.result;
  return { ...rest, ...(task.input && { input }) };
}

async function waitMs(inside: Evaluator, { wait }: WaitTask, input: Json, pointer: string): Promise<number> {
  const program = typeof wait === 'string' ? wrappedProgram(wait) : undefined;
  const duration = program === undefined ? wait : await inside.program(program, input);
  const ms = typeof duration === 'string' || typeof duration === 'object' ? durationMs(duration as string) : undefined;
  if (ms === undefined) throw taskProblem('expression', pointer, `no duration from zero to a year: ${JSON.stringify(duration)}`);
  return ms;
}

async function items(inside: Evaluator, { for: { in: collection } }: ForTask, input: Json, pointer: string): Promise<readonly Json[]> {
  const found = await inside.shape(collection, input);
  if (!Array.isArray(found)) throw taskProblem('expression', pointer, `no list to go through: ${JSON.stringify(found).slice(0, 100)}`);
  return found as readonly Json[];
}

/** After such a task: its output and what it exports. */
export async function leaveTask(deps: ActivityDeps, { execution, baggage, run, input, output, ...start }: LeaveInput): Promise<LeaveResult> {
  const inside = taskEvaluator(deps, execution, run, start).with({ input });
  const left = await orProblem(async () => {
    const data = await inside.output(run.task.output, output);
    return { data, ...(run.task.export && { context: await inside.with({ output: data }).output(run.task.export, data, 'context') }) };
  });
  const step = 'error' in left ? { status: 'failed' as const, input, error: left.error } : { status: 'completed' as const, input, output: left.result.data, ...('context' in left.result && { context: left.result.context }) };
  await log(deps, execution, baggage, (actor) => deps.journal.step(actor, execution.executionId, stepOfRun(run, deps.clock.now(), step)));
  return 'error' in left ? left : left.result;
}

/** Whether a condition holds on data. */
export async function checkCondition(deps: ActivityDeps, { execution, baggage, run, condition, input, ...start }: ConditionInput): Promise<ConditionResult> {
  await log(deps, execution, baggage);
  const outside = taskEvaluator(deps, execution, run, start);
  const checked = await orProblem(() => (input === undefined ? outside : outside.with({ input })).holds(condition, start.data));
  return 'error' in checked ? checked : { holds: checked.result };
}

/** What a `catch` says to an error: whether it takes it, and whether its policy allows another try. */
export async function decideCatch(deps: ActivityDeps, { execution, baggage, run, variable, error, ...asked }: DecideInput): Promise<DecideResult> {
  await log(deps, execution, baggage);
  if (!matchesFilter(error, asked.filter)) return { caught: false, retry: false };
  const evaluator = taskEvaluator(deps, execution, run, { ...asked, bound: { ...asked.bound, error, [variable]: error } }).with({ input: asked.data });
  const allowed = async (when: string | undefined, exceptWhen: string | undefined): Promise<boolean> =>
    (await evaluator.holds(when, asked.data)) && (exceptWhen === undefined || !(await evaluator.holds(exceptWhen, asked.data)));
  const decided = await orProblem(async () => {
    const caught = await allowed(asked.when, asked.exceptWhen);
    return { caught, retry: caught && (await allowed(asked.retryWhen, asked.retryExceptWhen)) };
  });
  return 'error' in decided ? decided : decided.result;
}
