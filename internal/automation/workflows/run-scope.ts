import type { Json } from '#internal/kernel';
import { renamed } from '../domain/step-path.ts';

/** How often a task ran, so that each run has a name of its own. */
export interface Visits {
  completed: number;
  failed: number;
}

/** Which attempt of a compensation runs, and what it takes back. */
export interface Undoing {
  readonly attempt: number;
  /** The ticket of the effect, and the task with which it is taken back: the last one of the compensation. */
  readonly takesBack?: { readonly ticketId: string; readonly lastTask: string };
}

/** What surrounds a list of tasks. */
export interface RunScope {
  /** Variables bound by `catch` and `compensate`. */
  readonly bound: Readonly<Record<string, Json>>;
  /** Whether a `try` around may run a failed task again. */
  readonly mayRetry: boolean;
  /** The compensation that runs, if one does. */
  readonly undoing?: Undoing;
  readonly visits: Map<string, Visits>;
  /** Where runs are named otherwise than after their place in the definition: in iterations, functions and extensions. */
  readonly names?: { readonly pointer: string; readonly path: string };
  /** What the surrounding branches of forks have registered to be undone, innermost last. */
  readonly branches?: readonly Set<string>[];
  /** Tasks of an extension run, which no extension extends. */
  readonly extending?: true;
  /** The task around which its extensions run already. */
  readonly extended?: string;
}

export const outermost = (visits: RunScope['visits']): RunScope => ({ bound: {}, mayRetry: false, visits });

/** The name of a task that has run once. */
export const placeOf = ({ names }: RunScope, pointer: string): string => renamed(names, pointer);

/**
 * Names the next run of a task: its place and, from the second completed run on, the iteration. A failed run keeps its name for the next
 * attempt, and with it its ticket; one that has completed never gives its name away.
 */
export function nextRun(scope: RunScope, pointer: string): { readonly path: string; readonly attempt: number } {
  const { visits, undoing } = scope;
  const place = placeOf(scope, pointer);
  const { completed, failed } = visits.get(place) ?? { completed: 0, failed: 0 };
  return { path: completed === 0 ? place : `${place}#${completed + 1}`, attempt: failed + (undoing?.attempt ?? 1) };
}

export function ran(scope: RunScope, pointer: string, completed: boolean): void {
  const { visits } = scope;
  const place = placeOf(scope, pointer);
  const before = visits.get(place) ?? { completed: 0, failed: 0 };
  visits.set(place, completed ? { completed: before.completed + 1, failed: 0 } : { ...before, failed: before.failed + 1 });
}
