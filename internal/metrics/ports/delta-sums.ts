import type { Actor } from '#internal/kernel';

/** What the deltas of one series have added up to; times in milliseconds. */
export interface DeltaSum {
  readonly start: number;
  /** The delta that was added last. */
  readonly lastStart: number;
  readonly last: number;
  /** Numbers, texts, lists, maps and objects of them. */
  readonly state: unknown;
}

/** Sums of a tenant that are asked for, and how many more it may have. */
export interface KnownSums {
  readonly sums: ReadonlyMap<string, DeltaSum>;
  readonly room: number;
}

/** Sums of deltas per series, shared by all processes and kept over restarts. */
export interface DeltaSums {
  /** Changes sums of the tenant, one change after the other: `change` gets those that are known of `series`, and answers those to keep. */
  change(actor: Actor, request: { readonly series: readonly string[]; readonly maxSeries: number }, change: (known: KnownSums) => Iterable<readonly [series: string, sum: DeltaSum]>): Promise<void>;
}

/** A sum to which nothing was added for this long is forgotten: it begins anew, which reads as the counter reset that it is. */
export const DELTA_MEMORY_MS = 3_600_000;
