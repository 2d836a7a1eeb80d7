import type { Actor } from '#internal/kernel';
import { invalid } from '#pkg/apperror';
import type { Integration } from '../domain/receiver-integration.ts';
import { plainData } from '../domain/message-data.ts';
import { type DeliveryAttemptId, deliveryAttempt } from '../domain/delivery-attempt.ts';
import { afterAttempt, type DeliveryOutcome, givenUp, type NotificationDelivery, type NotificationDeliveryId } from '../domain/notification-delivery.ts';
import type { ReceiverId } from '../domain/receiver.ts';
import { receiverTested } from '../domain/receiver-trail.ts';
import type { NotificationDeps } from './notification-deps.ts';

export interface TestTerms {
  /** Only this one; all without it. */
  readonly integrationId?: string;
  /** Of the alert that is told of. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Sends a test message now and once, past queue, circuit and rate, answers what each provider said, and keeps it with all other messages. Throws `not_found`; `invalid` for an integration that is not there. */
export type TestReceiver = (actor: Actor, id: ReceiverId, terms: TestTerms) => Promise<readonly (DeliveryOutcome & { readonly deliveryId: string; readonly integration: Integration })[]>;

export function testReceiver({ work, clock, ids, channels, secrets, publicUrl }: NotificationDeps): TestReceiver {
  return async (actor, id, { integrationId, labels = {} }) => {
    const receiver = await work.read(actor, ({ receivers }) => receivers.get(id));
    const tested = receiver.integrations.filter((integration) => integrationId === undefined || integration.id === integrationId);
    if (integrationId !== undefined && tested.length === 0) throw invalid('/integration_id', 'is not an integration of this receiver');
    const now = clock.now();
    const results = await Promise.all(
      tested.map(async (integration) => {
        const deliveryId = ids.next() as NotificationDeliveryId;
        const text = `A test of the receiver '${receiver.name}' by ${actor.name ?? actor.subject}: nothing is wrong.`;
        const data = plainData({ key: `test:${deliveryId}`, receiver: receiver.name, title: 'OrchestrixTest', text, labels: { severity: 'info', ...labels }, externalURL: publicUrl, now });
        const outcome = await channels.deliver(actor, integration.kind, { deliveryId, data }, { settings: integration.settings, secrets: await secrets.open(actor, integration) });
        return { outcome, integration, data, deliveryId };
      }),
    );
    const ended = clock.now();
    await work.run(actor, async ({ deliveries, audit }) => {
      audit.record(receiverTested(receiver, results.map(({ outcome }) => outcome)));
      for (const { outcome, integration, data, deliveryId: id } of results) {
        const sent: NotificationDelivery = {
          id, tenantId: actor.tenantId, integrationId: integration.id, receiver: receiver.name, kind: integration.kind, purpose: 'test', subjectId: id, orderKey: id, data, toldAt: now,
          status: 'pending', attempts: 1, nextAttemptAt: now, heldBack: false, createdAt: now,
        };
        const after = afterAttempt(sent, outcome, { now: ended, random: 0 });
        // Nobody tries it again by itself: who sent it is told.
        await deliveries.addNew([after.status === 'pending' ? givenUp(after, outcome.code, outcome.error ?? '', ended) : after]);
        await deliveries.addAttempt(deliveryAttempt(ids.next() as DeliveryAttemptId, sent, outcome, ended));
      }
    });
    return results.map(({ outcome, integration, deliveryId }) => ({ ...outcome, deliveryId, integration }));
  };
}
