import { randomBytes } from 'node:crypto';
import { type Actor, type Clock, excerpt, type Json } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import { checkUrl, type EgressClient, EgressError, type EgressPolicy } from '#pkg/egress';
import { webhookHeaders } from '#pkg/webhook-signature';
import type { AttemptResult } from '../domain/webhook-delivery.ts';
import type { WebhookReceiver, WebhookSecrets } from '../ports/webhook-receiver.ts';

const TIMEOUT_MS = 10_000;
const SECRET_BYTES = 24;

interface ReceiverDeps {
  readonly client: EgressClient;
  /** The tenant's allow-list, as it is now. */
  readonly policyOf: (actor: Actor) => Promise<EgressPolicy>;
  readonly clock: Clock;
}

/** Signed POSTs inside the tenant's allow-list. */
export const guardedWebhookReceiver = ({ client, policyOf, clock }: ReceiverDeps): WebhookReceiver => ({
  async problemOf(actor, url) {
    try {
      checkUrl(url, await policyOf(actor));
      return undefined;
    } catch (error) {
      if (error instanceof AppError && (error.code === 'forbidden' || error.code === 'invalid')) return error.message;
      throw error;
    }
  },

  async send(actor, { id, body: event }, { url, secrets }): Promise<AttemptResult> {
    const policy = await policyOf(actor);
    const body = JSON.stringify(event);
    const headers = { 'content-type': 'application/json', ...webhookHeaders({ id, sentAt: clock.now(), body }, { secrets, covers: 'timestamp.body' }) };
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    try {
      const { status, body: response } = await client.send({ method: 'POST', url, headers, body, timeoutMs: TIMEOUT_MS }, policy);
      const outcome = status >= 200 && status < 300 ? 'delivered' : status === 410 ? 'gone' : 'failed';
      return { outcome, statusCode: status, latencyMs: took(), response: excerpt(response), ...(outcome !== 'delivered' && { error: `the receiver answered ${status}` }) };
    } catch (error) {
      if (!(error instanceof AppError) && !(error instanceof EgressError)) throw error;
      const refused = error instanceof AppError && error.code === 'forbidden';
      return { outcome: refused ? 'gone' : 'failed', latencyMs: took(), error: error.message };
    }
  },
});

/** Encrypts values for their owners. */
export interface SealingBox {
  seal(owner: { readonly tenantId: string; readonly name: string }, value: Json): Promise<{ readonly sealed: string }>;
  open(owner: { readonly tenantId: string; readonly name: string }, sealed: string): Promise<Json>;
}

/** Secrets of Standard Webhooks, in the tenant's box. */
export const sealedWebhookSecrets = (box: SealingBox): WebhookSecrets => ({
  generate: () => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`,
  seal: async (owner, secret) => (await box.seal(owner, secret)).sealed,
  open: async (owner, sealed) => (await box.open(owner, sealed)) as string, // authenticated: it is what `seal` was given
});
