import type { Actor, JsonObject } from '#internal/kernel';

export interface Webhook {
  readonly url: string;
  /** Key of the signatures; unsigned without one. */
  readonly secret?: string;
  /** The same for every attempt, so that the receiver can tell repeats. */
  readonly id: string;
  readonly sentAt: Date;
  readonly body: JsonObject;
}

/** Delivers webhooks of the tenant, inside the tenant's allow-list. */
export interface WebhookSender {
  /** The status of the answer. Throws `forbidden` when the address is not allowed, `unavailable` when no answer came. */
  send(actor: Actor, webhook: Webhook): Promise<number>;
}
