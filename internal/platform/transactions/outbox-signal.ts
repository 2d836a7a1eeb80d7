import type { Pool } from 'pg';

/** The channel the relay listens on. Notifications carry nothing: row-level security does not govern them. */
export const OUTBOX_CHANNEL = 'orchestrix_outbox';

/**
 * Tells the relay that there is work, after the commit and outside of it: a NOTIFY inside makes PostgreSQL commit such transactions
 * one at a time, flush included. At most one is under way; a signal that a crash swallows is made good by the relay's own polling.
 */
export class OutboxSignal {
  #sending = false;
  #again = false;
  #near: (() => void) | undefined;

  constructor(private readonly pool: Pool) {}

  /** A relay of this process: it is told at once and alone. Others look by themselves soon enough, should it be busy. */
  ringNearby(ring: () => void): void {
    this.#near = ring;
  }

  send(): void {
    if (this.#near) {
      this.#near();
      return;
    }
    if (this.#sending) {
      this.#again = true;
      return;
    }
    this.#sending = true;
    void this.pool
      .query({ name: 'outbox_notify', text: `SELECT pg_notify('${OUTBOX_CHANNEL}', '')` })
      .catch(() => undefined)
      .then(() => {
        this.#sending = false;
        if (!this.#again) return;
        this.#again = false;
        this.send();
      });
  }
}
