import { notFound } from '#pkg/apperror';
import type { TenantId } from '#internal/kernel';
import { newestPage } from '#internal/platform/fakes';
import { dayOf, type StoredEvent } from '../domain/stored-event.ts';
import type { EventRepository } from '../ports/event-repository.ts';
import type { AutomationState } from './automation-tables.ts';

export function inMemoryEvents(state: AutomationState, tenantId: TenantId): EventRepository {
  const own = () => state.tables.events.filter((event) => event.tenantId === tenantId);
  const same = (one: StoredEvent, other: StoredEvent) => one.event.source === other.event.source && one.event.id === other.event.id;

  return {
    async addNew(events) {
      const added = events.filter((event, index) => !own().some((other) => same(event, other)) && !events.slice(0, index).some((other) => same(event, other)));
      state.tables = { ...state.tables, events: [...state.tables.events, ...added] };
      return added;
    },
    async get(id) {
      const found = own().find((event) => event.id === id);
      if (!found) throw notFound('event', id);
      return found;
    },
    async lock(id) {
      return this.get(id);
    },
    async markRouted(id, at) {
      state.tables = { ...state.tables, events: state.tables.events.map((event) => (event.id === id ? { ...event, routedAt: at } : event)) };
    },
    find: async (keys) => own().filter(({ event }) => keys.some(({ source, id }) => source === event.source && id === event.id)),
    list: async ({ type, source, subject, from, to }, page) =>
      newestPage(
        own().filter(({ event, createdAt }) =>
          (type === undefined || event.type === type) && (source === undefined || event.source === source) && (subject === undefined || event['subject'] === subject) &&
          (from === undefined || createdAt >= from) && (to === undefined || createdAt < to)),
        page,
      ),
    async openDay(day) {
      if (state.tables.eventDays.some((known) => known.tenantId === tenantId && known.day === day)) return false;
      state.tables = { ...state.tables, eventDays: [...state.tables.eventDays, { tenantId, day }] };
      return true;
    },
    async removeDay(day, limit) {
      const old = own().filter(({ id, createdAt }) => dayOf(createdAt) <= day && !state.tables.deliveries.some(({ eventId }) => eventId === id));
      const gone = new Set(old.slice(0, limit));
      state.tables = { ...state.tables, events: state.tables.events.filter((event) => !gone.has(event)) };
      if (old.length > limit) return false;
      state.tables = { ...state.tables, eventDays: state.tables.eventDays.filter((known) => known.tenantId !== tenantId || known.day !== day) };
      return true;
    },
  };
}
