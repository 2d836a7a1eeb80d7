import { entryOf, extensionsOf, type Task, type TaskBase, type TaskList, type WorkflowDefinition } from './definition.ts';
import { pointerTo } from './json-pointer.ts';

/** A task with its place in the definition. */
export interface PlacedTask {
  readonly name: string;
  readonly task: Task;
  readonly pointer: string;
  /** Variables that the surrounding `for`, `listen`, `catch` and `compensate` bind. */
  readonly bound: readonly string[];
  readonly undoing: boolean;
  /** The list in which it stands: the scope of `then`. Empty for the branches of a `fork` and for functions, which follow nothing. */
  readonly siblings: TaskList;
}

type Surroundings = Pick<PlacedTask, 'bound' | 'undoing'>;

/** What `compensate` binds for its tasks, always of the task that is undone. */
export const UNDO_VARIABLES = ['input', 'output', 'error'] as const;

/** Every task of a definition, in the order of the document; then those of its functions and extensions. */
export function tasksOf({ do: list, use }: Pick<WorkflowDefinition, 'do' | 'use'>): readonly PlacedTask[] {
  const outside: Surroundings = { bound: [], undoing: false };
  const functions = Object.entries(use?.functions ?? {}).flatMap(([name, task]) => placed({ name, task, pointer: pointerTo('/use/functions', name), siblings: [], ...outside }));
  const extensions = (use?.extensions ?? []).flatMap((item, index) => {
    const [name, { before = [], after = [] }] = entryOf(item);
    const at = pointerTo('/use/extensions', index, name);
    return [...within(before, pointerTo(at, 'before'), outside), ...within(after, pointerTo(at, 'after'), outside)];
  });
  return [...within(list, '/do', outside), ...functions, ...extensions];
}

const placed = (task: PlacedTask): readonly PlacedTask[] => [task, ...inner(task)];

const within = (list: TaskList, pointer: string, around: Surroundings, siblings = list): readonly PlacedTask[] =>
  list.flatMap((item, index) => {
    const [name, task] = entryOf(item);
    return placed({ name, task, pointer: pointerTo(pointer, index, name), siblings, ...around });
  });

function inner({ task, pointer, bound, undoing }: PlacedTask): readonly PlacedTask[] {
  const around: Surroundings = { bound, undoing };
  const nested: PlacedTask[] = [];
  const binding = (...names: readonly string[]): Surroundings => ({ undoing, bound: [...bound, ...names] });
  if ('do' in task) nested.push(...within(task.do, pointerTo(pointer, 'do'), 'for' in task ? binding(...loopVariables(task.for)) : around));
  if ('fork' in task) nested.push(...within(task.fork.branches, pointerTo(pointer, 'fork', 'branches'), around, []));
  if ('listen' in task && task.foreach?.do) nested.push(...within(task.foreach.do, pointerTo(pointer, 'foreach', 'do'), binding(...iteratorVariables(task.foreach))));
  if ('try' in task) {
    nested.push(...within(task.try, pointerTo(pointer, 'try'), around));
    nested.push(...within(task.catch.do ?? [], pointerTo(pointer, 'catch', 'do'), binding(errorVariable(task.catch))));
  }
  const { compensate } = extensionsOf(task);
  if (compensate) nested.push(...within(compensate.do, pointerTo(compensationPointer(task, pointer), 'do'), { ...binding(...UNDO_VARIABLES), undoing: true }));
  return nested;
}

/** Where the compensation of a task is written. */
export const compensationPointer = ({ compensate }: TaskBase, pointer: string): string =>
  compensate ? pointerTo(pointer, 'compensate') : pointerTo(pointer, 'metadata', 'orchestrix', 'compensate');

/** The variable that a `catch` gives the error to; the language's default is `error`. */
export const errorVariable = ({ as = 'error' }: { readonly as?: string }): string => as;

/** The variables of a loop: the item and its index. */
export const loopVariables = ({ each = 'item', at = 'index' }: { readonly each?: string; readonly at?: string }): readonly [item: string, index: string] => [each, at];

/** The variables of a `listen.foreach`: the event and its index. */
export const iteratorVariables = ({ item, at }: { readonly item?: string; readonly at?: string }): readonly [item: string, index: string] =>
  loopVariables({ ...(item !== undefined && { each: item }), ...(at !== undefined && { at }) });
