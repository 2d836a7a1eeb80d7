import type { Json } from '#internal/kernel';

/**
 * Where an execution stands, as one frame for each construct that runs: a list with the index of its next task, a loop with its iteration, a
 * `try` with its attempt. When a run is continued as a new one, each construct takes its frame up again, outermost first.
 */
export class Position {
  readonly #frames: Frame[] = [];
  readonly #saved: Frame[];
  #pinned = 0;

  constructor(saved: readonly Frame[] = []) {
    this.#saved = [...saved];
  }

  /** Whether what runs next was under way in the run before: it has been counted, entered and registered. */
  get resuming(): boolean {
    return this.#saved.length > 0;
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
    if (!this.storable) return work(fresh);
    const saved = this.#saved.shift();
    if (saved && saved.kind !== fresh.kind) throw new TypeError(`the position expects a ${saved.kind}, and there is a ${fresh.kind}`);
    const frame = saved ? (saved as Own) : fresh;
    this.#frames.push(frame);
    try {
      return await work(frame);
    } finally {
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

/** Where a rerun begins. */
export const outermostList = ({ index, data }: { readonly index: number; readonly data: Json }): ListFrame => ({ kind: 'list', index, data });
