import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import { extensionsOver, type PlacedExtension } from '../domain/applying-extensions.ts';
import type { Task, TaskList } from '../domain/definition.ts';
import { pointerTo } from '../domain/json-pointer.ts';
import { checkCondition, type ExecutionState } from './execution-state.ts';
import type { Frame } from './position.ts';
import { placeOf, type RunScope } from './run-scope.ts';
import { stopIfCancelled, taskData, type Ended, type NamedTask, type RunList, type RunOne } from './task-context.ts';
import { unlessFailed } from './task-fault.ts';
import { taskRun } from './task-run.ts';

/** The extensions of the definition that may apply to a task. Tasks of extensions are not extended. */
export function extensionsFor({ definition }: ExecutionState, { task, pointer }: NamedTask, { extending, extended }: RunScope): readonly PlacedExtension[] {
  if (extending || extended === pointer) return [];
  return extensionsOver(definition, task);
}

interface ExtendedFrame extends Frame {
  readonly kind: 'extended';
  readonly startedAt: number;
  /** Pointers of the extensions that apply, once what they put before the task has run. */
  applying?: readonly string[];
}

/**
 * Runs a task with what its extensions put before and after it, unless its `if` lets it be skipped. They see the data of the task and, as
 * `$task`, the task; what they give is dropped, but `exit` before the task takes its place. The first extension is the outermost.
 */
export function runExtended(state: ExecutionState, named: NamedTask, data: Json, scope: RunScope, runs: { readonly runOne: RunOne; readonly runList: RunList }): Promise<Ended> {
  const { task, name, pointer } = named;
  const fresh = taskRun(state, named, scope);
  return state.position.within<ExtendedFrame, Ended>({ kind: 'extended', startedAt: fresh.startedAt }, async (frame) => {
    const run = { ...fresh, startedAt: frame.startedAt };
    const unextended: RunScope = { ...scope, extending: true };
    // Inside the task, its own tasks are extended again.
    const plain = (): Promise<Ended> => runs.runOne(state, { name, pointer, task: { ...task, if: undefined } as unknown as Task }, data, { ...scope, extended: pointer });
    const describe = (more: Readonly<Record<string, Json>> = {}): Readonly<Record<string, Json>> => ({ ...scope.bound, task: { ...describeTask(run, data), ...more } });
    // What stands beside the task is short, and its position has no frame.
    const beside = (list: TaskList | undefined, placed: PlacedExtension, part: 'before' | 'after', input: Json, bound: RunScope['bound']): Promise<Ended> => {
      const at = pointerTo(placed.pointer, part);
      const names = { pointer: at, path: pointerTo(placeOf(scope, pointer), part, placed.name) };
      return state.position.pinned(() => runs.runList(state, list ?? [], at, input, { ...unextended, bound, names }));
    };

    const candidates = extensionsFor(state, named, scope);
    if (!frame.applying) {
      if (task.if !== undefined && !(await holds(state, run, task.if, data, scope))) return runs.runOne(state, named, data, { ...scope, extended: pointer });
      const applying: string[] = [];
      for (const placed of candidates) {
        const { when } = placed.extension;
        if (when === undefined || (await holds(state, run, when, data, { ...unextended, bound: describe() }))) applying.push(placed.pointer);
      }
      for (const placed of candidates.filter((candidate) => applying.includes(candidate.pointer))) {
        const ended = await beside(placed.extension.before, placed, 'before', data, describe());
        if (ended.then === 'end') return ended;
        if (ended.exited) return { data: ended.data, ...(task.then !== undefined && { then: task.then }) };
      }
      frame.applying = applying;
    }
    const { applying } = frame;
    const ended = await plain();
    for (const placed of candidates.filter((candidate) => applying.includes(candidate.pointer)).toReversed()) {
      const after = await beside(placed.extension.after, placed, 'after', ended.data, describe({ output: ended.data }));
      if (after.then === 'end') return after;
    }
    return ended;
  });
}

async function holds(state: ExecutionState, run: TaskRun, condition: string, data: Json, scope: RunScope): Promise<boolean> {
  const checked = unlessFailed(await checkCondition({ ...state.envelope(), ...taskData(state, data, scope), run, condition }));
  stopIfCancelled();
  return checked.holds;
}

/** `$task` for an extension: the descriptor of the specification and, as its examples read it, the definition's own properties. */
function describeTask({ task, name, pointer, startedAt }: TaskRun, input: Json): Readonly<Record<string, Json>> {
  const definition = task as unknown as Readonly<Record<string, Json>>;
  const moment = { iso8601: new Date(startedAt).toISOString(), epoch: { seconds: Math.floor(startedAt / 1000), milliseconds: startedAt } };
  return { ...definition, name, reference: pointer, definition, input, startedAt: moment };
}
