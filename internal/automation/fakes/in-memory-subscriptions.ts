import type { TenantId } from '#internal/kernel';
import { literalOf } from '../domain/event-interest.ts';
import type { EventSubscription, Listener, SubscriptionRepository } from '../ports/subscription-repository.ts';
import type { AutomationState, StoredSubscription } from './automation-tables.ts';

const same = (one: Listener, other: Listener): boolean =>
  'workflowId' in one ? 'workflowId' in other && one.workflowId === other.workflowId : 'key' in other && one.executionId === other.executionId && one.key === other.key;

export function inMemorySubscriptions(state: AutomationState, tenantId: TenantId): SubscriptionRepository {
  const own = () => state.tables.subscriptions.filter((each) => each.tenantId === tenantId);
  const plain = ({ tenantId: _, closedAt: __, ...subscription }: StoredSubscription): EventSubscription => subscription;
  const open = () => own().filter(({ closedAt }) => closedAt === undefined);
  const remove = (goes: (subscription: EventSubscription) => boolean): void => {
    const gone = new Set(own().filter(goes).map(({ id }) => id));
    state.tables = {
      ...state.tables,
      subscriptions: state.tables.subscriptions.filter(({ id }) => !gone.has(id)),
      deliveries: state.tables.deliveries.filter(({ subscriptionId }) => !gone.has(subscriptionId)),
      eventSets: state.tables.eventSets.filter(({ set }) => !gone.has(set.subscriptionId)),
    };
  };

  return {
    async open(subscription) {
      const known = own().find(({ listener }) => same(listener, subscription.listener));
      if (known) return plain(known);
      state.tables = { ...state.tables, subscriptions: [...state.tables.subscriptions, { ...subscription, tenantId }] };
      return subscription;
    },
    find: async (listener) => own().filter((each) => same(each.listener, listener)).map(plain)[0],
    interested: async ({ type, source }, limit, after = '') =>
      open()
        .filter(({ id, interest }) => id > after && interest.filters.some((filter) => [type, undefined].includes(literalOf(filter, 'type')) && [source, undefined].includes(literalOf(filter, 'source'))))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(plain),
    async deliver(eventId, deliveries) {
      const reached = deliveries.flatMap((delivery) => open().filter(({ id }) => id === delivery.subscriptionId).map((subscription) => ({ delivery, subscription })));
      const fresh = reached.filter(({ delivery }) => !state.tables.deliveries.some((other) => other.eventId === eventId && other.subscriptionId === delivery.subscriptionId));
      const next = Math.max(-1, ...state.tables.deliveries.map(({ position }) => position)) + 1;
      state.tables = { ...state.tables, deliveries: [...state.tables.deliveries, ...fresh.map(({ delivery }, index) => ({ ...delivery, eventId, position: next + index }))] };
      return fresh.map(({ subscription }) => plain(subscription));
    },
    delivered: async (subscriptionId, after, limit) =>
      state.tables.deliveries
        .filter((delivery) => delivery.subscriptionId === subscriptionId && delivery.position > after)
        .slice(0, limit)
        .flatMap(({ eventId, position, matches }) => state.tables.events.filter(({ id }) => id === eventId).map(({ event }) => ({ position, event, matches }))),
    async forget(subscriptionId, positions) {
      state.tables = { ...state.tables, deliveries: state.tables.deliveries.filter((delivery) => delivery.subscriptionId !== subscriptionId || !positions.includes(delivery.position)) };
    },
    remove: async (listener) => remove((each) => same(each.listener, listener)),
    async end({ executionId, key }, at) {
      const ends = ({ listener, tenantId: owner, closedAt }: StoredSubscription): boolean =>
        owner === tenantId && !closedAt && 'executionId' in listener && listener.executionId === executionId && (key === undefined || listener.key === key);
      state.tables = { ...state.tables, subscriptions: state.tables.subscriptions.map((each) => (ends(each) ? { ...each, closedAt: at } : each)) };
    },
    async removeEnded(before, limit) {
      const ended = own().filter(({ closedAt }) => closedAt !== undefined && closedAt < before).slice(0, limit).map(({ id }) => id);
      remove(({ id }) => ended.includes(id));
      return ended.length < limit;
    },
  };
}
