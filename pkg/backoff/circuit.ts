import { type BackoffOptions, ceilingMs } from './backoff.ts';

/**
 * A circuit breaker that is a value and not in a process: stored with whatever it guards, so that all processes share it and people see it. It lets everything pass, or, once
 * somebody failed too often in a row, nothing until `retryAt`, and then one try, which decides.
 */
export interface Circuit {
  readonly consecutiveFailures: number;
  readonly openedAt?: Date;
  readonly retryAt?: Date;
}

export type CircuitState = 'closed' | 'open' | 'half_open';

export interface CircuitOptions {
  /** Failures in a row that open it. */
  readonly failuresToOpen: number;
  /** How long it stays open: `baseMs` at first, doubled with each further failure. */
  readonly breaks: BackoffOptions;
}

/** `half_open` from `retryAt` on: the next try decides. */
export function circuitState({ retryAt }: Circuit, now: Date): CircuitState {
  if (!retryAt) return 'closed';
  return now < retryAt ? 'open' : 'half_open';
}

/** A try succeeded: the circuit is closed. Everything else of what it is stored with stays. */
export function closedCircuit<Guarded extends Circuit>(guarded: Guarded): Guarded {
  const { openedAt: _, retryAt: __, ...rest } = guarded;
  return { ...rest, consecutiveFailures: 0 } as Guarded; // the two that are gone are optional
}

/** A try failed. */
export function failedCircuit<Guarded extends Circuit>(guarded: Guarded, { failuresToOpen, breaks }: CircuitOptions, now: Date): Guarded {
  const consecutiveFailures = guarded.consecutiveFailures + 1;
  if (consecutiveFailures < failuresToOpen) return { ...guarded, consecutiveFailures };
  const breakMs = ceilingMs(consecutiveFailures - failuresToOpen + 1, breaks);
  return { ...guarded, consecutiveFailures, openedAt: guarded.openedAt ?? now, retryAt: new Date(now.getTime() + breakMs) };
}
