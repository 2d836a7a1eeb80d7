import type { Actor } from '#internal/kernel';
import type { MessageData } from '../domain/message-data.ts';

/** A notification that alerting has decided on; it never changes. */
export interface NotificationSnapshot {
  readonly notificationId: string;
  readonly integrationId: string;
  /** Name of the receiver. */
  readonly receiver: string;
  readonly groupId: string;
  readonly createdAt: Date;
  readonly data: MessageData;
}

/** Where notifications come from. */
export interface NotificationSource {
  /** Nothing when there is no such notification, or no longer. */
  snapshot(actor: Actor, notificationId: string): Promise<NotificationSnapshot | undefined>;
}
