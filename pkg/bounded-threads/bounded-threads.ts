import { BoundedThread, type Outcome, type ThreadBudget } from './bounded-thread.ts';

export type { Outcome, Spent } from './bounded-thread.ts';

export interface BoundedThreadsOptions extends ThreadBudget {
  /** The thread's module. */
  readonly file: string | URL;
  readonly workerData?: unknown;
  /** Runs at the same time; more wait in their order. */
  readonly threads: number;
}

/**
 * Threads for work that people wrote, each run within a budget of processor time and memory: a run that spends it ends its thread, and a new one takes
 * its place. They start when they are first needed. Close them when they are no longer needed.
 */
export class BoundedThreads<Request, Reply> {
  readonly #options: BoundedThreadsOptions;
  readonly #idle: BoundedThread<Request, Reply>[] = [];
  readonly #waiting: ((thread: BoundedThread<Request, Reply>) => void)[] = [];
  readonly #all = new Set<BoundedThread<Request, Reply>>();
  #spare: number;

  constructor(options: BoundedThreadsOptions) {
    this.#options = options;
    this.#spare = options.threads;
  }

  /** Throws what broke the thread, if it was not its budget. */
  async run(request: Request): Promise<Outcome<Reply>> {
    const thread = await this.#borrow();
    try {
      const outcome = await thread.run(request);
      if ('reply' in outcome) this.#giveBack(thread);
      else this.#replace(thread);
      return outcome;
    } catch (error) {
      this.#replace(thread);
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.stop()));
    this.#all.clear();
    this.#idle.length = 0;
  }

  async #borrow(): Promise<BoundedThread<Request, Reply>> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#spare > 0) {
      this.#spare -= 1;
      return this.#start();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #start(): BoundedThread<Request, Reply> {
    const thread = new BoundedThread<Request, Reply>(this.#options);
    this.#all.add(thread);
    return thread;
  }

  #giveBack(thread: BoundedThread<Request, Reply>): void {
    const next = this.#waiting.shift();
    if (next) next(thread);
    else this.#idle.push(thread);
  }

  #replace(thread: BoundedThread<Request, Reply>): void {
    this.#all.delete(thread);
    void thread.stop();
    this.#giveBack(this.#start());
  }
}
