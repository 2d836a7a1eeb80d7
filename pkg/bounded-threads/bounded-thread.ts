import { Worker } from 'node:worker_threads';

/** What one run may use. */
export interface ThreadBudget {
  /** Processor time of one run. */
  readonly cpuMs: number;
  /** Wall time after which the machine, not the work, is to blame. */
  readonly wallMs: number;
  /** JavaScript heap of the thread. */
  readonly heapMb: number;
}

/** Why there is no reply. `stalled`: the machine gave the thread no time. */
export type Spent = 'out_of_time' | 'out_of_memory' | 'stalled';
export type Outcome<Reply> = { readonly reply: Reply } | { readonly spent: Spent };

/** Objects that survive a scavenge when the heap is full must fit into the leeway that Node gives a thread to end in; beyond it the whole process dies. */
const YOUNG_HEAP_MB = 4;

/**
 * One thread that answers one request after another. Its module posts `undefined` once it is ready, and then a reply to each message. It is of no more
 * use after a run that spent its budget or threw.
 */
export class BoundedThread<Request, Reply> {
  readonly #thread: Worker;
  readonly #budget: ThreadBudget;
  readonly #ready: Promise<void>;
  #answer: ((reply: Reply | undefined) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;

  constructor({ file, workerData, ...budget }: ThreadBudget & { readonly file: string | URL; readonly workerData?: unknown }) {
    this.#budget = budget;
    this.#thread = new Worker(file, { workerData, env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: budget.heapMb, maxYoungGenerationSizeMb: YOUNG_HEAP_MB } });
    this.#thread.on('message', (reply: Reply | undefined) => this.#answer?.(reply));
    this.#thread.on('error', (error: Error) => this.#fail?.(error));
    this.#thread.on('exit', () => this.#fail?.(new Error('the thread ended')));
    this.#ready = this.#next().then(() => undefined);
    // Whoever runs first hears of it.
    this.#ready.catch(() => undefined);
    this.#thread.unref();
  }

  async run(request: Request): Promise<Outcome<Reply>> {
    this.#thread.ref();
    try {
      await this.#ready;
      return await this.#bounded(request);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return { spent: 'out_of_memory' };
      throw error;
    } finally {
      this.#thread.unref();
    }
  }

  async stop(): Promise<void> {
    this.#fail = undefined;
    await this.#thread.terminate();
  }

  async #bounded(request: Request): Promise<Outcome<Reply>> {
    const answered = this.#next();
    this.#thread.postMessage(request);
    const watch = this.#watch();
    try {
      const outcome = await Promise.race([answered.then((reply) => ({ reply })), watch.spent]);
      if ('spent' in outcome) return outcome;
      if (outcome.reply === undefined) throw new Error('the thread started twice');
      return { reply: outcome.reply };
    } finally {
      watch.stop();
    }
  }

  #next(): Promise<Reply | undefined> {
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#fail = reject;
    });
  }

  /** Resolves when the budget is spent. A busy machine does not count against the work: the thread's processor time does. */
  #watch(): { readonly spent: Promise<{ readonly spent: Spent }>; stop(): void } {
    const { cpuMs, wallMs } = this.#budget;
    const begun = performance.now();
    const before = this.#thread.cpuUsage();
    let timer: NodeJS.Timeout;
    const spent = new Promise<{ readonly spent: Spent }>((resolve) => {
      const look = async (): Promise<void> => {
        const { user, system } = await this.#thread.cpuUsage(await before);
        const used = (user + system) / 1000;
        if (used >= cpuMs) return resolve({ spent: 'out_of_time' });
        if (performance.now() - begun >= wallMs) return resolve({ spent: 'stalled' });
        timer = setTimeout(check, Math.max(10, cpuMs - used));
      };
      // A thread that has ended cannot be asked; its exit has failed the run already.
      const check = (): void => void look().catch(() => undefined);
      timer = setTimeout(check, cpuMs);
    });
    before.catch(() => undefined);
    return { spent, stop: () => clearTimeout(timer) };
  }
}
