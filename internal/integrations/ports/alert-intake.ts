import type { Actor } from '#internal/kernel';
import type { IncomingAlert } from '../domain/incoming-alert.ts';

/** What became of one alert: `ignored` when it told nothing new, `invalid` when it makes no sense. */
export type IntakeOutcome =
  | { readonly kind: 'opened' | 'fired' | 'resolved' | 'refreshed'; readonly alertId?: string }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly details: readonly { readonly field: string; readonly reason: string }[] };

/** Where alerts go; the application fills this with alerting's `receiveSignals`. */
export interface AlertIntake {
  /**
   * Answers one outcome per alert, in their order; fields are JSON pointers into the alert. When it answers, the alerts are stored. The same alerts again
   * change nothing. Throws `unavailable` when they cannot be stored now.
   */
  receive(actor: Actor, alerts: readonly IncomingAlert[]): Promise<readonly IntakeOutcome[]>;
}

/** Who hears that somebody cares for an alert; the application fills this with alerting's `acknowledgeIdentity`. */
export interface AlertAcknowledger {
  /** `unknown`: no alert of this identity is open. Throws `invalid` for an identity that none can have. */
  acknowledge(actor: Actor, identity: Readonly<Record<string, string>>): Promise<'acknowledged' | 'unchanged' | 'unknown'>;
}
