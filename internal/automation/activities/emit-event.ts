import type { ErrorDetail } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { cloudEventOf, PRODUCT_SOURCES, type CloudEvent } from '../domain/cloud-event.ts';
import { extensionsOf } from '../domain/definition.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { EmitInput, EmitResult } from './exchange-contract.ts';
import { log, stepOfRun } from './step-log.ts';
import { taskEvaluator } from './task-evaluator.ts';
import { orProblem, taskProblem } from './task-problem.ts';

/**
 * Builds the event of an `emit`, and stores it with the task's step. What the definition leaves out is the same for every attempt, so that a
 * repeated activity stores the event once: the id names the run, the source the workflow, the time is when the task began.
 */
export async function emitEvent(deps: ActivityDeps, { execution, baggage, run, document, ...start }: EmitInput): Promise<EmitResult> {
  const { task } = run;
  const outside = taskEvaluator(deps, execution, run, start);
  const emitted = await orProblem(async () => {
    if (!(await outside.holds(task.if, start.data))) return undefined;
    const input = await outside.input(task.input, start.data);
    const inside = outside.with({ input });
    const written = (await inside.template(task.emit.event.with as Json, input)) as JsonObject;
    const event = complete(written, run.pointer, {
      id: `${execution.executionId}:${run.path}:${run.attempt}`,
      source: `${PRODUCT_SOURCES}workflow:${document.namespace}:${document.name}`,
      time: new Date(run.startedAt).toISOString(),
    });
    const data = await inside.output(task.output, event);
    const context = task.export && (await inside.with({ output: data }).output(task.export, data, 'context'));
    return { input, event, data, context };
  });

  const now = deps.clock.now();
  await log(deps, execution, baggage, async (actor) => {
    if ('error' in emitted) return deps.journal.step(actor, execution.executionId, stepOfRun(run, now, { status: 'failed', input: start.data, error: emitted.error }));
    if (!emitted.result) return deps.journal.step(actor, execution.executionId, stepOfRun(run, now, { status: 'skipped' }));
    const { input, event, data, context } = emitted.result;
    await deps.exchange.emit(actor, execution.executionId, event);
    await deps.journal.step(actor, execution.executionId, stepOfRun(run, now, { status: 'completed', input, output: data, ...(context !== undefined && { context }) }));
  });
  if ('error' in emitted) return emitted;
  if (!emitted.result) return { skipped: true };
  const { input, data, context } = emitted.result;
  return { data, ...(context !== undefined && { context }), ...(extensionsOf(task).compensate && { input }) };
}

function complete(written: JsonObject, pointer: string, defaults: { readonly id: string; readonly source: string; readonly time: string }): CloudEvent {
  const hasData = Object.hasOwn(written, 'data') && !Object.hasOwn(written, 'datacontenttype');
  const faults: ErrorDetail[] = [];
  const event = cloudEventOf({ specversion: '1.0', ...defaults, ...written, ...(hasData && { datacontenttype: 'application/json' }) }, '', faults);
  const [fault] = faults;
  if (!event) throw taskProblem('validation', pointer, `what is emitted is no CloudEvent: ${fault?.field || 'it'} ${fault?.reason ?? ''}`);
  if (event.source.startsWith(PRODUCT_SOURCES) && event.source !== defaults.source) throw taskProblem('validation', pointer, `the source of an event must not begin with ${PRODUCT_SOURCES}`);
  return event;
}
