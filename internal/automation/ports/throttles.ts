import type { Actor } from '#internal/kernel';

/** A place under a throttle key, for one run of one task. */
export interface ThrottleRequest {
  readonly key: string;
  /** The same run that asks again has the same name. */
  readonly holder: string;
  /** Most that run at once. */
  readonly concurrency?: number;
  /** Most that begin within any `perMs` milliseconds. */
  readonly rate?: { readonly limit: number; readonly perMs: number };
}

export type ThrottleAnswer = { readonly granted: true } | { readonly granted: false; /** When to ask again. */ readonly retryMs: number };

/**
 * Limits of one tenant over all of its executions. Places are given in the order in which they were first asked for. A holder of which nothing is
 * heard for `SLOT_LEASE_MS` loses its slot, one that waits and does not ask again in time loses its place.
 */
export interface Throttles {
  /** Takes a slot, or a place in the queue. Idempotent per holder: one that has a slot keeps it. */
  acquire(actor: Actor, request: ThrottleRequest): Promise<ThrottleAnswer>;
  /** The holder still runs. */
  renew(actor: Actor, key: string, holder: string): Promise<void>;
  /** The holder has ended, or waits no longer. It still counts for the rate if it ran. Idempotent. */
  release(actor: Actor, key: string, holder: string): Promise<void>;
}
