import { setTimeout as sleep } from 'node:timers/promises';

/** A payment usually takes this long. */
const PAYMENT_MS = 20;
/** Customers wait this long for a worker and its payment. */
const PATIENCE_MS = 250;
/** A worker busy for longer than this will not come back by itself. */
const STUCK_AFTER_MS = 500;

interface Job {
  readonly since: number;
}

/**
 * The workers that serve checkouts, each one payment at a time. Once broken, payments hang for ever and keep their workers, so the pool
 * really runs dry under traffic, until it is restarted.
 */
export class CheckoutPool {
  #busy = new Set<Job>();
  #hangs = false;
  #generation = new AbortController();
  #up = true;

  constructor(readonly size: number) {}

  get up(): boolean {
    return this.#up;
  }

  get stuck(): number {
    const now = Date.now();
    return [...this.#busy].filter(({ since }) => now - since > STUCK_AFTER_MS).length;
  }

  /** One checkout. Throws with a sentence when the customer got none. */
  async serve(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (this.#busy.size >= this.size || !this.#up) {
      if (Date.now() >= deadline) throw new Error(this.#up ? `all ${this.size} workers are busy` : 'the workers are restarting');
      await sleep(10);
    }
    const job = { since: Date.now() };
    const busy = this.#busy;
    busy.add(job);
    const payment = this.#pay().finally(() => busy.delete(job));
    const patience = new AbortController();
    const late = sleep(Math.max(deadline - Date.now(), PAYMENT_MS * 2), undefined, { signal: patience.signal }).then(() => Promise.reject(new Error('the payment did not answer')));
    try {
      await Promise.race([payment, late]);
    } finally {
      patience.abort();
      late.catch(() => undefined);
      payment.catch(() => undefined); // nobody waits for it any more; its worker does
    }
  }

  /** From now on payments hang. */
  break(): void {
    this.#hangs = true;
  }

  /** Waits for the workers to end, kills those that hang in the end, and comes back with fresh ones. */
  async restart(takesMs: number): Promise<void> {
    this.#up = false;
    await sleep(takesMs);
    this.#generation.abort();
    this.#busy = new Set();
    this.#generation = new AbortController();
    this.#hangs = false;
    this.#up = true;
  }

  /** Ends what hangs, for good. */
  stop(): void {
    this.#up = false;
    this.#generation.abort();
  }

  async #pay(): Promise<void> {
    const { signal } = this.#generation;
    if (!this.#hangs) return sleep(PAYMENT_MS, undefined, { signal });
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('the worker was stopped')), { once: true });
    });
  }
}
