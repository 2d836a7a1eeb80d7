import type { NotificationDeliveryId } from '../domain/notification-delivery.ts';

/** Links of one tenant that were used. */
export interface AckLinkRepository {
  /** When the link of a message was used. */
  usedAt(id: NotificationDeliveryId): Promise<Date | undefined>;
  /** Answers false when somebody was there before; of racers one wins. */
  use(id: NotificationDeliveryId, at: Date): Promise<boolean>;
}
