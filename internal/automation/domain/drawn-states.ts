import type { RecordedStep } from './execution-tree.ts';
import type { DrawnState } from './flow-graph.ts';
import { pointerOf } from './step-path.ts';

/** How each task of a run went, by its JSON pointer: the worst that is still true counts, the time of all iterations is added up. */
export function drawnStates(steps: readonly RecordedStep[]): ReadonlyMap<string, DrawnState> {
  const byTask = Map.groupBy(steps, ({ path }) => drawnPointer(path));
  return new Map([...byTask].map(([pointer, all]) => [pointer, stateOf(all)]));
}

/** Where the task of a step is drawn: all iterations of a loop are one place. */
const drawnPointer = (path: string): string => pointerOf(path).replaceAll(/\/for\/\d+\/do\//g, '/do/').replaceAll(/\/foreach\/\d+\/do\//g, '/foreach/do/');

function stateOf(steps: readonly RecordedStep[]): DrawnState {
  const runs = [...Map.groupBy(steps, ({ path }) => path).values()].map((attempts) => attempts.toSorted((a, b) => a.attempt - b.attempt));
  const last = runs.flatMap((attempts) => attempts.slice(-1));
  const statuses = last.map(({ status }) => status);
  const status = (['running', 'failed', 'completed', 'skipped'] as const).find((one) => statuses.includes(one)) ?? 'skipped';
  const spans = runs.map((attempts) => [attempts[0]?.startedAt, attempts.at(-1)?.finishedAt] as const);
  const known = spans.every(([, finished]) => finished !== undefined) && status !== 'skipped';
  const durationMs = spans.reduce((sum, [from, to]) => sum + Math.max(0, (to?.getTime() ?? 0) - (from?.getTime() ?? 0)), 0);
  return { status, ...(known && { durationMs }), attempts: Math.max(...runs.map(({ length }) => length)), iterations: runs.length };
}
