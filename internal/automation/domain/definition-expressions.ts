import type { Json } from '#internal/kernel';
import type { Duration, InputRules, OutputRules, RetryPolicy, WorkflowDefinition } from './definition.ts';
import { errorVariable, tasksOf, UNDO_VARIABLES, type PlacedTask } from './definition-tasks.ts';
import { findPrograms, programOf, type LocatedProgram } from './expression-syntax.ts';
import { pointerTo } from './json-pointer.ts';

/** A program, where it is written, and the variables that it may use there (the specification's table of runtime arguments). */
export type CheckedProgram = LocatedProgram & { readonly variables: readonly string[] };

const RAW = ['context', 'task', 'workflow', 'runtime'];
const DEFINITION = [...RAW, 'input'];
const EXPORT = [...DEFINITION, 'output'];

/** Every program of a definition. */
export function programsOf(definition: WorkflowDefinition): readonly CheckedProgram[] {
  return [
    ...inputPrograms(definition.input, '/input', ['workflow', 'runtime']),
    ...outputPrograms(definition.output, '/output', ['context', 'workflow', 'runtime']),
    // A policy does not know what its users call the error: `$error` is always there for it.
    ...Object.entries(definition.use?.retries ?? {}).flatMap(([name, policy]) => retryPrograms(policy, pointerTo('/use/retries', name), [...DEFINITION, 'error'])),
    ...tasksOf(definition).flatMap(taskPrograms),
  ];
}

function taskPrograms({ task, pointer, bound }: PlacedTask): readonly CheckedProgram[] {
  const at = (...steps: readonly (string | number)[]): string => pointerTo(pointer, ...steps);
  const during = [...DEFINITION, ...bound];
  const programs = [
    ...bare(task.if, at('if'), [...RAW, ...bound]),
    ...inputPrograms(task.input, at('input'), [...RAW, ...bound]),
    ...outputPrograms(task.output, at('output'), during),
    ...outputPrograms(task.export, at('export'), [...EXPORT, ...bound]),
    ...bare(task.compensate?.when, at('compensate', 'when'), [...RAW, ...bound, ...UNDO_VARIABLES]),
    ...retryPrograms(task.compensate?.retry, at('compensate', 'retry'), [...RAW, ...bound, ...UNDO_VARIABLES]),
  ];
  if ('set' in task) programs.push(...template(task.set, at('set'), during));
  if ('call' in task) programs.push(...template(task.with as unknown as Json, at('with'), during));
  if ('raise' in task) programs.push(...template(task.raise as Json, at('raise'), during));
  if ('wait' in task) programs.push(...template(task.wait, at('wait'), during));
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

const inputPrograms = (rules: InputRules | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  shaping(rules?.from, pointerTo(pointer, 'from'), variables);

const outputPrograms = (rules: OutputRules | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  shaping(rules?.as, pointerTo(pointer, 'as'), variables);

const retryPrograms = (policy: RetryPolicy | string | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  typeof policy !== 'object' ? [] : [...bare(policy.when, pointerTo(pointer, 'when'), variables), ...bare(policy.exceptWhen, pointerTo(pointer, 'exceptWhen'), variables)];

/** A text is a program here, an object is a template. */
const shaping = (value: Json | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  typeof value === 'string' ? bare(value, pointer, variables) : template(value ?? null, pointer, variables);

const bare = (text: string | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  text === undefined ? [] : [{ pointer, program: programOf(text), variables }];

const template = (value: Json, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  findPrograms(value, pointer).map((program) => ({ ...program, variables }));

/** Whether a duration is written as an expression. */
export const isExpression = (duration: Duration): boolean => typeof duration === 'string' && findPrograms(duration).length > 0;
