import path from 'node:path';
import { AppError, unavailable } from '#pkg/apperror';
import { BoundedThreads, type ThreadBudget } from '#pkg/bounded-threads';
import { batchInput, batchProgram, checkProgram, compileMessage } from './jq-program.ts';
import type { JqLimits, JqRun } from './jq-instance.mts' with { 'resolution-mode': 'import' };
import type { JqRequest } from './jq-thread.mts' with { 'resolution-mode': 'import' };
import { plainPath, type JsonValue } from './plain-path.ts';

// Node runs the source as it is under tests, and what the compiler made of it otherwise.
const threadFile = path.join(__dirname, __filename.endsWith('.ts') ? 'jq-thread.mts' : 'jq-thread.mjs');

/** A program failed on its input or spent its budget. The message is for the person who wrote the program. */
const failed = (message: string): AppError => new AppError('invalid', message);

type JqBudget = Omit<ThreadBudget, 'heapMb'> & JqLimits;

export interface JqOptions extends Partial<JqBudget> {
  /** Evaluations that may run at the same time. */
  readonly threads?: number;
}

const DEFAULTS: JqBudget = { cpuMs: 250, wallMs: 10_000, outputBytes: 2 ** 20, memoryBytes: 64 * 2 ** 20 };
/** Beside the memory of jq itself. */
const HEAP_MB = 128;

/**
 * Exact jq in threads of its own, each run within a budget of processor time, memory and output. Throws `unavailable` when the machine gives it
 * no time. Close it when it is no longer needed.
 */
export class JqExpressions {
  readonly #budget: JqBudget;
  readonly #threads: BoundedThreads<JqRequest, JqRun>;

  constructor({ threads = 1, ...budget }: JqOptions = {}) {
    this.#budget = { ...DEFAULTS, ...budget };
    const { cpuMs, wallMs, ...limits } = this.#budget;
    this.#threads = new BoundedThreads({ file: threadFile, threads, cpuMs, wallMs, heapMb: HEAP_MB, workerData: limits satisfies JqLimits });
  }

  /** Why the program does not compile with these variables; undefined when it does. */
  async check(program: string, variables: readonly string[] = []): Promise<string | undefined> {
    // With nothing to read, jq compiles the program and runs nothing.
    const run = await this.#run(checkProgram(program, variables), '');
    return run.status === 0 ? undefined : compileMessage(run.stderr);
  }

  /** The result of one program: null when it has none, an array when it has several. Throws `invalid`. */
  async evaluate(program: string, input: JsonValue, variables: Readonly<Record<string, JsonValue>> = {}): Promise<JsonValue> {
    const [result = null] = await this.evaluateAll([program], input, variables);
    return result;
  }

  /** The results of several programs on the same input, in one run. Throws `invalid` for the first that fails. */
  async evaluateAll(programs: readonly string[], input: JsonValue, variables: Readonly<Record<string, JsonValue>> = {}): Promise<readonly JsonValue[]> {
    const paths = programs.map((program) => plainPath(program, input, variables));
    if (paths.every((value) => value !== undefined)) return paths;

    const run = await this.#run(batchProgram(programs, Object.keys(variables)), batchInput(input, variables));
    if (run.status === 3) throw failed(compileMessage(run.stderr));
    if (run.status !== 0) throw failed(run.stderr.includes('memory') ? 'the expression needs too much memory' : 'the expression ended jq: too deep, or too much output');
    const lines = run.stdout.trimEnd().split('\n');
    if (lines.length !== programs.length) throw failed('the expression ended jq before its result');
    return lines.map(result);
  }

  async close(): Promise<void> {
    await this.#threads.close();
  }

  async #run(program: string, stdin: string): Promise<JqRun> {
    const outcome = await this.#threads.run({ program, stdin });
    if ('reply' in outcome) return outcome.reply;
    if (outcome.spent === 'stalled') throw unavailable(`jq got no processor time for ${this.#budget.wallMs} ms`);
    throw failed(outcome.spent === 'out_of_time' ? `the expression ran longer than ${this.#budget.cpuMs} ms` : 'the expression needs too much memory');
  }
}

type Printed = { readonly v: readonly JsonValue[] } | { readonly e: JsonValue };

function result(line: string): JsonValue {
  const printed = JSON.parse(line) as Printed;
  if ('e' in printed) throw failed(typeof printed.e === 'string' ? printed.e : JSON.stringify(printed.e));
  const [first = null, ...more] = printed.v;
  return more.length > 0 ? printed.v : first;
}
