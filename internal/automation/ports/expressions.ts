import type { Json } from '#internal/kernel';

type Variables = Readonly<Record<string, Json>>;

/** Runtime expressions of definitions: exact jq, bounded in time, memory and output, without files, environment or network. */
export interface Expressions {
  /** Why the program does not compile when these variables are bound; undefined when it does. Runs nothing. */
  check(program: string, variables: readonly string[]): Promise<string | undefined>;
  /**
   * The results of several programs on one input: null for a program without a result, an array for one with several. Throws `invalid`, with
   * jq's message, for a program that fails or spends its budget, `unavailable` when the machine is too busy to tell.
   */
  evaluateAll(programs: readonly string[], input: Json, variables: Variables): Promise<readonly Json[]>;
}
