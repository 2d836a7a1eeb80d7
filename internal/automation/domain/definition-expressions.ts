import type { Json } from '#internal/kernel';
import { extensionsOf, isCall, type DataSchema, type Duration, type InputRules, type OutputRules, type RetryPolicy, type RunArguments, type WorkflowDefinition } from './definition.ts';
import { callAuthentication } from './definition-addresses.ts';
import { compensationPointer, errorVariable, iteratorVariables, loopVariables, tasksOf, UNDO_VARIABLES, type PlacedTask } from './definition-tasks.ts';
import { eventPrograms } from './event-expressions.ts';
import { bare, shaping, template, type CheckedProgram } from './checked-programs.ts';
import { findPrograms } from './expression-syntax.ts';
import { pointerTo } from './json-pointer.ts';

const RAW = ['context', 'task', 'workflow', 'runtime'];
const DEFINITION = [...RAW, 'input'];
const EXPORT = [...DEFINITION, 'output'];

/** Every program of a definition. */
export function programsOf(definition: WorkflowDefinition): readonly CheckedProgram[] {
  const { use, schedule } = definition;
  return [
    ...inputPrograms(definition.input, '/input', ['workflow', 'runtime']),
    ...outputPrograms(definition.output, '/output', ['context', 'workflow', 'runtime']),
    // Nothing runs yet when an event is matched.
    ...(schedule && 'on' in schedule ? eventPrograms(schedule.on, '/schedule/on', []) : []),
    // A policy does not know what its users call the error: `$error` is always there for it.
    ...Object.entries(use?.retries ?? {}).flatMap(([name, policy]) => retryPrograms(policy, pointerTo('/use/retries', name), [...DEFINITION, 'error'])),
    ...Object.entries(use?.errors ?? {}).flatMap(([name, error]) => template(error as unknown as Json, pointerTo('/use/errors', name), DEFINITION)),
    ...Object.entries(use?.authentications ?? {}).flatMap(([name, policy]) => template(policy as unknown as Json, pointerTo('/use/authentications', name), [...DEFINITION, 'secrets'])),
    ...(use?.extensions ?? []).flatMap((item, index) => Object.entries(item).flatMap(([name, { when }]) => bare(when, pointerTo('/use/extensions', index, name, 'when'), RAW))),
    ...tasksOf(definition).flatMap(taskPrograms),
  ];
}

function taskPrograms(placed: PlacedTask): readonly CheckedProgram[] {
  const { task, pointer, bound } = placed;
  const at = (...steps: readonly (string | number)[]): string => pointerTo(pointer, ...steps);
  const during = [...DEFINITION, ...bound];
  const authorized = callAuthentication(placed) ? ['authorization'] : [];
  const programs = [
    ...bare(task.if, at('if'), [...RAW, ...bound]),
    ...inputPrograms(task.input, at('input'), [...RAW, ...bound]),
    ...outputPrograms(task.output, at('output'), [...during, ...authorized]),
    ...outputPrograms(task.export, at('export'), [...EXPORT, ...bound, ...authorized]),
    ...extensionPrograms(placed),
  ];
  if ('set' in task) programs.push(...template(task.set, at('set'), during));
  if ('call' in task) programs.push(...template(task.with as unknown as Json, at('with'), [...during, ...authorized, ...(isCall(task) ? ['secrets'] : [])]));
  if ('raise' in task) programs.push(...template(task.raise as Json, at('raise'), during));
  if ('wait' in task) programs.push(...template(task.wait, at('wait'), during));
  if ('emit' in task) programs.push(...template(task.emit as unknown as Json, at('emit'), during));
  if ('run' in task) programs.push(...runPrograms(task.run, at('run'), during));
  if ('for' in task) {
    programs.push(...shaping(task.for.in, at('for', 'in'), during), ...bare(task.while, at('while'), [...during, ...loopVariables(task.for)]));
  }
  if ('listen' in task) {
    programs.push(...eventPrograms(task.listen.to, at('listen', 'to'), during));
    const each = [...during, ...iteratorVariables(task.foreach ?? {})];
    programs.push(...outputPrograms(task.foreach?.output, at('foreach', 'output'), each), ...outputPrograms(task.foreach?.export, at('foreach', 'export'), [...each, 'output']));
  }
  if ('switch' in task) {
    for (const [index, item] of task.switch.entries()) {
      for (const [name, { when }] of Object.entries(item)) programs.push(...bare(when, at('switch', index, name, 'when'), during));
    }
  }
  if ('try' in task) {
    const { when, exceptWhen, retry } = task.catch;
    const caught = [...during, errorVariable(task.catch)];
    programs.push(...bare(when, at('catch', 'when'), caught), ...bare(exceptWhen, at('catch', 'exceptWhen'), caught));
    programs.push(...retryPrograms(retry, at('catch', 'retry'), [...caught, 'error']));
  }
  return programs;
}

/** What a child or an agent is given is kept with it, so no secret may go there; how a script is fetched is not. */
function runPrograms(run: RunArguments, pointer: string, variables: readonly string[]): readonly CheckedProgram[] {
  if (!('script' in run) || !run.script.source) return template(run as unknown as Json, pointer, variables);
  const { source, ...script } = run.script;
  return [...template({ ...run, script }, pointer, variables), ...template(source as unknown as Json, pointerTo(pointer, 'script', 'source'), [...variables, 'secrets'])];
}

/** Our extensions see what the arguments of the task see. */
function extensionPrograms({ task, pointer, bound }: PlacedTask): readonly CheckedProgram[] {
  const { compensate, approval, ticket, throttle, idempotencyKey } = extensionsOf(task);
  const at = (...steps: readonly string[]): string => pointerTo(pointer, 'metadata', 'orchestrix', ...steps);
  const undoing = [...RAW, ...bound, ...UNDO_VARIABLES];
  const during = [...DEFINITION, ...bound];
  const undo = compensationPointer(task, pointer);
  return [
    ...bare(compensate?.when, pointerTo(undo, 'when'), undoing),
    ...retryPrograms(compensate?.retry, pointerTo(undo, 'retry'), undoing),
    ...bare(approval?.when, at('approval', 'when'), during),
    ...(['message', 'approvers', 'evidence'] as const).flatMap((part) => template((approval?.[part] ?? null), at('approval', part), during)),
    ...template((ticket ?? null) as Json, at('ticket'), during),
    ...template(throttle?.key ?? null, at('throttle', 'key'), during),
    ...template(idempotencyKey ?? null, at('idempotencyKey'), during),
  ];
}

const inputPrograms = (rules: InputRules | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] => [
  ...shaping(rules?.from, pointerTo(pointer, 'from'), variables),
  ...schemaPrograms(rules?.schema, pointerTo(pointer, 'schema'), variables),
];

const outputPrograms = (rules: OutputRules | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] => [
  ...shaping(rules?.as, pointerTo(pointer, 'as'), variables),
  ...schemaPrograms(rules?.schema, pointerTo(pointer, 'schema'), variables),
];

/** Where a schema lies, and as whom one fetches it: nothing of that is stored. */
const schemaPrograms = (schema: DataSchema | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  schema && 'resource' in schema ? template(schema.resource as unknown as Json, pointerTo(pointer, 'resource'), [...variables, 'secrets']) : [];

const retryPrograms = (policy: RetryPolicy | string | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  typeof policy !== 'object' ? [] : [...bare(policy.when, pointerTo(pointer, 'when'), variables), ...bare(policy.exceptWhen, pointerTo(pointer, 'exceptWhen'), variables)];

/** Whether a duration is written as an expression. */
export const isExpression = (duration: Duration): boolean => typeof duration === 'string' && findPrograms(duration).length > 0;
