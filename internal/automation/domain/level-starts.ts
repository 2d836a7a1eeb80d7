import { conflict } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { extensionsOver } from './applying-extensions.ts';
import { entryOf, isFunctionCall, type Task, type WorkflowDefinition } from './definition.ts';
import type { ExecutionRecord, Known } from './execution-record.ts';
import type { RerunPlace } from './execution.ts';
import { pointerTo } from './json-pointer.ts';
import { levelsOf, type Level } from './task-levels.ts';

interface Started {
  readonly definition: WorkflowDefinition;
  readonly input: Json;
  readonly rerunFrom?: RerunPlace;
}

/**
 * What the constructs around a task had when it began, from the record: what the interpreter needs to begin there again. `runs` are the
 * positions of their runs in the record, outermost first.
 */
export class LevelStarts {
  /** Where the execution began itself, if it was a rerun. */
  readonly #began: { readonly levels: readonly Level[]; readonly frames: readonly JsonObject[] } | undefined;

  constructor(
    private readonly execution: Started,
    private readonly record: ExecutionRecord,
    private readonly levels: readonly Level[],
    private readonly runs: readonly number[],
  ) {
    const { definition, rerunFrom } = execution;
    if (!rerunFrom) return;
    const { path, index, data, inside = [] } = rerunFrom;
    const [name = ''] = Object.keys(definition.do[index] ?? {});
    this.#began = { levels: levelsOf(definition, path ?? pointerTo('/do', index, name)), frames: [{ kind: 'list', index, ...(data !== undefined && { data }) }, ...inside] };
  }

  /**
   * The frames of a task and what it stands in; what the interpreter finds out again is left out. `override` takes the place of what the task
   * got. Throws `conflict` where the record says too little.
   */
  frames(depth: number, override?: Json): JsonObject[] {
    const { list, inside, task, place } = this.#level(depth);
    const before = override === undefined ? this.#before(depth) : { data: override };
    const frames: JsonObject[] = list ? [{ kind: 'list', index: list.index, ...(before && { data: before.data }) }] : [];
    if (!inside) return frames;
    this.#checkEntry(task, place, depth);
    const applying = this.#applying(task, place, depth);
    if (applying) frames.push({ kind: 'extended', applying });
    frames.push({ kind: 'task' });
    if (inside.part === 'try') frames.push({ kind: 'try' });
    if (inside.part === 'catch') frames.push({ kind: 'try', caught: this.#caught(place, depth) });
    if (inside.part === 'for') frames.push({ kind: 'for', index: inside.round, begun: true });
    return frames;
  }

  /** What the task got; undefined when that is what its list begins with. */
  #before(depth: number): Known | undefined {
    const { list } = this.#level(depth);
    if (!list) return undefined;
    const [from, to] = [this.runs[depth - 1] ?? -1, this.#run(depth)];
    const found = this.record.end({ list: list.tasks, place: list.place, from, to, start: (at) => this.#listStart(depth, at) ?? this.#start(depth) });
    return found ?? this.#listStart(depth, to);
  }

  /** What its list began with, where that is another than what the task around got. */
  #listStart(depth: number, at: number): Known | undefined {
    return this.#inherited(depth, at) ?? this.#roundsBefore(depth) ?? this.#inherited(depth, at, { anyRound: true });
  }

  /** In a later round of a loop: what came out of those before. */
  #roundsBefore(depth: number): Known | undefined {
    const [around, { list }] = [this.levels[depth - 1], this.#level(depth)];
    if (around?.inside?.part !== 'for' || !list) return undefined;
    const loop = this.#run(depth - 1);
    return this.record.endOfRounds(around.inside.round, { list: list.tasks, place: around.place, from: loop, to: this.#run(depth), start: () => this.#start(depth) });
  }

  /** What a list begins with, where that is on record. */
  #start(depth: number): Known | undefined {
    const { definition, input } = this.execution;
    if (depth === 0) return definition.input?.from === undefined ? { data: input } : undefined;
    const around = this.#level(depth - 1);
    if (isFunctionCall(around.task)) return undefined;
    return this.record.input(around.task, this.#run(depth - 1), () => this.#before(depth - 1) ?? this.#start(depth - 1));
  }

  /** In a rerun: what the list in which it began had then, of which its own record says nothing. */
  #inherited(depth: number, at: number, { anyRound = false } = {}): Known | undefined {
    if (!this.#began || !this.#beganIn(depth, anyRound) || !this.#isFirst(depth, at)) return undefined;
    const { levels, frames } = this.#began;
    const nth = levels.slice(0, depth).filter(({ list }) => list).length;
    const data = frames.filter(({ kind }) => kind === 'list')[nth]?.['data'];
    return data === undefined ? undefined : { data };
  }

  /** Whether a rerun began in this very list or, if that is said, in another round of the loop. */
  #beganIn(depth: number, anyRound = false): boolean {
    const began = this.#began?.levels ?? [];
    const sameAround = this.levels.slice(0, depth).every(({ place }, at) => began[at]?.place === place && this.record.runsAt(place)[0] === this.runs[at]);
    if (!sameAround || !began[depth]?.list) return false;
    const bothLoop = this.levels[depth - 1]?.inside?.part === 'for' && began[depth - 1]?.inside?.part === 'for';
    return (anyRound && bothLoop) || began[depth].list.place === this.#level(depth).list?.place;
  }

  /** Whether nothing has run in the list before, in no attempt. */
  #isFirst(depth: number, at: number): boolean {
    const before = this.record.runsIn(this.#level(depth).list?.place ?? '', this.runs[depth - 1] ?? -1, at);
    return before.every((run) => this.record.run(run).status === 'skipped');
  }

  /** The error that a handler handles: that of the task that failed last in the `try`. */
  #caught(place: string, depth: number): Json {
    const last = this.record.runsIn(`${place}/try`, this.#run(depth), this.#run(depth + 1)).at(-1);
    const { status, error } = last === undefined ? {} : this.record.run(last);
    const stopped = (error as { readonly detail?: string } | undefined)?.detail === 'the task was stopped';
    if (status === 'failed' && error !== undefined && !stopped) return error;
    const tries = (this.#began?.levels ?? []).slice(0, depth).filter(({ inside }) => inside?.part === 'try' || inside?.part === 'catch').length;
    const caught = last === undefined && this.#beganIn(depth) ? this.#began?.frames.filter(({ kind }) => kind === 'try')[tries]?.['caught'] : undefined;
    if (caught === undefined) throw conflict(`the error that ${place} caught is not on record: choose ${place}`);
    return caught;
  }

  /** The input of a task around is made again, and must come out the same. */
  #checkEntry(task: Task, place: string, depth: number): void {
    const entry = JSON.stringify([task.if, task.input, 'for' in task && task.for.in, isFunctionCall(task) && task.with]);
    const [from, to] = [this.#run(depth), this.runs.at(-1) ?? 0];
    const changed = this.record.exporting.some((at) => at > from && at < to);
    if (changed && entry.includes('$context')) throw conflict(`${place} reads the context, which has changed since: choose ${place}`);
  }

  /** Pointers of the extensions that apply to a task around; undefined where there are none. */
  #applying(task: Task, place: string, depth: number): string[] | undefined {
    const candidates = extensionsOver(this.execution.definition, task);
    if (candidates.length === 0) return undefined;
    return candidates.filter(({ name, extension: { when, before = [], after = [] } }) => {
      if (when === undefined || before.length + after.length === 0) return true;
      if (before.length === 0 || this.record.runsAt(place).length > 1) throw conflict(`whether the extension ${name} applied to ${place} is not on record: choose ${place}`);
      const [first = ''] = before.map((item) => entryOf(item)[0]);
      return this.record.runsAt(pointerTo(place, 'before', name, 0, first)).some((at) => at < this.#run(depth + 1));
    }).map(({ pointer }) => pointer);
  }

  #level(depth: number): Level {
    const level = this.levels[depth];
    if (!level) throw new RangeError(`no level ${depth}`);
    return level;
  }

  #run(depth: number): number {
    return this.runs[depth] ?? this.record.runs.length;
  }
}
