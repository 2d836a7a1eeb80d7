import type { Json } from '#internal/kernel';
import type { WebhookSecrets } from '../ports/webhook-secrets.ts';

/** Encrypts values for their owners. */
export interface SealingBox {
  seal(owner: { readonly tenantId: string; readonly name: string }, value: Json): Promise<{ readonly sealed: string }>;
  open(owner: { readonly tenantId: string; readonly name: string }, sealed: string): Promise<Json>;
}

/** Secrets of webhooks, in the tenant's box. */
export const sealedWebhookSecrets = (box: SealingBox): WebhookSecrets => ({
  seal: async (owner, secret) => (await box.seal(owner, secret)).sealed,
  open: async (owner, sealed) => (await box.open(owner, sealed)) as string, // authenticated: it is what `seal` was given
});
