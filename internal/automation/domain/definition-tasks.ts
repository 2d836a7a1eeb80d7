import { entryOf, type Task, type TaskList, type WorkflowDefinition } from './definition.ts';
import { pointerTo } from './json-pointer.ts';

/** A task with its place in the definition. */
export interface PlacedTask {
  readonly name: string;
  readonly task: Task;
  readonly pointer: string;
  /** Variables that the surrounding `catch` and `compensate` bind. */
  readonly bound: readonly string[];
  readonly undoing: boolean;
  /** The list in which it stands: the scope of `then`. */
  readonly siblings: TaskList;
}

/** What `compensate` binds for its tasks, always of the task that is undone. */
export const UNDO_VARIABLES = ['input', 'output', 'error'] as const;

/** Every task of a definition, in the order of the document. */
export const tasksOf = ({ do: list }: Pick<WorkflowDefinition, 'do'>): readonly PlacedTask[] => within(list, '/do', [], false);

function within(list: TaskList, pointer: string, bound: readonly string[], undoing: boolean): readonly PlacedTask[] {
  return list.flatMap((item, index) => {
    const [name, task] = entryOf(item);
    const at = pointerTo(pointer, index, name);
    const placed: PlacedTask = { name, task, pointer: at, bound, undoing, siblings: list };
    return [placed, ...inner(placed)];
  });
}

function inner({ task, pointer, bound, undoing }: PlacedTask): readonly PlacedTask[] {
  const nested: PlacedTask[] = [];
  if ('do' in task) nested.push(...within(task.do, pointerTo(pointer, 'do'), bound, undoing));
  if ('try' in task) {
    nested.push(...within(task.try, pointerTo(pointer, 'try'), bound, undoing));
    const caught = [...bound, errorVariable(task.catch)];
    nested.push(...within(task.catch.do ?? [], pointerTo(pointer, 'catch', 'do'), caught, undoing));
  }
  if (task.compensate) nested.push(...within(task.compensate.do, pointerTo(pointer, 'compensate', 'do'), [...bound, ...UNDO_VARIABLES], true));
  return nested;
}

/** The variable that a `catch` gives the error to; the language's default is `error`. */
export const errorVariable = ({ as = 'error' }: { readonly as?: string }): string => as;
