import { invalid } from '#pkg/apperror';
import { entryOf, extensionsOf, isFunctionCall, type Task, type TaskList, type WorkflowDefinition } from './definition.ts';
import { pointerTo } from './json-pointer.ts';

/** The part of a task through which a path goes on. */
export type Inside =
  | { readonly part: 'do' | 'try' | 'catch' | 'call' | 'fork' | 'foreach' | 'before' | 'after' | 'compensate' }
  | { readonly part: 'for'; /** From 0. */ readonly round: number };

/** A task that the path of a step leads through. */
export interface Level {
  readonly task: Task;
  /** What its steps are named by, without the number of the run. */
  readonly place: string;
  /** The list in which it stands, the name of its place, and where in it; a function's task stands in none. */
  readonly list?: { readonly tasks: TaskList; readonly place: string; readonly index: number };
  /** Absent for the task that the path names. */
  readonly inside?: Inside;
}

/** A step's path without the number of the run. */
export const placeOf = (path: string): string => path.replace(/#\d+$/, '');

/** The tasks that the path of a step leads through, outermost first and its own last. Throws `invalid` for a path that leads to no task. */
export function levelsOf(definition: WorkflowDefinition, path: string): readonly Level[] {
  const unknown = (): Error => invalid('/from', `leads to no task of the definition: ${path}`);

  function inList(list: TaskList, at: string, [index = '', name, ...rest]: readonly string[]): readonly Level[] {
    const item = /^\d+$/.test(index) ? list[Number(index)] : undefined;
    const [own, task] = item ? entryOf(item) : [];
    if (own === undefined || !task || pointerTo('', own) !== `/${name ?? ''}`) throw unknown();
    return inTask({ task, list: { tasks: list, place: at, index: Number(index) }, place: `${at}/${index}/${name ?? ''}` }, rest);
  }

  function inTask(level: Level, steps: readonly string[]): readonly Level[] {
    if (steps.length === 0) return [level];
    const { task, place } = level;
    const [part, second = '', third] = steps;
    const into = (inside: Inside, list: TaskList, ...names: readonly string[]): readonly Level[] =>
      [{ ...level, inside }, ...inList(list, [place, ...names].join('/'), steps.slice(names.length))];
    const beside = (extension: string): TaskList => definition.use?.extensions?.map((item) => entryOf(item)).find(([name]) => pointerTo('', name) === `/${extension}`)?.[1][part as 'before' | 'after'] ?? [];

    if (part === 'do' && 'do' in task && !('for' in task)) return into({ part }, task.do, part);
    if (part === 'try' && 'try' in task) return into({ part }, task.try, part);
    if (part === 'catch' && 'try' in task) return into({ part }, task.catch.do ?? [], part, 'do');
    if (part === 'fork' && 'fork' in task) return into({ part }, task.fork.branches, part, 'branches');
    if (part === 'for' && 'for' in task && /^\d+$/.test(second) && third === 'do') return into({ part, round: Number(second) }, task.do, part, second, third);
    if (part === 'foreach' && 'listen' in task && third === 'do') return into({ part }, task.foreach?.do ?? [], part, second, third);
    if (part === 'compensate') return into({ part }, extensionsOf(task).compensate?.do ?? [], part, 'do');
    if (part === 'before' || part === 'after') return into({ part }, beside(second), part, second);
    const called = part === 'call' && isFunctionCall(task) ? definition.use?.functions?.[task.call] : undefined;
    if (!called) throw unknown();
    return [{ ...level, inside: { part: 'call' } }, ...inTask({ task: called, place: `${place}/call` }, steps.slice(1))];
  }

  const [root, first, ...steps] = placeOf(path).split('/');
  if (root !== '' || first !== 'do') throw unknown();
  return inList(definition.do, '/do', steps);
}
