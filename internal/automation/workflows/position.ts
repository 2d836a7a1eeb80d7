import type { Json } from '#internal/kernel';
import { taskFault } from './task-fault.ts';

/**
 * Where an execution stands, as one frame for each construct that runs: a list with the index of its next task, a loop with its iteration, a
 * `try` with its attempt. When a run is continued as a new one, each construct takes its frame up again, outermost first.
 */
export class Position {
  readonly #frames: Frame[] = [];
  readonly #saved: Frame[];
  #pinned = 0;

  /** `anew`: the frames say where to begin, but nothing of it is under way yet; what they leave out is as when the construct begins. */
  constructor(saved: readonly Frame[] = [], private readonly anew = false) {
    this.#saved = [...saved];
  }

  /** Whether there are frames that no construct has taken up yet. */
  get pending(): boolean {
    return this.#saved.length > 0;
  }

  /** Whether what runs next was under way in the run before: it has been counted, entered and registered. */
  get resuming(): boolean {
    return this.pending && !this.anew;
  }

  /** Whether the frames say all there is to say. */
  get storable(): boolean {
    return this.#pinned === 0;
  }

  /** The frames as they stand, outermost first. */
  get frames(): readonly Frame[] {
    return this.#frames.map((frame) => ({ ...frame }));
  }

  /** Runs a construct with its frame, which it keeps up to date: a fresh one, or the one of the run before. */
  async within<Own extends Frame, Result>(fresh: Own, work: (frame: Own) => Promise<Result>): Promise<Result> {
    const saved = this.#saved.shift();
    if (!saved && !this.storable) return work(fresh);
    if (saved && saved.kind !== fresh.kind) throw new TypeError(`the position expects a ${saved.kind}, and there is a ${fresh.kind}`);
    const frame: Own = { ...fresh, ...saved };
    this.#frames.push(frame);
    try {
      const result = await work(frame);
      if (this.pending) throw taskFault('runtime', '/', `the execution cannot begin where it was to: the ${frame.kind} ended before`);
      return result;
    } finally {
      // Whatever follows, a handler for instance, stands elsewhere.
      this.#saved.length = 0;
      this.#frames.pop();
    }
  }

  /** Runs something whose position has no frame (branches of a fork): the execution stays in its run until it has ended. */
  async pinned<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#pinned += 1;
    try {
      return await work();
    } finally {
      this.#pinned -= 1;
    }
  }
}

/** JSON, told apart by its kind. */
export interface Frame {
  readonly kind: string;
}

/** The frame of a list: `index` is that of the task that runs, or runs next. */
export interface ListFrame extends Frame {
  readonly kind: 'list';
  index: number;
  data: Json;
}

/** Where a rerun begins: a task of the outermost list or one inside of it, and what it meets there. */
export interface StartPlace {
  readonly index: number;
  /** What the task of the outermost list gets; that of the first one when absent. */
  readonly data?: Json;
  /** What the task stands in, inside of the outermost list. */
  readonly inside?: readonly Frame[];
  /** Of `$context`; as at the beginning when absent. */
  readonly context?: Json;
}

/** The frames with which a rerun begins. */
export const framesOf = ({ index, data, inside = [] }: StartPlace): readonly Frame[] => [{ kind: 'list', index, ...(data !== undefined && { data }) } as Frame, ...inside];
