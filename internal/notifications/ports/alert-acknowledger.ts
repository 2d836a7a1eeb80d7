import type { Actor } from '#internal/kernel';

/** Somebody takes care of alerts. */
export interface AlertAcknowledger {
  /** Of the alert with these labels; one that is acknowledged or over already stays as it is. */
  acknowledge(actor: Actor, labels: Readonly<Record<string, string>>): Promise<unknown>;
}
