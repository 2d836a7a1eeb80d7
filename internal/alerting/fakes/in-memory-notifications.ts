import { newestPage } from '#internal/platform/fakes';
import { notFound } from '#pkg/apperror';
import { isOpen, type Alert } from '../domain/alert.ts';
import { isOverAt } from '../domain/flush.ts';
import type { Notification, NotificationSnapshot } from '../domain/notification.ts';
import type { NotificationLogEntry } from '../domain/notification-log.ts';
import type { InhibitionRepository, InhibitionSource } from '../ports/inhibition-repository.ts';
import type { NotificationRepository } from '../ports/notification-repository.ts';

/** What is stored of the notifications of one tenant. */
export interface NotificationTables {
  readonly notifications: readonly NotificationSnapshot[];
  readonly log: readonly NotificationLogEntry[];
  readonly sources: readonly InhibitionSource[];
}

interface Store {
  readonly get: () => NotificationTables;
  readonly put: (change: Partial<NotificationTables>) => void;
  readonly alerts: () => readonly Alert[];
}

/** Notifications and their log in lists. */
export function inMemoryNotifications({ get, put }: Store): NotificationRepository {
  const isSame = (a: NotificationLogEntry) => (b: NotificationLogEntry) => a.groupKey === b.groupKey && a.receiver === b.receiver && a.integrationId === b.integrationId;
  return {
    add: async (notifications) => put({ notifications: [...get().notifications, ...notifications] }),
    underWay: async (id) => get().notifications.filter(({ groupId, state }) => groupId === id && state === 'requested').map(withoutData),
    ofFlush: async (id, flush) => get().notifications.filter((each) => each.groupId === id && each.flush === flush).map(withoutData),
    get: async (id) => get().notifications.find((each) => each.id === id) ?? missing(),
    save: async (changed) => {
      const fresh = new Map(changed.map(({ id, flush, state, settledAt }) => [id, { flush, state, settledAt }]));
      put({ notifications: get().notifications.map((each) => ({ ...each, ...fresh.get(each.id) })) });
    },
    list: async ({ key, receiver }, page) => newestPage(get().notifications.filter((each) => each.groupKey === key && each.receiver === receiver).map(withoutData), page),
    log: async ({ key, receiver }, since) => {
      const live = get().log.filter((entry) => entry.groupKey === key && entry.receiver === receiver && entry.expiresAt > since);
      return new Map(live.map((entry) => [entry.integrationId, entry]));
    },
    record: async (entries) => {
      for (const entry of entries) {
        const known = get().log.find(isSame(entry));
        if (known && known.notifiedAt > entry.notifiedAt) continue;
        put({ log: [...get().log.filter((other) => !isSame(entry)(other)), entry] });
      }
    },
  };
}

/** Sources of inhibition in lists. */
export function inMemoryInhibitions({ get, put, alerts }: Store): InhibitionRepository {
  const isSame = (a: InhibitionSource) => (b: InhibitionSource) => a.rule === b.rule && a.equalKey === b.equalKey && a.fingerprint === b.fingerprint;
  return {
    put: async (sources) => put({ sources: [...get().sources.filter((old) => !sources.some(isSame(old))), ...sources] }),
    keepRules: async (rules) => put({ sources: get().sources.filter(({ rule }) => rules.includes(rule)) }),
    active: async (lookups, now) => {
      const burns = ({ alertId }: InhibitionSource) => alerts().some((alert) => alert.id === alertId && isOpen(alert) && !isOverAt(alert, now));
      return lookups.flatMap(({ rule, equalKey }) => get().sources.filter((source) => source.rule === rule && source.equalKey === equalKey && burns(source)));
    },
  };
}

const withoutData = ({ data: _data, ...notification }: NotificationSnapshot): Notification => notification;

function missing(): never {
  throw notFound('notification');
}
