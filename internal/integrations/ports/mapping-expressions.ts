import type { Json } from '#internal/kernel';

/** Runs programs of jq within bounds of time, memory and output. */
export interface Expressions {
  /** Why a program does not compile with these variables; `undefined` when it does. */
  check(program: string, variables: readonly string[]): Promise<string | undefined>;
  /** The value of a program. Throws `invalid` when it fails or needs too much, `unavailable` when the machine has no time for it. */
  evaluate(program: string, input: Json): Promise<Json>;
}
