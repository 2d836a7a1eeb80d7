import { randomUUID } from 'node:crypto';
import { asTenantId, systemActor, type Actor } from '#internal/kernel';
import { type DeliveryAttemptId, deliveryAttempt } from '../domain/delivery-attempt.ts';
import { failedToAnswer, type Integration, type IntegrationId } from '../domain/receiver-integration.ts';
import type { ContactMethod } from '../domain/contact-method.ts';
import { plainData } from '../domain/message-data.ts';
import { afterAttempt, type NotificationDelivery, type NotificationDeliveryId } from '../domain/notification-delivery.ts';
import type { NotificationRules } from '../domain/notification-rule.ts';
import type { PersonPage, PersonPageId } from '../domain/person-page.ts';
import type { Receiver, ReceiverId } from '../domain/receiver.ts';
import type { DeliveryFilter, DeliveryWatch } from './delivery-repository.ts';
import type { NotificationsUnitOfWork } from './notifications-unit-of-work.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const after = (ms: number) => new Date(noon.getTime() + ms);

export interface OpenNotifications {
  readonly work: NotificationsUnitOfWork;
  readonly watch: Pick<DeliveryWatch, 'dueIntegrations'>;
}

/** Somebody of a tenant that nobody else uses. */
export const somebody = (): Actor => systemActor(asTenantId(randomUUID()), 'test', { correlationId: '4bf92f3577b34da6a3ce929d0e0e4736', via: 'test' });

export const integrationOf = (owner: Actor, receiverId: ReceiverId, terms: Partial<Integration> = {}): Integration => ({
  id: randomUUID() as IntegrationId, tenantId: owner.tenantId, owner: { receiverId }, kind: 'webhook', settings: { url: 'https://acme.com/hook', max_alerts: 0 }, secrets: { signing_secret: { sealed: 'sealed' }, authorization: { fromSecret: 'token' } },
  sendResolved: true, rateWindowSent: 0, consecutiveFailures: 0, ...terms,
});

export function receiverOf(owner: Actor, terms: Partial<Receiver> = {}): Receiver {
  const id = randomUUID() as ReceiverId;
  return { id, tenantId: owner.tenantId, name: 'ops', description: 'who is on duty', integrations: [integrationOf(owner, id)], createdAt: noon, updatedAt: noon, version: 1, ...terms };
}

export function deliveryOf({ tenantId, id: integrationId }: Integration, terms: Partial<NotificationDelivery> = {}): NotificationDelivery {
  const groupId = terms.groupId ?? randomUUID();
  return {
    id: randomUUID() as NotificationDeliveryId, tenantId, integrationId, receiver: 'ops', kind: 'webhook', purpose: 'alerts', subjectId: randomUUID(), orderKey: groupId, groupId,
    data: plainData({ key: '{}:{}', receiver: 'ops', title: 'Down', text: 'it is down', externalURL: 'http://localhost', now: noon }), toldAt: noon,
    status: 'pending', attempts: 0, nextAttemptAt: noon, heldBack: false, createdAt: noon, ...terms,
  };
}

/** What every store of receivers and deliveries promises. */
export function notificationsContract(name: string, open: () => OpenNotifications, someone: () => Actor = somebody): void {
  describe(`${name} keeps the contract of notifications`, () => {
    const setup = async (terms: Partial<Integration> = {}) => {
      const { work, watch } = open();
      const owner = someone();
      const receiver = receiverOf(owner);
      const integration = { ...receiver.integrations[0]!, ...terms };
      await work.run(owner, ({ receivers }) => receivers.add({ ...receiver, integrations: [integration] }));
      const enqueue = (...deliveries: NotificationDelivery[]) => work.run(owner, ({ deliveries: queue }) => queue.addNew(deliveries));
      const claim = (now = noon, most = 10) => work.run(owner, ({ deliveries }) => deliveries.claim(integration.id, { now, most, leasedUntil: new Date(now.getTime() + 30_000) }));
      const list = async (filter: DeliveryFilter = {}) => (await work.read(owner, ({ deliveries }) => deliveries.list(filter, { limit: 100 }))).items;
      const isDue = async (now = noon) => (await watch.dueIntegrations(now, 10_000)).some(({ id }) => id === integration.id);
      return { work, owner, receiver: { ...receiver, integrations: [integration] }, integration, enqueue, claim, list, isDue };
    };

    test('a receiver comes back with its integrations, in their order', async () => {
      const { work, owner, receiver, integration } = await setup();
      const more = [integrationOf(owner, receiver.id, { kind: 'email', ratePerMinute: 6, secrets: {}, sendResolved: false }), integration];
      await work.run(owner, ({ receivers }) => receivers.save({ ...receiver, name: 'night', integrations: more }));
      expect(await work.read(owner, ({ receivers }) => receivers.get(receiver.id))).toEqual({ ...receiver, name: 'night', integrations: more, version: 2 });
      await work.run(owner, ({ receivers }) => receivers.save({ ...receiver, integrations: [], version: 2 }));
      expect(await work.read(owner, async ({ receivers, integrations }) => [await receivers.all(), await integrations.find(integration.id)])).toEqual([[{ ...receiver, integrations: [], version: 3 }], undefined]);
    });

    test('a name belongs to one receiver of a tenant, and a version is saved once', async () => {
      const { work, owner, receiver } = await setup();
      await expect(work.run(owner, ({ receivers }) => receivers.add(receiverOf(owner)))).rejects.toMatchObject({ code: 'conflict' });
      await work.run(owner, ({ receivers }) => receivers.save(receiver));
      await expect(work.run(owner, ({ receivers }) => receivers.save(receiver))).rejects.toMatchObject({ code: 'conflict' });
      const stranger = someone();
      await work.run(stranger, ({ receivers }) => receivers.add(receiverOf(stranger)));
      await expect(work.read(stranger, ({ receivers }) => receivers.get(receiver.id))).rejects.toMatchObject({ code: 'not_found' });
      expect(await work.read(stranger, ({ receivers }) => receivers.count())).toBe(1);
    });

    test('a subject is put into a queue once, and a delivery is claimed once until its lease is over', async () => {
      const { integration, enqueue, claim, list } = await setup();
      const [first, second] = [deliveryOf(integration), deliveryOf(integration, { createdAt: after(1) })];
      expect(await enqueue(first, second)).toHaveLength(2);
      expect(await enqueue(deliveryOf(integration, { subjectId: first.subjectId }))).toEqual([]);
      expect(await list()).toEqual([second, first]);
      expect(await claim(noon, 1)).toHaveLength(1);
      const [rest] = await claim();
      expect(rest).toMatchObject({ attempts: 1, leasedUntil: after(30_000) });
      expect(await claim(after(29_999))).toEqual([]);
      expect((await claim(after(30_000))).map(({ attempts }) => attempts)).toEqual([2, 2]);
    });

    test('of one group only one is under way, the older first', async () => {
      const { work, owner, integration, enqueue, claim } = await setup();
      const older = deliveryOf(integration, { groupId: randomUUID() });
      const newer = deliveryOf(integration, { groupId: older.orderKey, toldAt: after(1), nextAttemptAt: after(-1) });
      await enqueue(newer, older);
      const [claimed, ...others] = await claim();
      expect([claimed?.id, others]).toEqual([older.id, []]);
      expect(await claim()).toEqual([]);
      await work.run(owner, ({ deliveries }) => deliveries.save(afterAttempt(claimed!, { outcome: 'delivered', code: '200', latencyMs: 1 }, { now: after(5), random: 0 })));
      expect((await claim(after(5))).map(({ id }) => id)).toEqual([newer.id]);
    });

    test('bundles go first', async () => {
      const { integration, enqueue, claim } = await setup();
      const bundle = deliveryOf(integration, { purpose: 'bundle', nextAttemptAt: noon });
      await enqueue(deliveryOf(integration, { nextAttemptAt: after(-10) }), bundle);
      expect((await claim(noon, 1)).map(({ id }) => id)).toEqual([bundle.id]);
    });

    test('what waits is superseded by what is newer of the same group, or by its subject', async () => {
      const { work, owner, integration, enqueue, list } = await setup();
      const [a, b, c] = [deliveryOf(integration), deliveryOf(integration, { createdAt: after(1) }), deliveryOf(integration, { createdAt: after(2) })];
      await enqueue(a, b, c);
      expect(await work.run(owner, ({ deliveries }) => deliveries.supersede({ integrationId: integration.id, orderKey: a.orderKey, before: noon }, after(5)))).toBe(0);
      expect(await work.run(owner, ({ deliveries }) => deliveries.supersede({ integrationId: integration.id, orderKey: a.orderKey, before: after(1) }, after(5)))).toBe(1);
      expect(await work.run(owner, ({ deliveries }) => deliveries.supersede({ subjectId: b.subjectId }, after(5)))).toBe(1);
      expect((await list()).map(({ status, finishedAt }) => [status, finishedAt])).toEqual([['pending', undefined], ['superseded', after(5)], ['superseded', after(5)]]);
    });

    test('an integration is due while it has something due and circuit and rate let it pass; also when it is gone', async () => {
      const { work, owner, receiver, integration, enqueue, isDue, claim } = await setup({ ratePerMinute: 2 });
      expect(await isDue()).toBe(false);
      await enqueue(deliveryOf(integration, { nextAttemptAt: after(1) }));
      expect([await isDue(), await isDue(after(1))]).toEqual([false, true]);
      const save = (changed: Integration) => work.run(owner, ({ integrations }) => integrations.saveState(changed));
      const open_ = [1, 2, 3, 4, 5].reduce((now) => failedToAnswer(now, noon), integration);
      await save(open_);
      expect(await work.read(owner, ({ integrations }) => integrations.find(integration.id))).toEqual(open_);
      expect([await isDue(after(14_999)), await isDue(after(15_000))]).toEqual([false, true]);
      await save({ ...integration, rateWindowStarted: noon, rateWindowSent: 2 });
      expect([await isDue(after(59_999)), await isDue(after(60_000))]).toEqual([false, true]);
      await work.run(owner, ({ receivers }) => receivers.remove(receiver.id));
      expect(await isDue(after(1))).toBe(true);
      expect(await work.run(owner, ({ deliveries }) => deliveries.lockOrphans(integration.id, 10))).toHaveLength(1);
      await claim(after(1));
      expect(await isDue(after(1))).toBe(false);
    });

    test('what waits is counted, noted as held back, and found by its bundle', async () => {
      const { work, owner, integration, enqueue, list } = await setup();
      const [a, b] = [deliveryOf(integration), deliveryOf(integration, { toldAt: after(1), createdAt: after(1) })];
      const bundle = deliveryOf(integration, { purpose: 'bundle', createdAt: after(2) });
      await enqueue(a, b, bundle);
      expect(await work.read(owner, ({ deliveries }) => deliveries.countDue(integration.id, noon))).toBe(3);
      await work.run(owner, async ({ deliveries }) => {
        await deliveries.holdBack(integration.id, noon);
        for (const each of await deliveries.lockDue(integration.id, { now: noon, most: 10 })) await deliveries.save({ ...each, status: 'bundled', bundleId: bundle.id, finishedAt: noon });
      });
      expect((await work.read(owner, ({ deliveries }) => deliveries.inBundle(bundle.id))).map(({ id, heldBack }) => [id, heldBack])).toEqual([[a.id, true], [b.id, true]]);
      expect((await list({ status: 'pending' })).map(({ id }) => id)).toEqual([bundle.id]);
    });

    test('deliveries are found by receiver, status, group, integration and time', async () => {
      const { owner, integration, enqueue, list, work } = await setup();
      const [a, b] = [deliveryOf(integration), deliveryOf(integration, { receiver: 'night', createdAt: after(10) })];
      await enqueue(a, b);
      const ids = async (filter: DeliveryFilter) => (await list(filter)).map(({ id }) => id);
      expect(await ids({ receiver: 'night' })).toEqual([b.id]);
      expect(await ids({ groupId: a.groupId! })).toEqual([a.id]);
      expect(await ids({ from: after(1) })).toEqual([b.id]);
      expect(await ids({ to: after(10) })).toEqual([a.id]);
      expect(await ids({ status: 'dead' })).toEqual([]);
      expect(await ids({ integrationId: integration.id })).toEqual([b.id, a.id]);
      await expect(work.read(someone(), ({ deliveries }) => deliveries.get(a.id))).rejects.toMatchObject({ code: 'not_found' });
      expect(await work.read(owner, ({ deliveries }) => deliveries.get(a.id))).toEqual(a);
    });

    test('dead ones are replayed, the oldest first and not more than asked for', async () => {
      const { work, owner, integration, enqueue, list } = await setup();
      const dead = [1, 2, 3].map((ms) => deliveryOf(integration, { status: 'dead', attempts: 15, code: '500', latencyMs: 7, error: 'the provider answered 500', createdAt: after(ms), finishedAt: after(9) }));
      await enqueue(...dead, deliveryOf(integration));
      const again = await work.run(owner, ({ deliveries }) => deliveries.replayDead({ receiver: 'ops' }, { now: after(20), most: 2 }));
      expect(again.map(({ id, status, attempts, nextAttemptAt }) => [id, status, attempts, nextAttemptAt])).toEqual(dead.slice(0, 2).map(({ id }) => [id, 'pending', 0, after(20)]));
      expect((await list({ status: 'dead' })).map(({ id }) => id)).toEqual([dead[2]!.id]);
    });

    test('a contact method comes with its integration, belongs to one person, and goes with it', async () => {
      const { work, owner } = await setup();
      const id = randomUUID() as IntegrationId;
      const method: ContactMethod = { id, tenantId: owner.tenantId, userId: 'ana', kind: 'email', label: 'work', address: 'ana@acme.example', codeDigest: 'd', codeExpiresAt: after(5), codeSentAt: noon, codeTries: 1, createdAt: noon };
      const integration: Integration = { id, tenantId: owner.tenantId, owner: { userId: 'ana' }, kind: 'email', settings: { to: ['ana@acme.example'] }, secrets: {}, sendResolved: false, rateWindowSent: 0, consecutiveFailures: 0 };
      await work.run(owner, ({ contacts }) => contacts.add(method, integration));
      const again = { ...method, id: randomUUID() as IntegrationId };
      await expect(work.run(owner, ({ contacts }) => contacts.add(again, { ...integration, id: again.id }))).rejects.toMatchObject({ code: 'conflict' });
      expect(await work.read(owner, async ({ contacts, integrations }) => [await contacts.list('ana'), await contacts.list('bob'), await integrations.find(id)])).toEqual([[method], [], integration]);
      await expect(work.run(owner, ({ contacts }) => contacts.lock('bob', id))).rejects.toMatchObject({ code: 'not_found' });
      const { codeDigest: _, codeExpiresAt: __, ...verified } = { ...method, verifiedAt: after(1), codeTries: 0 };
      await work.run(owner, ({ contacts }) => contacts.save(verified));
      expect(await work.run(owner, ({ contacts }) => contacts.lock('ana', id))).toEqual(verified);
      await work.run(owner, ({ contacts }) => contacts.remove(id));
      expect(await work.read(owner, async ({ contacts, integrations }) => [await contacts.list('ana'), await integrations.find(id)])).toEqual([[], undefined]);
    });

    test('rules are replaced per person and urgency, and pages come back as they were stored', async () => {
      const { work, owner } = await setup();
      const steps = [{ contactMethodId: randomUUID() as IntegrationId, delaySeconds: 5 }];
      const rules: NotificationRules = { userId: 'ana', urgency: 'high', steps: [], updatedAt: noon };
      await work.run(owner, ({ rules: all }) => all.put(rules));
      await work.run(owner, ({ rules: all }) => all.put({ ...rules, steps, updatedAt: after(1) }));
      expect(await work.read(owner, async ({ rules: all }) => [await all.find('ana', 'high'), await all.find('ana', 'low'), await all.find('bob', 'high')])).toEqual([{ ...rules, steps, updatedAt: after(1) }, undefined, undefined]);
      expect(await work.read(someone(), ({ rules: all }) => all.find('ana', 'high'))).toBeUndefined();
      const data = plainData({ key: 'page:1', receiver: 'ana', title: 'Down', text: 'it is down', externalURL: 'http://localhost', now: noon });
      const page: PersonPage = { id: randomUUID() as PersonPageId, tenantId: owner.tenantId, userId: 'ana', urgency: 'high', data, steps, nextStep: 0, status: 'running', createdAt: noon };
      await work.run(owner, ({ pages }) => pages.add(page));
      expect(await work.run(owner, ({ pages }) => pages.lock(page.id))).toEqual(page);
      await work.run(owner, ({ pages }) => pages.save({ ...page, nextStep: 1, status: 'exhausted', endedAt: after(9) }));
      expect(await work.run(owner, ({ pages }) => pages.lock(page.id))).toEqual({ ...page, nextStep: 1, status: 'exhausted', endedAt: after(9) });
      await expect(work.run(someone(), ({ pages }) => pages.lock(page.id))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('the link of a message is used once, whoever races', async () => {
      const { work, owner, integration, enqueue } = await setup();
      const delivery = deliveryOf(integration);
      await enqueue(delivery);
      const use = () => work.run(owner, ({ ackLinks }) => ackLinks.use(delivery.id, noon));
      expect(await work.read(owner, ({ ackLinks }) => ackLinks.usedAt(delivery.id))).toBeUndefined();
      expect((await Promise.all([use(), use(), use()])).filter(Boolean)).toHaveLength(1);
      expect(await work.read(owner, ({ ackLinks }) => ackLinks.usedAt(delivery.id))).toEqual(noon);
      expect(await work.read(someone(), ({ ackLinks }) => ackLinks.usedAt(delivery.id))).toBeUndefined();
    });

    test('attempts are kept with their delivery, newest first', async () => {
      const { work, owner, integration, enqueue } = await setup();
      const delivery = deliveryOf(integration, { attempts: 1 });
      await enqueue(delivery);
      const first = deliveryAttempt(randomUUID() as DeliveryAttemptId, delivery, { outcome: 'failed', code: 'timeout', error: 'no answer', latencyMs: 10 }, noon);
      const second = deliveryAttempt(randomUUID() as DeliveryAttemptId, { ...delivery, attempts: 2 }, { outcome: 'delivered', code: '200', providerId: 'p1', response: 'ok\0', latencyMs: 5 }, after(5));
      await work.run(owner, async ({ deliveries }) => { for (const each of [first, second]) await deliveries.addAttempt(each); });
      expect((await work.read(owner, ({ deliveries }) => deliveries.attemptsOf(delivery.id, { limit: 10 }))).items).toEqual([second, first]);
      expect((await work.read(someone(), ({ deliveries }) => deliveries.attemptsOf(delivery.id, { limit: 10 }))).items).toEqual([]);
    });
  });
}
