import type { TenantId } from '#internal/kernel';
import type { NotificationDeliveryId } from '../domain/notification-delivery.ts';

/** What a link says: which message, of which tenant. */
export interface AckClaim {
  readonly tenantId: TenantId;
  readonly deliveryId: NotificationDeliveryId;
}

/** Signs links to acknowledge. The same claim until the same time is the same token: all copies of a message carry one link. */
export interface AckTokens {
  sign(claim: AckClaim, expiresAt: Date): Promise<string>;
  /** `expired` for one that was good once; nothing for what we have not signed. */
  verify(token: string, now: Date): Promise<AckClaim | 'expired' | undefined>;
}
