import type { StepRecord } from './step-record.ts';
import { runsOf, type IteratedPath } from './step-path.ts';

/** One attempt of one task run, as the journal has it, with what else was made for it. */
export interface RecordedStep extends StepRecord {
  /** The question that people were asked before it. */
  readonly approvalId?: string;
  /** The execution that it started. */
  readonly childExecutionId?: string;
}

/** One run of a task with all its attempts and what ran inside of it; an `iteration` stands for one round of a loop. */
export interface TreeNode {
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  /** Of the last attempt. */
  readonly status: RecordedStep['status'];
  /** 1, 2, 3, … of a task that ran several times. */
  readonly iteration: number;
  readonly startedAt: Date;
  readonly finishedAt?: Date;
  /** In their order; none for an `iteration`. */
  readonly attempts: readonly RecordedStep[];
  readonly children: readonly TreeNode[];
}

/**
 * The steps of an execution as the tree of their tasks, each list in the order in which its tasks began. A task stands inside the run of the
 * nearest task that holds it in the definition: the one of the same iteration where the paths say it, the last one that had begun where they
 * do not. Steps whose holder is not among them are roots.
 */
export function executionTree(steps: readonly RecordedStep[]): readonly TreeNode[] {
  const runs = [...Map.groupBy(steps, ({ path }) => path)].map(([path, attempts]): Run => ({ ...runsOf(path), attempts: attempts.toSorted((a, b) => a.attempt - b.attempt), inside: [] }));
  runs.sort((a, b) => begun(a) - begun(b) || a.pointer.length - b.pointer.length);
  const byPointer = Map.groupBy(runs, ({ pointer }) => pointer);
  const roots: Run[] = [];
  for (const run of runs) (holderOf(run, byPointer)?.inside ?? roots).push(run);
  return roots.map(nodeOf);
}

type Run = IteratedPath & { readonly attempts: readonly RecordedStep[]; readonly inside: Run[] };

const begun = ({ attempts }: Run): number => attempts[0]?.startedAt.getTime() ?? 0;

const iterationOf = ({ iterations, pointer }: Run): number => iterations.get(pointer) ?? 1;

function holderOf(run: Run, byPointer: ReadonlyMap<string, readonly Run[]>): Run | undefined {
  for (let { pointer } = run; pointer !== ''; ) {
    pointer = pointer.slice(0, pointer.lastIndexOf('/'));
    const holders = byPointer.get(pointer);
    if (holders) return nearest(run, holders);
  }
  return undefined;
}

function nearest(run: Run, holders: readonly Run[]): Run | undefined {
  const agreeing = holders.filter((holder) => agrees(run, holder));
  const candidates = agreeing.length > 0 ? agreeing : holders;
  const last = candidates.findLast((holder) => begun(holder) <= begun(run)) ?? candidates[0];
  // Clocks are coarse: of holders that began at the same moment, the one of the same iteration.
  return candidates.find((holder) => last && begun(holder) === begun(last) && iterationOf(holder) === iterationOf(run)) ?? last;
}

/** Whether nothing in the two paths says that the run belongs to another iteration of its holder. */
function agrees(run: Run, holder: Run): boolean {
  const around = [...run.iterations].filter(([at]) => holder.pointer === at || holder.pointer.startsWith(`${at}/`));
  return around.every(([at, n]) => (holder.iterations.get(at) ?? 1) === n) && [...holder.iterations].every(([at, n]) => (run.iterations.get(at) ?? n) === n);
}

function nodeOf(run: Run): TreeNode {
  const { path, attempts, inside } = run;
  const [first, last] = [attempts[0], attempts.at(-1)];
  if (!first || !last) throw new RangeError(`a run without an attempt: ${path}`);
  return {
    path,
    name: first.name,
    kind: first.kind,
    status: last.status,
    iteration: iterationOf(run),
    startedAt: first.startedAt,
    ...(last.finishedAt && { finishedAt: last.finishedAt }),
    attempts,
    children: first.kind === 'for' ? rounds(run) : inside.map(nodeOf),
  };
}

/** What ran inside a loop, round by round. */
function rounds({ path, pointer, inside }: Run): readonly TreeNode[] {
  const roundOf = ({ iterations, pointer: inner }: Run): number => {
    const [, index] = /^\/for\/(\d+)\//.exec(inner.slice(pointer.length)) ?? [];
    return index === undefined ? ([...iterations].find(([at]) => at.startsWith(`${pointer}/`))?.[1] ?? 1) : Number(index) + 1;
  };
  return [...Map.groupBy(inside, roundOf)].sort(([a], [b]) => a - b).map(([iteration, runs]) => {
    const children = runs.map(nodeOf);
    const ends = children.map(({ finishedAt }) => finishedAt);
    const finishedAt = ends.includes(undefined) ? undefined : new Date(Math.max(...ends.map((end) => end?.getTime() ?? 0)));
    return {
      path: `${path}/${iteration}`, name: `#${iteration}`, kind: 'iteration', status: overall(children), iteration, attempts: [], children,
      startedAt: new Date(Math.min(...runs.map(begun))), ...(finishedAt && { finishedAt }),
    };
  });
}

const overall = (children: readonly TreeNode[]): TreeNode['status'] => {
  const statuses = children.map(({ status }) => status);
  return statuses.find((status) => status === 'running' || status === 'failed') ?? (statuses.every((status) => status === 'skipped') ? 'skipped' : 'completed');
};
