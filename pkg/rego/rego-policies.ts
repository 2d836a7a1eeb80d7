import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError, unavailable } from '#pkg/apperror';
import type { RegoLimits, RegoReply, RegoRequest } from './rego-thread.mts' with { 'resolution-mode': 'import' };

// Node runs the source as it is under tests, and what the compiler made of it otherwise.
const threadFile = path.join(__dirname, __filename.endsWith('.ts') ? 'rego-thread.mts' : 'rego-thread.mjs');

export interface RegoBudget extends RegoLimits {
  /** Processor time of one evaluation. */
  readonly cpuMs: number;
  /** Wall time after which the machine, not the policy, is to blame. */
  readonly wallMs: number;
}

const DEFAULTS: RegoBudget = { cpuMs: 250, wallMs: 10_000, memoryBytes: 64 * 2 ** 20 };

/** A policy, compiled by `opa build -t wasm`. */
export interface CompiledPolicy {
  /** SHA-256 of the module. */
  readonly digest: string;
  readonly load: () => Promise<Uint8Array>;
}

type Outcome = Exclude<RegoReply, undefined> | 'out_of_time' | 'stalled';

/**
 * Evaluates compiled Rego in a thread of its own, one evaluation at a time, each within a budget of processor time and memory. One that spends its time
 * ends the thread, and a new one takes its place. Close it when it is no longer needed.
 */
export class RegoPolicies {
  readonly #budget: RegoBudget;
  #thread: Worker | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(budget: Partial<RegoBudget> = {}) {
    this.#budget = { ...DEFAULTS, ...budget };
  }

  /**
   * All results of an entrypoint, `orchestrix/plan/deny`. Throws `invalid` when the policy cannot be evaluated or spends its budget, with a message for
   * whoever wrote it, and `unavailable` when the machine gives it no time.
   */
  evaluate(policy: CompiledPolicy, entrypoint: string, input: unknown): Promise<readonly unknown[]> {
    const result = this.#turn.then(() => this.#evaluate(policy, entrypoint, JSON.stringify(input)));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
    this.#thread = undefined;
  }

  async #evaluate({ digest, load }: CompiledPolicy, entrypoint: string, input: string): Promise<readonly unknown[]> {
    let outcome = await this.#ask({ digest, entrypoint, input });
    if (typeof outcome === 'object' && 'missing' in outcome) outcome = await this.#ask({ digest, entrypoint, input, wasm: await load() });
    if (outcome === 'stalled') throw unavailable(`the policy got no processor time for ${this.#budget.wallMs} ms`);
    if (outcome === 'out_of_time') throw new AppError('invalid', `the policy ran longer than ${this.#budget.cpuMs} ms`);
    if ('error' in outcome) throw new AppError('invalid', `the policy failed: ${outcome.error}`);
    if (!('result' in outcome)) throw new Error('the module was sent and is still missing');
    return (JSON.parse(outcome.result) as readonly { readonly result: unknown }[]).map(({ result }) => result);
  }

  async #ask(request: RegoRequest): Promise<Outcome> {
    const thread = this.#thread ?? (await this.#start());
    thread.ref();
    let timer: NodeJS.Timeout | undefined;
    try {
      const answered = reply(thread);
      const before = await thread.cpuUsage();
      thread.postMessage(request);
      const begun = performance.now();
      const spent = new Promise<Outcome>((resolve, reject) => {
        const look = async (): Promise<void> => {
          const { user, system } = await thread.cpuUsage(before);
          const used = (user + system) / 1000;
          if (used >= this.#budget.cpuMs) return resolve('out_of_time');
          if (performance.now() - begun >= this.#budget.wallMs) return resolve('stalled');
          timer = setTimeout(check, Math.max(10, this.#budget.cpuMs - used));
        };
        const check = (): void => void look().catch(reject);
        timer = setTimeout(check, this.#budget.cpuMs);
      });
      spent.catch(() => undefined); // a thread that has ended cannot be asked; its exit has failed the answer already
      const outcome = await Promise.race([answered, spent]);
      if (typeof outcome === 'string') await this.close();
      return outcome;
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      clearTimeout(timer);
      this.#thread?.unref();
    }
  }

  async #start(): Promise<Worker> {
    const thread = new Worker(threadFile, { workerData: { memoryBytes: this.#budget.memoryBytes } satisfies RegoLimits, env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 128 } });
    this.#thread = thread;
    await next(thread);
    return thread;
  }
}

/** The next message of a thread. Throws when the thread ends first. */
function next(thread: Worker): Promise<RegoReply> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      settle();
    };
    const onMessage = (message: RegoReply): void => done(() => resolve(message));
    const onError = (error: Error): void => done(() => reject(new AppError('invalid', `the policy ended its thread: ${error.message}`)));
    const onExit = (): void => done(() => reject(new AppError('invalid', 'the policy ended its thread')));
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

async function reply(thread: Worker): Promise<Exclude<RegoReply, undefined>> {
  const message = await next(thread);
  if (message === undefined) throw new Error('the policy thread started twice');
  return message;
}
