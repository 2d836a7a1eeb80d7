import type { Clock } from '#internal/kernel';
import type { WebhookWatch } from '../ports/webhook-repositories.ts';
import type { DeliverWebhooks } from '../service/deliver-webhooks.ts';

/** Endpoints served at once by one process; each has a lane of its own, so that one which does not answer delays nobody else. */
const LANES = 32;

/** Finds endpoints that have something due and serves them side by side. */
export class WebhookDispatcher {
  readonly #busy = new Map<string, Promise<void>>();

  constructor(private readonly deps: { readonly watch: WebhookWatch; readonly clock: Clock; readonly deliver: DeliverWebhooks; readonly onError: (error: unknown) => void }) {}

  /** Starts a lane for each endpoint that is due and has none; does not wait for them. Answers 0, for what is next is due at its own time. */
  async dispatch(): Promise<number> {
    const { watch, clock, deliver, onError } = this.deps;
    const free = LANES - this.#busy.size;
    if (free <= 0) return 0;
    // Those that are busy are due as well while they last, so look for more than there are lanes free.
    for (const { tenantId, endpointId } of await watch.dueEndpoints(clock.now(), 2 * LANES)) {
      if (this.#busy.size >= LANES) break;
      if (this.#busy.has(endpointId)) continue;
      const lane = deliver(tenantId, endpointId).then(() => undefined, onError).finally(() => this.#busy.delete(endpointId));
      this.#busy.set(endpointId, lane);
    }
    return 0;
  }

  /** Waits for the lanes that are open. */
  async idle(): Promise<void> {
    await Promise.all(this.#busy.values());
  }
}
