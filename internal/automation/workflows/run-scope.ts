import type { Json } from '#internal/kernel';

/** How often a task ran, so that each run has a name of its own. */
interface Visits {
  completed: number;
  failed: number;
}

/** What surrounds a list of tasks. */
export interface RunScope {
  /** Variables bound by `catch` and `compensate`. */
  readonly bound: Readonly<Record<string, Json>>;
  /** Whether a `try` around may run a failed task again. */
  readonly mayRetry: boolean;
  /** The compensation that runs, if one does. */
  readonly undoing?: { readonly attempt: number };
  readonly visits: Map<string, Visits>;
}

export const outermost = (): RunScope => ({ bound: {}, mayRetry: false, visits: new Map() });

/**
 * Names the next run of a task: its pointer and, from the second completed run on, the iteration. A failed run keeps its name for the next
 * attempt, and with it its ticket; one that has completed never gives its name away.
 */
export function nextRun({ visits, undoing }: RunScope, pointer: string): { readonly path: string; readonly attempt: number } {
  const { completed, failed } = visits.get(pointer) ?? { completed: 0, failed: 0 };
  return { path: completed === 0 ? pointer : `${pointer}#${completed + 1}`, attempt: failed + (undoing?.attempt ?? 1) };
}

export function ran({ visits }: RunScope, pointer: string, completed: boolean): void {
  const before = visits.get(pointer) ?? { completed: 0, failed: 0 };
  visits.set(pointer, completed ? { completed: before.completed + 1, failed: 0 } : { ...before, failed: before.failed + 1 });
}
