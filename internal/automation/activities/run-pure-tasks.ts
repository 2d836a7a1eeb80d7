import type { Json } from '#internal/kernel';
import { entryOf, extensionsOf, type ErrorTemplate, type SwitchTask } from '../domain/definition.ts';
import type { Problem } from '../domain/definition-problem.ts';
import type { StepRecord } from '../ports/execution-journal.ts';
import type { ExecutionRef, PureTasksInput, PureTasksResult, TaskData, TaskRun } from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { log, stepOfRun } from './step-log.ts';
import { taskEvaluator } from './task-evaluator.ts';
import { orProblem, TaskProblem } from './task-problem.ts';

interface PureRun {
  readonly skipped?: true;
  readonly input: Json;
  readonly data: Json;
  readonly context?: Json;
  readonly then?: string;
}

/** Runs tasks that touch nothing but data, one after another, and journals them all in one transaction. */
export async function runPureTasks(deps: ActivityDeps, { execution, baggage, runs, ...start }: PureTasksInput): Promise<PureTasksResult> {
  const steps: StepRecord[] = [];
  let result: PureTasksResult = { data: start.data, ran: 0 };
  for (const run of runs) {
    const ran = await orProblem(() => runPureTask(deps, execution, run, { ...start, ...result }));
    if ('error' in ran) {
      steps.push(stepOfRun(run, deps.clock.now(), { status: 'failed', input: result.data, error: ran.error }));
      result = { ...result, error: ran.error };
      break;
    }
    const { skipped, input, data, context: exported, then } = ran.result;
    const context = exported ?? result.context;
    steps.push(stepOfRun(run, deps.clock.now(), skipped ? { status: 'skipped' } : { status: 'completed', input, output: data, ...(exported !== undefined && { context: exported }) }));
    result = { data, ran: result.ran + 1, ...(context !== undefined && { context }), ...(extensionsOf(run.task).compensate && { input }), ...(then !== undefined && { then }), ...(skipped && { skipped }) };
  }
  await log(deps, execution, baggage, async (actor) => {
    for (const step of steps) await deps.journal.step(actor, execution.executionId, step);
  });
  return result;
}

async function runPureTask(deps: ActivityDeps, execution: ExecutionRef, run: TaskRun, start: TaskData): Promise<PureRun> {
  const { task } = run;
  const outside = taskEvaluator(deps, execution, run, start);
  if (!(await outside.holds(task.if, start.data))) return { data: start.data, input: start.data, then: 'continue', skipped: true };
  const input = await outside.input(task.input, start.data);
  const inside = outside.with({ input });

  let raw: Json = input;
  let then: string | undefined;
  if ('raise' in task) throw new TaskProblem(await raised((template) => inside.template(template, input), task.raise.error as ErrorTemplate, run.pointer));
  if ('set' in task) raw = await inside.template(task.set, input);
  if ('switch' in task) then = await chosen((when) => inside.holds(when, input), task);

  const data = await inside.output(task.output, raw);
  const context = task.export && (await inside.with({ output: data }).output(task.export, data, 'context'));
  return { data, input, ...(context !== undefined && { context }), ...(then !== undefined && { then }) };
}

/** The directive of the first case that matches; cases are tried in order, the one without a condition last. */
export async function chosen(holds: (when: string) => Promise<boolean>, task: SwitchTask): Promise<string | undefined> {
  const cases = task.switch.map((item) => entryOf(item)[1]);
  for (const { when, then } of cases) {
    if (when !== undefined && (await holds(when))) return then;
  }
  return cases.find(({ when }) => when === undefined)?.then;
}

/** The error of a `raise`, whose template `fill` evaluates. */
export async function raised(fill: (template: Json) => Promise<Json>, template: ErrorTemplate, pointer: string): Promise<Problem> {
  const error = (await fill(template as unknown as Json)) as unknown as ErrorTemplate;
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return {
    type: text(error.type),
    status: error.status,
    ...(error.title !== undefined && { title: text(error.title) }),
    ...(error.detail !== undefined && { detail: text(error.detail) }),
    // Where it was raised is for the interpreter to say: the specification lets it overrule the definition.
    instance: pointer,
  };
}
