import { conflict } from '#pkg/apperror';
import type { Json } from '#internal/kernel';
import { entryOf, isCall, isFunctionCall, type Task, type TaskList, type WorkflowDefinition } from './definition.ts';
import { pointerTo } from './json-pointer.ts';
import type { StepRecord } from './step-record.ts';
import { levelsOf, placeOf } from './task-levels.ts';

/** What the journal knows of one attempt of a task. */
export type RecordedRun = Pick<StepRecord, 'path' | 'name' | 'kind' | 'status' | 'attempt' | 'input' | 'output' | 'error' | 'context'>;

/** Data that is on record. Wrapped, since data may be null. */
export interface Known {
  readonly data: Json;
}

/** One run of a list of tasks: its runs are those after `from` and before `to`. */
interface ListRun {
  readonly list: TaskList;
  readonly place: string;
  readonly from: number;
  readonly to: number;
  /** What the first task of an attempt got, whose run is given, if that is on record. */
  readonly start: (at: number) => Known | undefined;
}

/** The runs of an execution, in the order in which they began, and what follows from them. Runs are named by their position. */
export class ExecutionRecord<Run extends RecordedRun = RecordedRun> {
  readonly #runsAt = new Map<string, number[]>();
  readonly #runsIn = new Map<string, number[]>();
  /** Completed runs of tasks that export something. */
  readonly exporting: readonly number[];

  constructor(definition: WorkflowDefinition, readonly runs: readonly Run[]) {
    const add = (map: Map<string, number[]>, key: string, at: number): void => void (map.get(key)?.push(at) ?? map.set(key, [at]));
    for (const [at, { path }] of runs.entries()) {
      const place = placeOf(path);
      add(this.#runsAt, place, at);
      add(this.#runsIn, place.split('/').slice(0, -2).join('/'), at);
    }
    const exports = JSON.stringify(definition).includes('"export":');
    this.exporting = exports ? runs.flatMap(({ path, status }, at) => (status === 'completed' && holdsExport(definition, path) ? [at] : [])) : [];
  }

  run(at: number): Run {
    const run = this.runs[at];
    if (!run) throw new RangeError(`no run ${at}`);
    return run;
  }

  runsAt(place: string): readonly number[] {
    return this.#runsAt.get(place) ?? [];
  }

  /** The runs of the tasks of a list, not of those inside of them. */
  runsIn(list: string, from: number, to: number): readonly number[] {
    return (this.#runsIn.get(list) ?? []).filter((at) => at > from && at < to);
  }

  /** The output of the last task that has run in a list, in the attempt that is last; undefined when none has. Throws `conflict` when it is not on record. */
  end({ list, place, from, to, start }: ListRun): Known | undefined {
    for (const at of this.runsIn(place, from, to).toReversed()) {
      const { status, path } = this.run(at);
      if (status === 'skipped') continue;
      if (status !== 'completed') return undefined;
      const item = list[Number(placeOf(path).split('/').at(-2))];
      return item && this.output(entryOf(item)[1], at, () => this.end({ list, place, from, to: at, start }) ?? start(at));
    }
    return undefined;
  }

  /** The same of the rounds of a loop before `rounds`; `place` is the loop's. */
  endOfRounds(rounds: number, { place, start, ...run }: ListRun): Known | undefined {
    for (let round = rounds - 1; round >= 0; round -= 1) {
      const end = this.end({ ...run, place: `${place}/for/${round}/do`, start: (at) => this.endOfRounds(round, { ...run, place, start }) ?? start(at) });
      if (end) return end;
    }
    return undefined;
  }

  /** What went into the tasks of a task; `given` answers what the task got. */
  input(task: Task, at: number, given: () => Known | undefined): Known | undefined {
    const { input } = this.run(at);
    return (task.input?.from === undefined ? given() : undefined) ?? (input === undefined ? undefined : { data: input });
  }

  /** What came out of a completed run. `given` answers what went in. Throws `conflict` when it is not known. */
  output(task: Task, at: number, given: () => Known | undefined): Known {
    const { output, path } = this.run(at);
    if (output !== undefined) return { data: output };
    // A JSON null is read back as absent.
    if (isCall(task) || task.output || task.export || ['set', 'switch', 'emit', 'listen', 'run'].some((kind) => kind in task)) return { data: null };
    const place = placeOf(path);
    const to = this.runsAt(place).find((other) => other > at) ?? this.runs.length;
    const got = () => this.input(task, at, given);
    const end = (list: TaskList, part: string) => this.end({ list, place: `${place}/${part}`, from: at, to, start: got });

    if ('fork' in task) {
      if (task.fork.compete) return missing(path);
      return { data: task.fork.branches.map((item, index) => this.#branch(item, `${place}/fork/branches/${index}`, at, to, got)) };
    }
    if (isFunctionCall(task)) return missing(path);
    if ('try' in task) return (this.runsIn(`${place}/catch/do`, at, to).length > 0 ? end(task.catch.do ?? [], 'catch/do') : end(task.try, 'try')) ?? got() ?? missing(path);
    if ('for' in task) {
      let rounds = 0;
      while (this.runsIn(`${place}/for/${rounds}/do`, at, to).length > 0) rounds += 1;
      return this.endOfRounds(rounds, { list: task.do, place, from: at, to, start: got }) ?? got() ?? missing(path);
    }
    return ('do' in task ? end(task.do, 'do') : undefined) ?? got() ?? missing(path);
  }

  #branch(item: TaskList[number], place: string, from: number, to: number, got: () => Known | undefined): Json {
    const [name, task] = entryOf(item);
    const branch = pointerTo(place, name);
    const at = this.runsAt(branch).findLast((run) => run > from && run < to);
    if (at === undefined) return missing(branch);
    const { status } = this.run(at);
    if (status === 'skipped') return (got() ?? missing(branch)).data;
    return status === 'completed' ? this.output(task, at, got).data : null;
  }
}

function missing(path: string): never {
  throw conflict(`the output of ${path} is not on record: give an input`);
}

function holdsExport(definition: WorkflowDefinition, path: string): boolean {
  try {
    const task = levelsOf(definition, path).at(-1)?.task;
    return task?.export !== undefined || (task !== undefined && 'listen' in task && task.foreach?.export !== undefined);
  } catch {
    // Steps such as the verification stand for no task.
    return false;
  }
}
