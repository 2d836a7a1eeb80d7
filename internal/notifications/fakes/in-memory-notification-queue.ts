import type { Actor, TenantId } from '#internal/kernel';
import { InMemoryUnitOfWork, newestPage } from '#internal/platform/fakes';
import { conflict, notFound } from '#pkg/apperror';
import type { DeliveryAttempt } from '../domain/delivery-attempt.ts';
import { type Integration, integrationCircuit, type IntegrationId } from '../domain/receiver-integration.ts';
import { allowance } from '../domain/delivery-rate.ts';
import type { NotificationDelivery, NotificationDeliveryId } from '../domain/notification-delivery.ts';
import type { Receiver, ReceiverId } from '../domain/receiver.ts';
import { inMemoryPeople, type People } from './in-memory-people.ts';
import type { AckLinkRepository } from '../ports/ack-link-repository.ts';
import type { DeliveryFilter, DeliveryRepository, DeliveryWatch } from '../ports/delivery-repository.ts';
import type { NotificationRepositories } from '../ports/notifications-unit-of-work.ts';
import type { IntegrationRepository, ReceiverRepository } from '../ports/receiver-repository.ts';

interface Tables {
  readonly people: People;
  readonly usedLinks: Readonly<Record<string, Date>>;
  readonly receivers: readonly Receiver[];
  readonly deliveries: readonly NotificationDelivery[];
  readonly attempts: readonly DeliveryAttempt[];
}

function found<Item>(item: Item | undefined): Item {
  if (item === undefined) throw notFound('notification');
  return item;
}

const without = <Item extends { readonly id: string }>(items: readonly Item[], id: string) => items.filter((item) => item.id !== id);
const byTold = (a: NotificationDelivery, b: NotificationDelivery): number => a.toldAt.getTime() - b.toldAt.getTime() || (a.id < b.id ? -1 : 1);
const oldestFirst = (a: NotificationDelivery, b: NotificationDelivery): number => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

/** Receivers and deliveries in lists. */
export class InMemoryNotificationQueue extends InMemoryUnitOfWork<NotificationRepositories, Tables> {
  protected tables: Tables = { receivers: [], deliveries: [], attempts: [], usedLinks: {}, people: { contacts: [], integrations: [], rules: [], pages: [] } };

  readonly watch: DeliveryWatch = {
    dueIntegrations: async (now, most) => {
      const waiting = new Map(this.tables.deliveries.filter((each) => this.isDue(each, now)).map(({ tenantId, integrationId }) => [integrationId, { tenantId, id: integrationId }]));
      const all = [...this.tables.receivers.flatMap(({ integrations }) => integrations), ...this.tables.people.integrations];
      const passes = (integration: Integration | undefined) => !integration || (integrationCircuit(integration, now) !== 'open' && allowance(integration, now) > 0);
      return [...waiting.values()].filter(({ id }) => passes(all.find((integration) => integration.id === id))).slice(0, most);
    },
    prune: async () => 0,
  };

  protected repositories({ tenantId }: Actor): NotificationRepositories {
    return { receivers: this.receivers(tenantId), integrations: this.integrations(tenantId), deliveries: this.deliveries(tenantId), ackLinks: this.ackLinks(tenantId), ...inMemoryPeople(tenantId, () => this.tables.people, (people) => { this.tables = { ...this.tables, people }; }) };
  }

  private isDue(delivery: NotificationDelivery, now: Date): boolean {
    const alike = this.tables.deliveries.filter(({ integrationId, orderKey }) => integrationId === delivery.integrationId && orderKey === delivery.orderKey);
    return delivery.status === 'pending' && delivery.nextAttemptAt <= now && !alike.some(({ leasedUntil }) => leasedUntil && leasedUntil > now);
  }

  private ackLinks(tenantId: TenantId): AckLinkRepository {
    const key = (id: string) => `${tenantId} ${id}`;
    return {
      usedAt: async (id) => this.tables.usedLinks[key(id)],
      use: async (id, at) => {
        if (this.tables.usedLinks[key(id)]) return false;
        this.tables = { ...this.tables, usedLinks: { ...this.tables.usedLinks, [key(id)]: at } };
        return true;
      },
    };
  }

  private receivers(tenantId: TenantId): ReceiverRepository {
    const own = () => this.tables.receivers.filter((receiver) => receiver.tenantId === tenantId);
    const get = async (id: ReceiverId) => found(own().find((receiver) => receiver.id === id));
    const requireFree = ({ id, name }: Receiver) => { if (own().some((other) => other.name === name && other.id !== id)) throw conflict('the name is taken'); };
    return {
      add: async (receiver) => {
        requireFree(receiver);
        this.tables = { ...this.tables, receivers: [...this.tables.receivers, receiver] };
      },
      count: async () => own().length,
      get,
      lock: get,
      list: async (page) => newestPage(own(), page),
      all: async () => own().toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      save: async (receiver) => {
        if ((await get(receiver.id)).version !== receiver.version) throw conflict('it changed since it was read');
        requireFree(receiver);
        this.tables = { ...this.tables, receivers: [...without(this.tables.receivers, receiver.id), { ...receiver, version: receiver.version + 1 }] };
      },
      remove: async (id) => { this.tables = { ...this.tables, receivers: without(this.tables.receivers, id) }; },
    };
  }

  private integrations(tenantId: TenantId): IntegrationRepository {
    const all = () => [...this.tables.receivers.flatMap(({ integrations }) => integrations), ...this.tables.people.integrations];
    const find = async (id: IntegrationId) => all().find((each) => each.id === id && each.tenantId === tenantId);
    const replaced = (receiver: Receiver, changed: Integration): Receiver => ({ ...receiver, integrations: receiver.integrations.map((each) => (each.id === changed.id ? changed : each)) });
    return {
      find,
      lock: find,
      saveState: async (integration) => {
        const people = { ...this.tables.people, integrations: this.tables.people.integrations.map((each) => (each.id === integration.id ? integration : each)) };
        this.tables = { ...this.tables, people, receivers: this.tables.receivers.map((receiver) => replaced(receiver, integration)) };
      },
    };
  }

  private deliveries(tenantId: TenantId): DeliveryRepository {
    const own = () => this.tables.deliveries.filter((delivery) => delivery.tenantId === tenantId);
    const replace = (changed: NotificationDelivery) => { this.tables = { ...this.tables, deliveries: this.tables.deliveries.map((row) => (row.id === changed.id ? changed : row)) }; };
    const get = async (id: NotificationDeliveryId) => found(own().find((delivery) => delivery.id === id));
    const due = (integrationId: IntegrationId, now: Date) => own().filter((delivery) => delivery.integrationId === integrationId && this.isDue(delivery, now));
    const fitting = ({ receiver, status, groupId, integrationId, from, to }: DeliveryFilter) =>
      own().filter((d) => (receiver === undefined || d.receiver === receiver) && (status === undefined || d.status === status) && (groupId === undefined || d.groupId === groupId) && (integrationId === undefined || d.integrationId === integrationId)
        && (from === undefined || d.createdAt >= from) && (to === undefined || d.createdAt < to));
    return {
      addNew: async (deliveries) => {
        const fresh = deliveries.filter(({ integrationId, subjectId }) => !own().some((known) => known.integrationId === integrationId && known.subjectId === subjectId));
        this.tables = { ...this.tables, deliveries: [...this.tables.deliveries, ...fresh] };
        return fresh;
      },
      get,
      lock: get,
      list: async (filter, page) => newestPage(fitting(filter), page),
      countDue: async (integrationId, now) => due(integrationId, now).length,
      claim: async (integrationId, { now, most, leasedUntil }) => {
        const firsts = new Map(due(integrationId, now).toSorted(byTold).toReversed().map((delivery) => [delivery.orderKey, delivery]));
        const rank = ({ purpose, nextAttemptAt, id }: NotificationDelivery) => `${purpose === 'bundle' ? 0 : 1} ${nextAttemptAt.toISOString()} ${id}`;
        const taken = [...firsts.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, most);
        const claimed = taken.map((delivery) => ({ ...delivery, attempts: delivery.attempts + 1, leasedUntil }));
        claimed.forEach(replace);
        return claimed.sort(oldestFirst);
      },
      lockDue: async (integrationId, { now, most }) => due(integrationId, now).filter(({ purpose }) => purpose !== 'bundle').toSorted(byTold).slice(0, most),
      holdBack: async (integrationId, now) => due(integrationId, now).forEach((delivery) => replace({ ...delivery, heldBack: true })),
      inBundle: async (bundleId) => own().filter((delivery) => delivery.bundleId === bundleId).toSorted(byTold),
      supersede: async (which, now) => {
        const fits = (d: NotificationDelivery) => ('subjectId' in which ? d.subjectId === which.subjectId : d.integrationId === which.integrationId && d.orderKey === which.orderKey && d.toldAt < which.before);
        const older = own().filter((delivery) => delivery.status === 'pending' && fits(delivery));
        older.forEach((delivery) => replace({ ...delivery, status: 'superseded', finishedAt: now }));
        return older.length;
      },
      lockOrphans: async (integrationId, most) => own().filter((delivery) => delivery.integrationId === integrationId && delivery.status === 'pending').slice(0, most),
      save: async (delivery) => { replace(delivery); },
      addAttempt: async (attempt) => { this.tables = { ...this.tables, attempts: [...this.tables.attempts, attempt] }; },
      attemptsOf: async (id, page) => newestPage(this.tables.attempts.filter((attempt) => attempt.tenantId === tenantId && attempt.deliveryId === id), page),
      replayDead: async (filter, { now, most }) => {
        const dead = fitting({ ...filter, status: 'dead' }).toSorted(oldestFirst).slice(0, most);
        const again = dead.map(({ finishedAt: _, leasedUntil: __, ...delivery }): NotificationDelivery => ({ ...delivery, status: 'pending', attempts: 0, nextAttemptAt: now }));
        again.forEach(replace);
        return again;
      },
    };
  }
}
