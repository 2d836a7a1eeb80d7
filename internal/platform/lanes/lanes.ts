/** Something that is served by itself: a queue of a tenant. */
export interface LaneKey {
  readonly tenantId: string;
  readonly id: string;
}

export interface LanesOptions<Key extends LaneKey> {
  /** Keys served at once by one process. */
  readonly atOnce: number;
  /** What is due and may be served, at most so many; those that are being served may be among them. */
  readonly due: (most: number) => Promise<readonly Key[]>;
  /** Serves one key; answers how much there was to do. */
  readonly serve: (key: Key) => Promise<number>;
  readonly onError: (error: unknown) => void;
}

/** Serves many queues side by side, each in a lane of its own, so that one whose receiver does not answer delays nobody else. */
export class Lanes<Key extends LaneKey> {
  readonly #busy = new Map<string, Promise<void>>();
  /** Rung while they were busy: served once more. */
  readonly #again = new Set<string>();

  constructor(private readonly options: LanesOptions<Key>) {}

  /** Starts a lane for each key that is due and has none; does not wait for them. Answers 0, for what is next is due at its own time. */
  async dispatch(): Promise<number> {
    const { atOnce, due } = this.options;
    if (this.#busy.size >= atOnce) return 0;
    // Those that are busy are due as well while they last, so look for more than there are lanes free.
    for (const key of await due(2 * atOnce)) {
      if (this.#busy.size >= atOnce) break;
      if (!this.#busy.has(key.id)) this.#start(key);
    }
    return 0;
  }

  /** Serves a key at once, or once more when it is being served; when all lanes are taken the next dispatch finds it. */
  ring(key: Key): void {
    if (this.#busy.has(key.id)) this.#again.add(key.id);
    else if (this.#busy.size < this.options.atOnce) this.#start(key);
  }

  /** Waits for the lanes that are open. */
  async idle(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all(this.#busy.values());
  }

  #start(key: Key): void {
    this.#busy.set(key.id, this.#serve(key));
  }

  async #serve(key: Key): Promise<void> {
    const { serve, onError } = this.options;
    try {
      do {
        this.#again.delete(key.id);
        await serve(key);
      } while (this.#again.has(key.id));
    } catch (error) {
      onError(error);
    } finally {
      this.#again.delete(key.id);
      this.#busy.delete(key.id);
    }
  }
}
