/**
 * What is known of the effect of a step:
 * - `none`: it certainly did not happen;
 * - `unknown`: it may have happened (in flight, or the answer was lost);
 * - `done`: it happened.
 */
export type Effect = 'none' | 'unknown' | 'done';

/** A step that may have to be undone. */
export interface Registered<Step> {
  readonly key: string;
  readonly step: Step;
  readonly effect: Effect;
}

/** What became of the undoing, each in the order in which it was tried. */
export interface Unwound<Step> {
  readonly compensated: readonly Registered<Step>[];
  readonly failed: readonly { readonly entry: Registered<Step>; readonly error: unknown }[];
}

/** A stack as it stands, oldest first: JSON if its steps are. */
export type SavedSaga<Step> = readonly Readonly<Entry<Step>>[];

interface Entry<Step> {
  readonly key: string;
  step: Step;
  /** The most that an attempt which has ended says; a later one that failed does not disprove an earlier one. */
  settled: Effect;
  inFlight: boolean;
}

const ORDER: readonly Effect[] = ['none', 'unknown', 'done'];
const stronger = (a: Effect, b: Effect): Effect => (ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b);

/**
 * The compensations of a flow, on a stack. Register a step before it runs, settle it when its fate is known; `unwind` undoes, in reverse order
 * of registration, the steps whose effect happened or may have happened. Plain and deterministic: it is safe in a workflow sandbox.
 */
export class Saga<Step> {
  readonly #entries: Entry<Step>[];

  /** `saved` takes up where another one was. */
  constructor(saved: SavedSaga<Step> = []) {
    this.#entries = saved.map((entry) => ({ ...entry }));
  }

  save(): SavedSaga<Step> {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  /** Before the step, or another attempt of it, runs: from now on its effect may happen. A later attempt keeps the place of the first. */
  register(key: string, step: Step): void {
    const known = this.#find(key);
    if (known) known.inFlight = true;
    else this.#entries.push({ key, step, settled: 'none', inFlight: true });
  }

  /** After the step, or an attempt of it, has ended. `step` replaces what was registered, now that more is known of it. */
  settle(key: string, effect: Effect, step?: Step): void {
    const entry = this.#find(key);
    if (!entry) return;
    entry.inFlight = false;
    entry.settled = stronger(entry.settled, effect);
    if (step !== undefined) entry.step = step;
  }

  /** What `unwind` would undo, in that order. */
  get outstanding(): readonly Registered<Step>[] {
    return this.#entries.map(registered).filter(({ effect }) => effect !== 'none').reverse();
  }

  /**
   * Undoes one after another. One that fails does not keep the others from being undone. Nothing is undone twice: what has been tried, with or
   * without success, leaves the stack. `only` leaves the others where they are. `pause` is awaited before
   * each; what it throws ends the unwinding there.
   */
  async unwind(undo: (entry: Registered<Step>) => Promise<void>, only: (key: string) => boolean = () => true, pause: () => Promise<void> | undefined = () => undefined): Promise<Unwound<Step>> {
    const compensated: Registered<Step>[] = [];
    const failed: { entry: Registered<Step>; error: unknown }[] = [];
    while (this.#entries.some(({ key }) => only(key))) {
      const waiting = pause();
      if (waiting) await waiting;
      const next = this.#take(only);
      if (!next) break;
      const entry = registered(next);
      if (entry.effect === 'none') continue;
      try {
        await undo(entry);
        compensated.push(entry);
      } catch (error) {
        failed.push({ entry, error });
      }
    }
    return { compensated, failed };
  }

  /** The newest entry, off the stack. */
  #take(only: (key: string) => boolean): Entry<Step> | undefined {
    const index = this.#entries.findLastIndex(({ key }) => only(key));
    return index === -1 ? undefined : this.#entries.splice(index, 1)[0];
  }

  #find(key: string): Entry<Step> | undefined {
    return this.#entries.find((entry) => entry.key === key);
  }
}

const registered = <Step>({ key, step, settled, inFlight }: Entry<Step>): Registered<Step> => ({
  key,
  step,
  effect: inFlight ? stronger(settled, 'unknown') : settled,
});
