import { durationMs } from '../domain/duration.ts';
import { wrappedProgram } from '../domain/expression-syntax.ts';
import { matchesFilter } from '../domain/definition-problem.ts';
import type { DecideInput, DecideResult, EnterInput, EnterResult, LeaveInput, LeaveResult } from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { Evaluator } from './evaluator.ts';
import { log, stepOfRun } from './step-log.ts';
import { orProblem, taskProblem } from './task-problem.ts';

/** Before a task that the interpreter itself runs (`do`, `try`, `wait`): its condition, its input and how long to wait. */
export async function enterTask(deps: ActivityDeps, { execution, baggage, run, ...start }: EnterInput): Promise<EnterResult> {
  const { task } = run;
  const outside = Evaluator.ofTask(deps.expressions, run, start);
  const entered = await orProblem(async () => {
    if (!(await outside.holds(task.if, start.data))) return undefined;
    const input = await outside.input(task.input, start.data);
    if (!('wait' in task)) return { input };

    const program = typeof task.wait === 'string' ? wrappedProgram(task.wait) : undefined;
    const duration = program === undefined ? task.wait : await outside.with({ input }).program(program, input);
    const waitMs = typeof duration === 'string' || typeof duration === 'object' ? durationMs(duration as string) : undefined;
    if (waitMs === undefined) throw taskProblem('expression', run.pointer, `no duration from zero to a year: ${JSON.stringify(duration)}`);
    return { input, waitMs };
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

/** After such a task: its output and what it exports. */
export async function leaveTask(deps: ActivityDeps, { execution, baggage, run, input, output, ...start }: LeaveInput): Promise<LeaveResult> {
  const inside = Evaluator.ofTask(deps.expressions, run, start).with({ input });
  const left = await orProblem(async () => {
    const data = await inside.output(run.task.output, output);
    return { data, ...(run.task.export && { context: await inside.with({ output: data }).output(run.task.export, data, 'context') }) };
  });
  const step = 'error' in left ? { status: 'failed' as const, input, error: left.error } : { status: 'completed' as const, input, output: left.result.data };
  await log(deps, execution, baggage, (actor) => deps.journal.step(actor, execution.executionId, stepOfRun(run, deps.clock.now(), step)));
  return 'error' in left ? left : left.result;
}

/** What a `catch` says to an error: whether it takes it, and whether its policy allows another try. */
export async function decideCatch(deps: ActivityDeps, { execution, baggage, run, variable, error, ...asked }: DecideInput): Promise<DecideResult> {
  await log(deps, execution, baggage);
  if (!matchesFilter(error, asked.filter)) return { caught: false, retry: false };
  const evaluator = Evaluator.ofTask(deps.expressions, run, { ...asked, bound: { ...asked.bound, error, [variable]: error } }).with({ input: asked.data });
  const allowed = async (when: string | undefined, exceptWhen: string | undefined): Promise<boolean> =>
    (await evaluator.holds(when, asked.data)) && (exceptWhen === undefined || !(await evaluator.holds(exceptWhen, asked.data)));
  const decided = await orProblem(async () => {
    const caught = await allowed(asked.when, asked.exceptWhen);
    return { caught, retry: caught && (await allowed(asked.retryWhen, asked.retryExceptWhen)) };
  });
  return 'error' in decided ? decided : decided.result;
}
