import type { Actor } from '#internal/kernel';
import type { AttemptResult, WebhookDelivery } from '../domain/webhook-delivery.ts';

/** The other end of an endpoint. */
export interface WebhookReceiver {
  /** Why the tenant may not call the URL, or nothing when it may. */
  problemOf(actor: Actor, url: string): Promise<string | undefined>;
  /** Sends a delivery, signed with each of the secrets, the newest first. Never throws for what the receiver or the network does; throws `unavailable` when it cannot be known whether the address is allowed. */
  send(actor: Actor, message: Pick<WebhookDelivery, 'id' | 'body'>, to: { readonly url: string; readonly secrets: readonly string[] }): Promise<AttemptResult>;
}

/** Encrypts signing secrets at rest; a text sealed for one endpoint does not open for another. */
export interface WebhookSecrets {
  /** 24 random bytes, in the form of Standard Webhooks: `whsec_<base64>`. */
  generate(): string;
  seal(owner: { readonly tenantId: string; readonly name: string }, secret: string): Promise<string>;
  open(owner: { readonly tenantId: string; readonly name: string }, sealed: string): Promise<string>;
}
