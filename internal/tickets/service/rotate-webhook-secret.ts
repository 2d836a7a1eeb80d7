import type { Actor } from '#internal/kernel';
import { rotated, type WebhookEndpoint, type WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import { endpointChanged } from '../domain/webhook-trail.ts';
import { secretOwner, type WebhookDeps } from './manage-webhook-endpoints.ts';

/** The new secret is shown this once. Throws `not_found`. */
export type RotateWebhookSecret = (actor: Actor, id: WebhookEndpointId, overlapMs: number) => Promise<{ readonly endpoint: WebhookEndpoint; readonly secret: string }>;

/** Gives an endpoint a new secret; deliveries are signed with the old one as well for a while, so that the receiver can change over without missing any. */
export function rotateWebhookSecret({ work, clock, secrets }: Pick<WebhookDeps, 'work' | 'clock' | 'secrets'>): RotateWebhookSecret {
  return (actor, id, overlapMs) =>
    work.run(actor, async ({ endpoints, audit }) => {
      const before = await endpoints.lock(id);
      const secret = secrets.generate();
      const after = rotated(before, await secrets.seal(secretOwner(before), secret), overlapMs, clock.now());
      await endpoints.save(after);
      audit.record(endpointChanged('secret_rotated', before, after));
      return { endpoint: { ...after, version: after.version + 1 }, secret };
    });
}
