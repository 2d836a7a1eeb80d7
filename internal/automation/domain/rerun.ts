import { AppError, conflict } from '#pkg/apperror';
import type { Json } from '#internal/kernel';
import { contextBefore } from './context-record.ts';
import { entryOf, extensionsOf, type WorkflowDefinition } from './definition.ts';
import { ExecutionRecord, type RecordedRun } from './execution-record.ts';
import type { RerunPlace } from './execution.ts';
import { pointerTo } from './json-pointer.ts';
import { LevelStarts } from './level-starts.ts';
import { levelsOf, type Inside, type Level } from './task-levels.ts';

/** What is known of an execution that is to run again. */
export interface EndedExecution<Run extends RecordedRun = RecordedRun> {
  readonly definition: WorkflowDefinition;
  readonly input: Json;
  /** In the order in which they began. */
  readonly runs: readonly Run[];
  /** Of one that was a rerun itself. */
  readonly rerunFrom?: RerunPlace;
}

/** Where no rerun begins, and why. */
const CLOSED: Partial<Record<Inside['part'], string>> = {
  fork: 'the branches of a fork run together',
  foreach: 'the events of a listen are consumed together',
  before: 'what an extension puts before a task runs with it',
  after: 'what an extension puts after a task runs with it',
  compensate: 'a compensation takes back what its task did',
};

/** Finds where reruns of one execution may begin, and with what. */
export class Reruns<Run extends RecordedRun = RecordedRun> {
  readonly #record: ExecutionRecord<Run>;
  /** Steps that a rerun has left out are none of its own. */
  readonly #wentBack: boolean;

  constructor(private readonly execution: EndedExecution<Run>) {
    const { definition, runs, rerunFrom } = execution;
    const own = runs.findIndex(({ status }) => status !== 'skipped');
    const leftOut = rerunFrom ? (rerunFrom.skipped ?? Math.max(0, own)) : 0;
    this.#wentBack = runs.slice(0, leftOut).some(({ status }) => status !== 'skipped');
    this.#record = new ExecutionRecord(definition, runs.slice(leftOut));
  }

  /**
   * Where a rerun from the last attempt of a step begins: the lists, loops and handlers around its task with what they had, and the context.
   * `override` takes the place of what the task got. `leftOut` are the runs before it in the lists around. Throws `invalid` for the path of no
   * task, and `conflict`, with the reason, where a rerun cannot begin or the record does not say enough.
   */
  place(from: string, override?: Json): { readonly place: RerunPlace; readonly leftOut: readonly Run[] } {
    const { definition, rerunFrom } = this.execution;
    const levels = levelsOf(definition, from);
    const closed = levels.findIndex(({ inside, list }, depth) => (inside ? CLOSED[inside.part] !== undefined : depth > 0 && !list));
    if (closed !== -1) throw conflict(`${reasonOf(levels[closed])}: choose ${chosenInstead(levels, closed)}`);
    if (this.#wentBack) throw conflict('a rerun that went back to before its beginning has no order on record: choose the execution that it reran');

    const runs = this.#runsOf(levels, from, override !== undefined);
    const starts = new LevelStarts(this.execution, this.#record, levels, runs);
    const [outermost, ...inside] = levels.flatMap((_, depth) => starts.frames(depth, depth === levels.length - 1 ? override : undefined));
    const exported = contextBefore(this.#record, runs) ?? (rerunFrom?.context === undefined ? undefined : { data: rerunFrom.context });
    const leftOut = this.#leftOut(levels, runs);
    const place: RerunPlace = {
      path: from,
      index: levels[0]?.list?.index ?? 0,
      ...(outermost?.['data'] !== undefined && { data: outermost['data'] }),
      ...(inside.length > 0 && { inside }),
      ...(exported && { context: exported.data }),
      skipped: leftOut.length,
    };
    return { place, leftOut };
  }

  /** Why no rerun can begin with a step; undefined when one can. */
  refusal(from: string): string | undefined {
    try {
      this.place(from);
      return undefined;
    } catch (error) {
      if (error instanceof AppError) return error.code === 'invalid' ? 'it stands for no task of the definition' : error.message;
      throw error;
    }
  }

  /** The runs of the tasks that a path leads through: the last ones that had begun. A task that never ran is named by the number of runs. */
  #runsOf(levels: readonly Level[], from: string, hasInput: boolean): readonly number[] {
    const { runs } = this.#record;
    let at = runs.findLastIndex(({ path }) => path === from);
    if (at === -1) {
      if (levels.length > 1) throw conflict(`${from} never ran, so there is no record of what it got: choose a task around it`);
      if (!hasInput) throw conflict(`${from} never ran, so there is no record of what it got: give an input`);
      this.#checkApprovals(levels[0]?.list?.index ?? 0);
      at = runs.length;
    }
    const found = [at];
    for (const { place } of levels.slice(0, -1).toReversed()) {
      const around = this.#record.runsAt(place).findLast((run) => run < at);
      if (around === undefined) throw conflict(`the run of ${place} is not on record`);
      found.unshift(around);
      at = around;
    }
    return found;
  }

  /** Nobody gets past a question that people have not answered by beginning behind it. */
  #checkApprovals(index: number): void {
    for (const [at, item] of this.execution.definition.do.slice(0, index).entries()) {
      const [name, task] = entryOf(item);
      const place = pointerTo('/do', at, name);
      const passed = this.#record.runsAt(place).some((run) => ['completed', 'skipped'].includes(this.#record.run(run).status));
      const asks = extensionsOf(task).approval !== undefined || JSON.stringify(task).includes('"approval":');
      if (asks && !passed) throw conflict(`${place} asks people for their approval, and they have not given it`);
    }
  }

  /** The first runs of the tasks that stand before, in the lists around. */
  #leftOut(levels: readonly Level[], runs: readonly number[]): readonly Run[] {
    return levels.flatMap(({ list }, depth) => {
      if (!list) return [];
      const before = this.#record.runsIn(list.place, runs[depth - 1] ?? -1, runs[depth] ?? 0).map((at) => this.#record.run(at));
      return before.filter(({ path, attempt }) => attempt === 1 && !/#\d+$/.test(path) && Number(path.split('/').at(-2)) < list.index);
    });
  }
}

const reasonOf = (level: Level | undefined): string => (level?.inside && CLOSED[level.inside.part]) ?? `${level?.place ?? ''} is the task of a function`;

/** The innermost task around, that a rerun may begin with. */
const chosenInstead = (levels: readonly Level[], depth: number): string => levels.slice(0, levels[depth]?.inside ? depth + 1 : depth).findLast(({ list }) => list)?.place ?? '';
