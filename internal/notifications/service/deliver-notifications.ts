import { systemActor, type Actor, type TenantId } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import { type DeliveryAttemptId, deliveryAttempt } from '../domain/delivery-attempt.ts';
import { answered, failedToAnswer, type Integration, type IntegrationId } from '../domain/receiver-integration.ts';
import { afterAttempt, type DeliveryOutcome, type NotificationDelivery } from '../domain/notification-delivery.ts';
import { deliveryChanged, deliveryEnded } from '../domain/receiver-trail.ts';
import type { NotificationRepositories } from '../ports/notifications-unit-of-work.ts';
import { claimTurn } from './claim-turn.ts';
import type { NotificationDeps } from './notification-deps.ts';

/** Delivers what is due at one integration until nothing is left that may go; answers how many attempts that were. */
export type DeliverNotifications = (tenantId: TenantId, integrationId: IntegrationId) => Promise<number>;

/** What happened, for those who count. */
export interface DeliveryObserver {
  /** `deliveryId` has had an attempt; `waitedMs` is from when it was put into the queue until its end was known. */
  attempted(delivery: NotificationDelivery, outcome: DeliveryOutcome, waitedMs: number): void;
}

export interface DeliverDeps extends NotificationDeps {
  readonly random: () => number;
  readonly observer: DeliveryObserver;
  /** The link that a message carries, if it carries one. */
  readonly ackUrlOf: (actor: Actor, delivery: NotificationDelivery) => Promise<string | undefined>;
}

const NO_CAUSE = '0'.repeat(32);

export function deliverNotifications(deps: DeliverDeps): DeliverNotifications {
  const { work, clock, ids, channels, secrets, random, observer, ackUrlOf } = deps;

  return async (tenantId, integrationId) => {
    const actor = systemActor(tenantId, 'notifications', { correlationId: NO_CAUSE, via: 'deliverNotifications' });
    for (let attempts = 0; ; ) {
      const { integration, claimed } = await claimTurn(deps, actor, integrationId);
      if (!integration || claimed.length === 0) return attempts;
      const passes = await Promise.all(claimed.map((delivery) => attempt(actor, integration, delivery)));
      attempts += claimed.length;
      if (!passes.every(Boolean)) return attempts;
    }
  };

  /** One attempt and its record; answers whether it went well. */
  async function attempt(actor: Actor, integration: Integration, delivery: NotificationDelivery): Promise<boolean> {
    const outcome = await send(actor, integration, delivery);
    await work.run(actor, (scope) => settle(scope, integration.id, delivery, outcome));
    observer.attempted(delivery, outcome, clock.now().getTime() - delivery.createdAt.getTime());
    return outcome.outcome === 'delivered';
  }

  async function send(actor: Actor, integration: Integration, delivery: NotificationDelivery): Promise<DeliveryOutcome> {
    try {
      const values = await secrets.open(actor, integration);
      const ackUrl = await ackUrlOf(actor, delivery);
      return await channels.deliver(actor, integration.kind, { deliveryId: delivery.id, data: delivery.data, ...(ackUrl !== undefined && { ackUrl }) }, { settings: integration.settings, secrets: values });
    } catch (error) {
      if (!(error instanceof AppError)) return { outcome: 'failed', code: 'internal', error: 'what the message needs could not be read', latencyMs: 0 };
      if (error.code === 'invalid') return { outcome: 'refused', code: 'secret_missing', error: error.message, latencyMs: 0 };
      throw error;
    }
  }

  type Scope = NotificationRepositories & Parameters<Parameters<typeof work.run>[1]>[0];

  async function settle({ integrations, deliveries, outbox, audit }: Scope, integrationId: IntegrationId, claimed: NotificationDelivery, outcome: DeliveryOutcome): Promise<void> {
    const now = clock.now();
    const integration = await integrations.lock(integrationId);
    const current = await deliveries.lock(claimed.id);
    await deliveries.addAttempt(deliveryAttempt(ids.next() as DeliveryAttemptId, claimed, outcome, now));
    if (integration && outcome.outcome !== 'refused') await integrations.saveState(outcome.outcome === 'delivered' ? answered(integration) : failedToAnswer(integration, now));
    // Another worker has taken it over, or people have replayed it: only that it arrived is news.
    const isOurs = current.attempts === claimed.attempts && current.status !== 'delivered';
    if (!isOurs && (outcome.outcome !== 'delivered' || current.status === 'delivered')) return;
    const after = afterAttempt(current, outcome, { now, random: random() });
    await deliveries.save(after);
    if (after.status !== 'delivered' && after.status !== 'dead') return;
    if (after.status === 'dead') audit.record(deliveryChanged('dead', after));
    const told = after.purpose === 'bundle' ? await deliveries.inBundle(after.id) : [after];
    outbox.publish(...told.map((each) => deliveryEnded(after.status === 'dead' ? 'dead' : 'succeeded', each, after)));
  }
}
