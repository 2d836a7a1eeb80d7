import type { Actor } from '#internal/kernel';

/** Looks at alerts. */
export interface AlertStates {
  /** Whether the alert is over. Throws `not_found` when there is none, `unavailable` when it cannot be found out now. */
  isResolved(actor: Actor, alertId: string): Promise<boolean>;
  /** Whether a maintenance holds remediation of alerts with these labels back now; its alerts are told again at its end. */
  isHeldBack(actor: Actor, labels: Readonly<Record<string, string>>): Promise<boolean>;
}
