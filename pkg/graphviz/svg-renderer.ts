import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '#pkg/apperror';
import type { SvgReply } from './svg-thread.mts' with { 'resolution-mode': 'import' };

// Node runs the source as it is under tests, and what the compiler made of it otherwise.
const threadFile = path.join(__dirname, __filename.endsWith('.ts') ? 'svg-thread.mts' : 'svg-thread.mjs');

/**
 * Graphviz in a thread of its own, one drawing after another, each within a bound of time and memory: a drawing that takes longer ends the
 * thread, and the next one starts another. Close it when it is no longer needed.
 */
export class SvgRenderer {
  readonly #timeoutMs: number;
  #thread: Worker | undefined;
  #answer: ((reply: SvgReply) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {}) {
    this.#timeoutMs = timeoutMs;
  }

  /** The SVG document of a graph in DOT. Throws `invalid` for what is no DOT or takes too long to draw. */
  svg(dot: string): Promise<string> {
    const drawn = this.#queue.then(() => this.#draw(dot));
    this.#queue = drawn.catch(() => undefined);
    return drawn;
  }

  async close(): Promise<void> {
    await this.#end();
  }

  async #draw(dot: string): Promise<string> {
    const thread = (this.#thread ??= this.#start());
    thread.ref();
    let timer: NodeJS.Timeout | undefined;
    try {
      const reply = await new Promise<SvgReply>((resolve, reject) => {
        this.#answer = resolve;
        this.#fail = reject;
        timer = setTimeout(() => reject(new AppError('invalid', 'the diagram is too large to be drawn')), this.#timeoutMs);
        thread.postMessage(dot);
      });
      if ('problem' in reply) throw new AppError('invalid', `the diagram cannot be drawn: ${reply.problem}`);
      return reply.svg;
    } catch (error) {
      await this.#end();
      throw error;
    } finally {
      clearTimeout(timer);
      thread.unref();
    }
  }

  #start(): Worker {
    const thread = new Worker(threadFile, { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 256 } });
    thread.on('message', (reply: SvgReply) => this.#answer?.(reply));
    thread.on('error', (error: Error) => this.#fail?.(error));
    thread.on('exit', () => this.#fail?.(new AppError('invalid', 'the diagram needs too much memory')));
    return thread;
  }

  async #end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    // Its exit is no news for the drawing that comes next.
    this.#fail = undefined;
    await thread?.terminate();
  }
}
