import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Actor, Json } from '#internal/kernel';
import type { WebhookVerifier } from '../ports/webhook-verifier.ts';

/** The tenant's secret with this name signs the webhooks of its pipelines. */
export const WEBHOOK_SECRET = 'pipeline-webhook';

/** For tenants without a secret, so that they take the same time; nobody knows it. */
const nobody = randomBytes(32);

/** Signatures as GitHub makes them, over `<timestamp>.<body>`. `secretOf` reads the tenant's secret, undefined when there is none. */
export function webhookSignatures(secretOf: (actor: Actor, name: string) => Promise<Json | undefined>): WebhookVerifier {
  return {
    async verify(actor, { timestamp, body, signature }) {
      const secret = await secretOf(actor, WEBHOOK_SECRET);
      const known = typeof secret === 'string' && secret !== '';
      const expected = createHmac('sha256', known ? secret : nobody).update(`${timestamp}.`).update(body).digest();
      const given = Buffer.from(signature, 'hex');
      return given.length === expected.length && timingSafeEqual(given, expected) && known;
    },
  };
}
