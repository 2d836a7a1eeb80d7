import type { Actor } from '#internal/kernel';

/** One way in which a receiver is told: an e-mail address, a webhook … */
export interface ReceiverIntegration {
  /** Stays the same while its settings change. */
  readonly id: string;
  /** `webhook`, `email` … */
  readonly kind: string;
  /** Whether it is told of ends, too. */
  readonly sendResolved: boolean;
  /** Most alerts in one message; left out or 0: all. */
  readonly maxAlerts?: number;
}

/** Whom routes name. */
export interface Receiver {
  readonly name: string;
  readonly integrations: readonly ReceiverIntegration[];
}

/** The receivers of the actor's tenant; filled by the context that owns them. */
export interface Receivers {
  list(actor: Actor): Promise<readonly Receiver[]>;
}
