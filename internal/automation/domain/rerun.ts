import { conflict, invalid } from '#pkg/apperror';
import type { Json } from '#internal/kernel';
import { entryOf, type Task, type WorkflowDefinition } from './definition.ts';
import { pointerTo } from './json-pointer.ts';
import type { RerunPlace } from './execution.ts';

/** What the journal knows of one attempt of a task. */
export interface RecordedRun {
  readonly path: string;
  readonly status: 'running' | 'completed' | 'failed' | 'skipped';
  readonly output?: Json;
}

const tasksOf = ({ do: list }: WorkflowDefinition): readonly (readonly [string, Task])[] => list.map((item) => entryOf(item));

/** Index of the task of the outermost list that `from` names. Throws `invalid` for every other path. */
export function rerunIndex(definition: WorkflowDefinition, from: string): number {
  const index = tasksOf(definition).findIndex(([name], at) => pointerTo('/do', at, name) === from);
  if (index === -1) throw invalid('/from', 'must be the path of a task of the outermost list, for example /do/0/restart: where a nested task stood is not on record');
  return index;
}

/**
 * Where a rerun from `index` begins: with the data that the task got, which is the output of the task that ran before it, or with `override`.
 * `steps` are the recorded runs, in the order in which they began. Throws `conflict`, with the reason, where that is not on record.
 */
export function rerunPlace(definition: WorkflowDefinition, index: number, steps: readonly RecordedRun[], input: Json, override?: Json): RerunPlace {
  const paths = tasksOf(definition).map(([name], at) => pointerTo('/do', at, name));
  const exporting = tasksOf(definition).findIndex(([, task], at) => at < index && holdsExport(task));
  if (exporting !== -1) throw conflict(`the context that ${paths[exporting] ?? ''} exported is not on record`);
  if (override !== undefined) return { index, data: override };

  // Names of later visits end in #2, #3 …
  const outermost = steps.filter(({ path }) => paths.includes(path.replace(/#\d+$/, '')));
  const first = outermost.findIndex(({ path }) => path === paths[index]);
  const before = (first === -1 ? outermost : outermost.slice(0, first)).filter(({ status }) => status === 'completed').at(-1);
  if (first === -1) throw conflict(`${paths[index] ?? 'the task'} never ran, so there is no record of what it got: give an input`);
  if (!before) {
    if (definition.input?.from !== undefined) throw conflict('what the workflow made of its input is not on record: give an input');
    return { index, data: input };
  }
  if (before.output === undefined) throw conflict(`the output of ${before.path} is not on record: give an input`);
  return { index, data: before.output };
}

const holdsExport = (task: Task): boolean => JSON.stringify(task).includes('"export":');
