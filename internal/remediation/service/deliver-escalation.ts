import { AppError, unavailable } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import type { RemediationId } from '../domain/remediation.ts';
import { escalationData, escalationHandled } from '../domain/remediation-trail.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';
import type { WebhookSecrets } from '../ports/webhook-secrets.ts';
import type { WebhookSender } from '../ports/webhook-sender.ts';
import { openedSecret } from './escalation-secrets.ts';

/** `deliveryId` is the id of the event: the same for every attempt. */
export type DeliverEscalation = (actor: Actor, id: RemediationId, deliveryId: string) => Promise<void>;

/**
 * Tells the policy's webhook that people must take over, at least once. Throws `unavailable` when a repeat may help: no answer, or one outside 2xx. Gives up,
 * and says so in the audit log, when the address is not allowed (any more) or the receiver answers 410 Gone.
 */
export function deliverEscalation(deps: { readonly work: RemediationUnitOfWork; readonly webhooks: WebhookSender; readonly secrets: WebhookSecrets; readonly clock: Clock }): DeliverEscalation {
  return async (actor, id, deliveryId) => {
    const found = await deps.work.read(actor, async ({ remediations, policies }) => {
      const remediation = await remediations.find(id);
      const escalation = remediation && (await policies.find(remediation.policyId))?.escalation;
      return remediation && escalation && { remediation, escalation };
    });
    if (!found) return;
    const { remediation, escalation } = found;
    const { webhookUrl: url } = escalation;
    const secret = await openedSecret(deps.secrets, { tenantId: actor.tenantId, id: remediation.policyId }, escalation);
    const body = { type: 'remediation.remediation.escalated', timestamp: deps.clock.now().toISOString(), data: escalationData(remediation) };
    const delivery = await deliver();
    await deps.work.run(actor, async ({ audit }) => audit.record(escalationHandled(remediation, delivery)));

    async function deliver(): Promise<{ readonly delivered: boolean; readonly outcome: string }> {
      try {
        const status = await deps.webhooks.send(actor, { url, ...(secret !== undefined && { secret }), id: deliveryId, sentAt: deps.clock.now(), body });
        if (status >= 200 && status < 300) return { delivered: true, outcome: `the receiver answered ${status}` };
        if (status === 410) return { delivered: false, outcome: 'the receiver answered 410 Gone' };
        throw unavailable(`the escalation webhook answered ${status}`);
      } catch (error) {
        if (error instanceof AppError && error.code === 'forbidden') return { delivered: false, outcome: error.message };
        throw error;
      }
    }
  };
}
