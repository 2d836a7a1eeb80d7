import { type Actor, type DomainEvent, later, reactingTo } from '#internal/kernel';
import { type MessageData, plainData } from '../domain/message-data.ts';
import type { NotificationDelivery, NotificationDeliveryId } from '../domain/notification-delivery.ts';
import { stepsOf, type Urgency } from '../domain/notification-rule.ts';
import { pageAudit, pageEvent, type PersonPage, type PersonPageId, stepped, stepTimer } from '../domain/person-page.ts';
import type { IntegrationId } from '../domain/receiver-integration.ts';
import type { NotificationDeps } from './notification-deps.ts';

/** What somebody is told: alerts, or a text. */
export type PersonMessage = { readonly title: string; readonly text: string } | { readonly data: MessageData };

/** Tells a person in the order of their rules until somebody acknowledges; answers the page. Joins the transaction of its caller. */
export type NotifyPerson = (actor: Actor, userId: string, urgency: Urgency, message: PersonMessage) => Promise<PersonPageId>;
/** `notifications.page.step_due`: tells the person in the ways that are due by now. Idempotent. */
export type StepPage = (event: DomainEvent) => Promise<void>;
/** Nobody needs to be told any more; what waits is not sent. Idempotent. Throws `not_found`. */
export type AcknowledgePage = (actor: Actor, id: PersonPageId) => Promise<void>;

type Deps = Pick<NotificationDeps, 'work' | 'clock' | 'ids' | 'publicUrl'>;

export const notifyPerson = ({ work, clock, ids, publicUrl }: Deps): NotifyPerson => (actor, userId, urgency, message) =>
  work.run(actor, async ({ contacts, rules, pages, outbox, audit }) => {
    const now = clock.now();
    const id = ids.next() as PersonPageId;
    const data = 'data' in message ? message.data : plainData({ key: `page:${id}`, receiver: userId, ...message, externalURL: publicUrl, now });
    const steps = stepsOf(await rules.find(userId, urgency), await contacts.list(userId));
    const page: PersonPage = { id, tenantId: actor.tenantId, userId, urgency, data, steps, nextStep: 0, status: 'running', createdAt: now };
    await pages.add(page);
    audit.record(pageAudit('started', page));
    outbox.publish(pageEvent('started', page), stepTimer(page));
    return id;
  });

/** `ring` is told of the queues that have something new, after it is stored. */
export function stepPage({ work, clock, ids, ring }: Deps & { readonly ring: (key: { readonly tenantId: PersonPage['tenantId']; readonly id: IntegrationId }) => void }): StepPage {
  return async (event) => {
    const actor = reactingTo(event, 'notifications');
    const rung = await work.run(actor, async ({ pages, integrations, deliveries, outbox, audit }) => {
      const before = await pages.lock(event.data['page_id'] as PersonPageId);
      if (before.status !== 'running' || before.nextStep !== event.data['step']) return [];
      // The timer rang: it is at least that late, whatever this machine's clock says.
      const now = later(clock.now(), new Date(before.createdAt.getTime() + (before.steps[before.nextStep]?.delaySeconds ?? 0) * 1000));
      const { due, page } = stepped(before, now);
      for (const { contactMethodId } of due) {
        const integration = await integrations.find(contactMethodId);
        if (integration) await deliveries.addNew([copyOf(page, contactMethodId, integration.kind, now)]);
      }
      await pages.save(page);
      if (page.status === 'running') outbox.publish(stepTimer(page));
      else {
        outbox.publish(pageEvent('exhausted', page));
        audit.record(pageAudit('exhausted', page));
      }
      return due.map(({ contactMethodId }) => contactMethodId);
    });
    for (const id of rung) ring({ tenantId: actor.tenantId, id });
  };

  function copyOf({ id, tenantId, userId, data }: PersonPage, integrationId: IntegrationId, kind: string, now: Date): NotificationDelivery {
    return {
      id: ids.next() as NotificationDeliveryId, tenantId, integrationId, receiver: userId, kind, purpose: 'person', subjectId: ids.next(), orderKey: id, data, toldAt: now,
      status: 'pending', attempts: 0, nextAttemptAt: now, heldBack: false, createdAt: now,
    };
  }
}

export const acknowledgePage = ({ work, clock }: Pick<Deps, 'work' | 'clock'>): AcknowledgePage => (actor, id) =>
  work.run(actor, async ({ pages, deliveries, outbox, audit }) => {
    const before = await pages.lock(id);
    if (before.status === 'acknowledged') return;
    const now = clock.now();
    const page: PersonPage = { ...before, status: 'acknowledged', endedAt: now };
    await pages.save(page);
    for (const integrationId of new Set(page.steps.map((step) => step.contactMethodId))) await deliveries.supersede({ integrationId, orderKey: id, before: new Date(now.getTime() + 1) }, now);
    outbox.publish(pageEvent('acknowledged', page));
    audit.record(pageAudit('acknowledged', page));
  });
