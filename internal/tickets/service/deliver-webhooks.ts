import { systemActor, type Actor, type TenantId } from '#internal/kernel';
import { newAttempt, type WebhookAttemptId } from '../domain/webhook-attempt.ts';
import { attempted, type AttemptResult, type WebhookDelivery } from '../domain/webhook-delivery.ts';
import { circuitOf, failed, sealedSecretsOf, succeeded, type WebhookEndpoint, type WebhookEndpointId } from '../domain/webhook-endpoint.ts';
import { endpointChanged } from '../domain/webhook-trail.ts';
import { secretOwner, type WebhookDeps } from './manage-webhook-endpoints.ts';

/** Delivers what is due at one endpoint; answers how many attempts that were. */
export type DeliverWebhooks = (tenantId: TenantId, endpointId: WebhookEndpointId) => Promise<number>;

const AT_ONCE = 20;
/** Longer than all attempts of one claim can take. */
const HIDDEN_MS = 5 * 60_000;
const NO_CAUSE = '0'.repeat(32);

export function deliverWebhooks({ work, clock, ids, receiver, secrets, random }: WebhookDeps & { readonly random: () => number }): DeliverWebhooks {
  const claim = (actor: Actor, endpointId: WebhookEndpointId) =>
    work.run(actor, async ({ endpoints, deliveries }) => {
      const now = clock.now();
      const endpoint = await endpoints.lock(endpointId); // one worker decides at a time how much the circuit lets pass
      const circuit = circuitOf(endpoint, now);
      if (!endpoint.enabled || circuit === 'open') return { endpoint, due: [] };
      const due = await deliveries.claim(endpointId, { now, most: circuit === 'half_open' ? 1 : AT_ONCE, hiddenUntil: new Date(now.getTime() + HIDDEN_MS) });
      return { endpoint, due };
    });

  return async (tenantId, endpointId) => {
    const actor = systemActor(tenantId, 'webhooks', { correlationId: NO_CAUSE, via: 'deliverWebhooks' });
    const { endpoint, due } = await claim(actor, endpointId);
    const sealed = due.length === 0 ? [] : sealedSecretsOf(endpoint, clock.now());
    const opened = await Promise.all(sealed.map((each) => secrets.open(secretOwner(endpoint), each)));
    let attempts = 0;
    for (const [index, delivery] of due.entries()) {
      const result = await receiver.send(actor, delivery, { url: endpoint.url, secrets: opened });
      attempts += 1;
      const passes = await settle(actor, delivery, result);
      if (!passes) {
        await giveBack(actor, due.slice(index + 1));
        break;
      }
    }
    return attempts;
  };

  /** Writes down what came of an attempt; answers whether the circuit lets the next one pass. */
  async function settle(actor: Actor, delivery: WebhookDelivery, result: AttemptResult): Promise<boolean> {
    return work.run(actor, async ({ endpoints, deliveries, audit }) => {
      const now = clock.now();
      const endpoint = await endpoints.lock(delivery.endpointId);
      await deliveries.save(attempted(delivery, result, { now, random: random() }));
      await deliveries.addAttempt(newAttempt(ids.next() as WebhookAttemptId, delivery, result, now));
      if (result.outcome === 'gone' && result.statusCode === 410) {
        const disabled: WebhookEndpoint = { ...endpoint, enabled: false, updatedAt: now };
        await endpoints.save(disabled);
        audit.record(endpointChanged('disabled', endpoint, disabled));
        return false;
      }
      const after = result.outcome === 'delivered' ? succeeded(endpoint) : failed(endpoint, now);
      await endpoints.saveCircuit(after);
      return circuitOf(after, now) === 'closed';
    });
  }

  /** What was claimed and not tried is due as before. */
  async function giveBack(actor: Actor, rest: readonly WebhookDelivery[]): Promise<void> {
    if (rest.length === 0) return;
    await work.run(actor, async ({ deliveries }) => {
      for (const delivery of rest) await deliveries.save({ ...delivery, attempts: delivery.attempts - 1, nextAttemptAt: clock.now() });
    });
  }
}
