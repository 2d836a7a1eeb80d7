import type { Page, PageRequest } from '#internal/kernel';
import type { AlertGroupId } from '../domain/alert-group.ts';
import type { Notification, NotificationId, NotificationSnapshot } from '../domain/notification.ts';
import type { NotificationLogEntry } from '../domain/notification-log.ts';
import type { GroupIdentity } from './alert-group-repository.ts';

/** Notifications of one tenant, and the log of what was delivered. */
export interface NotificationRepository {
  add(notifications: readonly NotificationSnapshot[]): Promise<void>;
  /** Those that nobody has settled yet, without their data. */
  underWay(id: AlertGroupId): Promise<readonly Notification[]>;
  /** Throws `not_found`, also for a notification of another tenant. */
  get(id: NotificationId): Promise<NotificationSnapshot>;
  /** Those that belong to this flush, without their data. */
  ofFlush(id: AlertGroupId, flush: number): Promise<readonly Notification[]>;
  /** Writes flush, state and time of settling back. */
  save(notifications: readonly Notification[]): Promise<void>;
  /** Notifications of groups with this identity, newest first. */
  list(group: GroupIdentity, page: PageRequest): Promise<Page<Notification>>;
  /** What was delivered last, by integration; entries that had expired at `since`, when the group began, are passed over. */
  log(group: GroupIdentity, since: Date): Promise<ReadonlyMap<string, NotificationLogEntry>>;
  /** Writes entries; a later one that is there stays. */
  record(entries: readonly NotificationLogEntry[]): Promise<void>;
}
