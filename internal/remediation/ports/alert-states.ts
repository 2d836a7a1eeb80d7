import type { Actor } from '#internal/kernel';

/** Looks at alerts. */
export interface AlertStates {
  /** Whether the alert is over. Throws `not_found` when there is none, `unavailable` when it cannot be found out now. */
  isResolved(actor: Actor, alertId: string): Promise<boolean>;
}
