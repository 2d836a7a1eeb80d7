import path from 'node:path';
import { AppError, unavailable } from '#pkg/apperror';
import { BoundedThreads, type ThreadBudget } from '#pkg/bounded-threads';
import type { SvgReply } from './svg-thread.mts' with { 'resolution-mode': 'import' };

// Node runs the source as it is under tests, and what the compiler made of it otherwise.
const threadFile = path.join(__dirname, __filename.endsWith('.ts') ? 'svg-thread.mts' : 'svg-thread.mjs');

const BUDGET: ThreadBudget = { cpuMs: 10_000, wallMs: 60_000, heapMb: 256 };

/** Graphviz in a thread of its own, one drawing after another, each within a budget of processor time and memory. Close it when it is no longer needed. */
export class SvgRenderer {
  readonly #threads: BoundedThreads<string, SvgReply>;

  constructor(budget: Partial<ThreadBudget> = {}) {
    this.#threads = new BoundedThreads({ file: threadFile, threads: 1, ...BUDGET, ...budget });
  }

  /** The SVG document of a graph in DOT. Throws `invalid` for what is no DOT or takes too long to draw, `unavailable` when the machine gives it no time. */
  async svg(dot: string): Promise<string> {
    const outcome = await this.#threads.run(dot);
    if ('spent' in outcome) throw outcome.spent === 'stalled' ? unavailable('the machine is too busy to draw') : new AppError('invalid', 'the diagram is too large to be drawn');
    if ('problem' in outcome.reply) throw new AppError('invalid', `the diagram cannot be drawn: ${outcome.reply.problem}`);
    return outcome.reply.svg;
  }

  async close(): Promise<void> {
    await this.#threads.close();
  }
}
