import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { JqLimits, JqRun } from './jq-instance.mts' with { 'resolution-mode': 'import' };
import type { JqReply, JqRequest } from './jq-thread.mts' with { 'resolution-mode': 'import' };

// Node runs the source as it is under tests, and what the compiler made of it otherwise.
const threadFile = path.join(__dirname, __filename.endsWith('.ts') ? 'jq-thread.mts' : 'jq-thread.mjs');

export interface JqBudget extends JqLimits {
  /** Processor time of one run. */
  readonly cpuMs: number;
  /** Wall time after which the machine, not the program, is to blame. */
  readonly wallMs: number;
}

export type JqOutcome = JqRun | 'out_of_time' | 'stalled';

/** One thread with a warm jq. It is ended, and of no more use, when a run spends its time. */
export class JqWorker {
  readonly #thread: Worker;
  readonly #budget: JqBudget;
  readonly #ready: Promise<void>;
  #answer: ((reply: JqReply) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;

  constructor(budget: JqBudget) {
    this.#budget = budget;
    this.#thread = new Worker(threadFile, { workerData: budget, env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 128 } });
    this.#thread.on('message', (reply: JqReply) => this.#answer?.(reply));
    this.#thread.on('error', (error: Error) => this.#fail?.(error));
    this.#thread.on('exit', () => this.#fail?.(new Error('the jq thread ended')));
    this.#ready = this.#next().then(() => undefined);
    // Whoever runs first hears of it.
    this.#ready.catch(() => undefined);
    this.#thread.unref();
  }

  async run(request: JqRequest): Promise<JqOutcome> {
    await this.#ready;
    this.#thread.ref();
    const answered = this.#next();
    this.#thread.postMessage(request);
    const watch = this.#watch();
    try {
      const reply = await Promise.race([answered, watch.spent]);
      if (reply === undefined) throw new Error('the jq thread started twice');
      return reply;
    } finally {
      watch.stop();
      this.#thread.unref();
    }
  }

  async stop(): Promise<void> {
    this.#fail = undefined;
    await this.#thread.terminate();
  }

  #next(): Promise<JqReply> {
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#fail = reject;
    });
  }

  /** Resolves when the budget is spent. A busy machine does not count against a program: the thread's processor time does. */
  #watch(): { readonly spent: Promise<'out_of_time' | 'stalled'>; stop(): void } {
    const { cpuMs, wallMs } = this.#budget;
    const begun = performance.now();
    const before = this.#thread.cpuUsage();
    let timer: NodeJS.Timeout;
    const spent = new Promise<'out_of_time' | 'stalled'>((resolve) => {
      const look = async (): Promise<void> => {
        const { user, system } = await this.#thread.cpuUsage(await before);
        const used = (user + system) / 1000;
        if (used >= cpuMs) return resolve('out_of_time');
        if (performance.now() - begun >= wallMs) return resolve('stalled');
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
