import { AppError, unavailable } from '#pkg/apperror';
import { batchInput, batchProgram, checkProgram, compileMessage } from './jq-program.ts';
import { JqWorker, type JqBudget } from './jq-worker.ts';
import type { JqRun } from './jq-instance.mts' with { 'resolution-mode': 'import' };
import { plainPath, type JsonValue } from './plain-path.ts';

/** A program failed on its input or spent its budget. The message is for the person who wrote the program. */
const failed = (message: string): AppError => new AppError('invalid', message);

export interface JqOptions extends Partial<JqBudget> {
  /** Evaluations that may run at the same time. */
  readonly threads?: number;
}

const DEFAULTS: JqBudget = { cpuMs: 250, wallMs: 10_000, outputBytes: 2 ** 20, memoryBytes: 64 * 2 ** 20 };

/**
 * Exact jq in threads of its own, each run within a budget of processor time, memory and output. A run that spends its time ends its thread,
 * and a new one takes its place. Throws `unavailable` when the machine gives it no time. Close it when it is no longer needed.
 */
export class JqExpressions {
  readonly #budget: JqBudget;
  readonly #idle: JqWorker[] = [];
  readonly #waiting: ((worker: JqWorker) => void)[] = [];
  #spare: number;
  readonly #all = new Set<JqWorker>();

  constructor({ threads = 1, ...budget }: JqOptions = {}) {
    this.#budget = { ...DEFAULTS, ...budget };
    this.#spare = threads;
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
    await Promise.all([...this.#all].map((worker) => worker.stop()));
    this.#all.clear();
    this.#idle.length = 0;
  }

  async #run(program: string, stdin: string): Promise<JqRun> {
    const worker = await this.#borrow();
    let outcome: Awaited<ReturnType<JqWorker['run']>>;
    try {
      outcome = await worker.run({ program, stdin });
    } catch (error) {
      this.#replace(worker);
      throw error;
    }
    if (typeof outcome !== 'string') {
      this.#giveBack(worker);
      return outcome;
    }
    this.#replace(worker);
    if (outcome === 'out_of_time') throw failed(`the expression ran longer than ${this.#budget.cpuMs} ms`);
    throw unavailable(`jq got no processor time for ${this.#budget.wallMs} ms`);
  }

  async #borrow(): Promise<JqWorker> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#spare > 0) {
      this.#spare -= 1;
      return this.#start();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #start(): JqWorker {
    const worker = new JqWorker(this.#budget);
    this.#all.add(worker);
    return worker;
  }

  #giveBack(worker: JqWorker): void {
    const next = this.#waiting.shift();
    if (next) next(worker);
    else this.#idle.push(worker);
  }

  #replace(worker: JqWorker): void {
    this.#all.delete(worker);
    void worker.stop();
    this.#giveBack(this.#start());
  }
}

type Printed = { readonly v: readonly JsonValue[] } | { readonly e: JsonValue };

function result(line: string): JsonValue {
  const printed = JSON.parse(line) as Printed;
  if ('e' in printed) throw failed(typeof printed.e === 'string' ? printed.e : JSON.stringify(printed.e));
  const [first = null, ...more] = printed.v;
  return more.length > 0 ? printed.v : first;
}
