import { conflict } from '#pkg/apperror';
import type { ExecutionRecord, Known } from './execution-record.ts';
import { placeOf } from './task-levels.ts';

const BRANCHES = '/fork/branches/';

/**
 * The `$context` that a run met; `runs` are those of the tasks around it, outermost first, and its own. Undefined when nothing had been
 * exported. Throws `conflict` where the record does not say it.
 */
export function contextBefore(record: ExecutionRecord, runs: readonly number[]): Known | undefined {
  const own = runs.at(-1) ?? 0;
  const exported = record.exporting.filter((at) => at < own && !runs.includes(at));
  const last = exported.at(-1);
  if (last === undefined) return undefined;
  const place = (at: number): string => placeOf(record.run(at).path);
  // A task that holds others exports after them, though it began before.
  const around = exported.find((at) => place(last).startsWith(`${place(at)}/`) && record.runsAt(place(at)).findLast((run) => run < last) === at);
  const winner = around ?? last;
  const [fork, branch] = branchOf(place(winner));
  const beside = exported.some((at) => {
    const [otherFork, otherBranch] = branchOf(place(at));
    return fork !== undefined && otherFork === fork && otherBranch !== branch;
  });
  if (beside) throw conflict(`which branch of ${fork ?? ''} exported the context last is not on record`);
  const { path, context } = record.run(winner);
  if (context === undefined) throw conflict(`the context that ${path} exported is not on record`);
  return { data: context };
}

/** The outermost fork that a place lies in, and the branch there. */
function branchOf(place: string): readonly [fork?: string, branch?: string] {
  const at = place.indexOf(BRANCHES);
  return at === -1 ? [] : [place.slice(0, at), place.slice(at + BRANCHES.length).split('/')[0] ?? ''];
}
