import type { Actor, Json, JsonObject } from '#internal/kernel';

/** What a task of a dry run is to have answered. */
export type MockedAnswer = { readonly output: Json } | { readonly error: { readonly status: number; readonly type?: string; readonly title?: string; readonly detail?: string } };

export interface DryRunRequest {
  /** A document that `acceptDefinition` has accepted. */
  readonly definition: JsonObject;
  readonly input: Json;
  /** By the path of a step or the JSON pointer of its task; several answers are given one after another, the last one again and again. */
  readonly mocks: Readonly<Record<string, readonly MockedAnswer[]>>;
}

/** What would have become of one run of a task. */
export interface DryStep {
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  readonly outcome: 'runs' | 'skipped' | 'fails' | 'undecided';
  /** Whether it is reached at all depends on nothing unknown. */
  readonly certain: boolean;
  /** What would be called, waited for, emitted, chosen …; values that are not known are shown as `(unknown)`. */
  readonly detail: JsonObject;
  /** Absent when it is not known. */
  readonly output?: Json;
  /** Why it is undecided. */
  readonly reason?: string;
}

export interface DryRunReport {
  /** `undecided`: the way through the definition depends on something that is not known; the last step says on what. */
  readonly status: 'completed' | 'failed' | 'undecided';
  readonly steps: readonly DryStep[];
  readonly output?: Json;
  readonly error?: Json;
  /** Compensations that would be registered, in the order in which a failure would run them. */
  readonly compensations: readonly { readonly path: string; readonly name: string }[];
}

/** Walks through a definition as an execution would, without an effect on anything. */
export interface DryRunner {
  run(actor: Actor, request: DryRunRequest): Promise<DryRunReport>;
}
