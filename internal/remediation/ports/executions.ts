import type { Actor, Json, JsonObject } from '#internal/kernel';

export interface ExecutionRequest {
  /** The remediation's id: one execution per key, however often it is requested. */
  readonly requestKey: string;
  readonly workflowId: string;
  /** Absent means the newest. */
  readonly workflowVersion?: number;
  readonly input: JsonObject;
  /** Comes back to `verifyOutcome` after the last task. */
  readonly verification: Json;
  readonly compensateOnIneffective: boolean;
  readonly alertId: string;
  readonly target: string;
}

/** Runs workflows. */
export interface Executions {
  /** Idempotent by `requestKey`. Throws `not_found`, `invalid` or `conflict` when it can never start, anything else when a repeat may help. */
  request(actor: Actor, request: ExecutionRequest): Promise<{ readonly executionId: string }>;
}
