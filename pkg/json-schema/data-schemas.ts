import path from 'node:path';
import { unavailable } from '#pkg/apperror';
import { BoundedThreads, type ThreadBudget } from '#pkg/bounded-threads';
import type { SchemaReply, SchemaRequest } from './schema-thread.mts' with { 'resolution-mode': 'import' };

// Node runs the source as it is under tests, and what the compiler made of it otherwise.
const threadFile = path.join(__dirname, __filename.endsWith('.ts') ? 'schema-thread.mts' : 'schema-thread.mjs');

const BUDGET: ThreadBudget = { cpuMs: 500, wallMs: 10_000, heapMb: 128 };

/**
 * JSON Schemas (drafts 06, 07, 2019-09 and, unless `$schema` says otherwise, 2020-12) that people wrote. References inside a schema can ask for exponential work, and every element of large data can break every
 * part of one, so each check runs in a thread, within a budget of processor time and memory. Throws `unavailable` when the machine gives it no time.
 * Close it when it is no longer needed.
 */
export class DataSchemas {
  readonly #budget: ThreadBudget;
  readonly #threads: BoundedThreads<SchemaRequest, SchemaReply>;

  constructor({ threads = 1, ...budget }: Partial<ThreadBudget> & { readonly threads?: number } = {}) {
    this.#budget = { ...BUDGET, ...budget };
    this.#threads = new BoundedThreads({ file: threadFile, threads, ...this.#budget });
  }

  /** Why a value is no JSON Schema that stands for itself; undefined when it is one. References to other documents are refused. */
  schemaFault(schema: unknown): Promise<string | undefined> {
    return this.#ask({ schema });
  }

  /** How data breaks a schema, in words; undefined when it does not. A schema that cannot be checked within the budget is broken by everything. */
  dataFault(schema: unknown, value: unknown): Promise<string | undefined> {
    return this.#ask({ schema, data: { value } });
  }

  async close(): Promise<void> {
    await this.#threads.close();
  }

  async #ask(request: SchemaRequest): Promise<string | undefined> {
    const outcome = await this.#threads.run(request);
    if ('reply' in outcome) return outcome.reply.fault ?? undefined;
    if (outcome.spent === 'stalled') throw unavailable(`a schema got no processor time for ${this.#budget.wallMs} ms`);
    return outcome.spent === 'out_of_time' ? `the schema takes longer than ${this.#budget.cpuMs} ms to check` : 'the schema needs too much memory to check';
  }
}
