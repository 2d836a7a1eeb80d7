import type { TenantId } from '#internal/kernel';
import type { OfferedEvent } from '../domain/event-consumption.ts';
import type { EventSetRepository } from '../ports/event-set-repository.ts';
import type { AutomationState, AutomationTables } from './automation-tables.ts';

export function inMemoryEventSets(state: AutomationState, tenantId: TenantId): EventSetRepository {
  const own = () => state.tables.eventSets.filter((row) => row.tenantId === tenantId).toSorted((a, b) => a.set.position - b.set.position);
  const subscriptionOf = (workflowId: string) => state.tables.subscriptions.find((each) => each.tenantId === tenantId && 'workflowId' in each.listener && each.listener.workflowId === workflowId)?.id;
  const offered = (rows: AutomationTables['deliveries']): readonly OfferedEvent[] =>
    rows.flatMap(({ eventId, position, matches }) => state.tables.events.filter(({ id }) => id === eventId).map(({ event }) => ({ position, event, matches })));
  const remove = (gone: ReadonlySet<string>): void => {
    state.tables = {
      ...state.tables,
      eventSets: state.tables.eventSets.filter(({ set }) => !gone.has(set.id)),
      deliveries: state.tables.deliveries.filter(({ setId }) => setId === undefined || !gone.has(setId)),
    };
  };

  return {
    unsorted: async (subscriptionId, limit) => offered(state.tables.deliveries.filter((row) => row.subscriptionId === subscriptionId && row.setId === undefined).slice(0, limit)),
    findOpen: async (subscriptionId, places) =>
      own().find((row) => row.set.subscriptionId === subscriptionId && row.places.some((free) => places.some(({ filter, bound }) => filter === free.filter && bound === free.bound)))?.set,
    async put(set, places, position) {
      state.tables = {
        ...state.tables,
        eventSets: [...state.tables.eventSets.filter((row) => row.set.id !== set.id), { tenantId, set, places }],
        deliveries: state.tables.deliveries.map((row) => (row.subscriptionId === set.subscriptionId && row.position === position ? { ...row, setId: set.id } : row)),
      };
    },
    eventsOf: async (id) => offered(state.tables.deliveries.filter(({ setId }) => setId === id)),
    remove: async (id) => remove(new Set([id])),
    async workflowsWaitingSince(before, limit) {
      const waiting = new Set(own().filter(({ set }) => set.createdAt < before).slice(0, limit).map(({ set }) => set.subscriptionId));
      return state.tables.subscriptions.flatMap(({ id, listener }) => (waiting.has(id) && 'workflowId' in listener ? listener.workflowId : []));
    },
    async expire(workflowId, before, limit) {
      const gone = own().filter(({ set }) => set.subscriptionId === subscriptionOf(workflowId) && set.createdAt < before).slice(0, limit).map(({ set }) => set);
      remove(new Set(gone.map(({ id }) => id)));
      return { sets: gone.length, events: gone.reduce((sum, { events }) => sum + events, 0) };
    },
  };
}
