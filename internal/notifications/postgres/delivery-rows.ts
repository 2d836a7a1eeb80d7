import type { Insertable, Selectable } from 'kysely';
import { present } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { DeliveryAttempt, DeliveryAttemptId } from '../domain/delivery-attempt.ts';
import type { IntegrationId } from '../domain/receiver-integration.ts';
import type { MessageData } from '../domain/message-data.ts';
import type { DeliveryPurpose, NotificationDelivery, NotificationDeliveryId, NotificationDeliveryStatus } from '../domain/notification-delivery.ts';
import type { NotificationTables } from './integration-rows.ts';

export type DeliveryRow = Selectable<NotificationTables['notifications.deliveries']>;

export const toNotificationDelivery = ({ leasedUntil, bundleId, groupId, code, latencyMs, providerId, error, finishedAt, ...row }: DeliveryRow): NotificationDelivery => ({
  ...row,
  id: row.id as NotificationDeliveryId,
  tenantId: row.tenantId as TenantId,
  integrationId: row.integrationId as IntegrationId,
  purpose: row.purpose as DeliveryPurpose,
  status: row.status as NotificationDeliveryStatus,
  data: row.data as unknown as MessageData, // written by us from the same type
  ...present({ leasedUntil, groupId, code, latencyMs, providerId, error, finishedAt }),
  ...(bundleId !== null && { bundleId: bundleId as NotificationDeliveryId }),
});

export const deliveryRow = ({ data, ...delivery }: NotificationDelivery): Insertable<NotificationTables['notifications.deliveries']> => ({ ...delivery, data: JSON.stringify(data) });

/** Everything that may change. */
export const deliveryChanges = ({ status, attempts, nextAttemptAt, leasedUntil, bundleId, heldBack, code, latencyMs, providerId, error, finishedAt }: NotificationDelivery) => ({
  status, attempts, nextAttemptAt, heldBack, leasedUntil: leasedUntil ?? null, bundleId: bundleId ?? null, code: code ?? null, latencyMs: latencyMs ?? null, providerId: providerId ?? null, error: error ?? null, finishedAt: finishedAt ?? null,
});

export const toDeliveryAttempt = ({ providerId, error, response, ...row }: Selectable<NotificationTables['notifications.deliveryAttempts']>): DeliveryAttempt => ({
  ...row,
  ...present({ providerId, error, response }),
  id: row.id as DeliveryAttemptId,
  tenantId: row.tenantId as TenantId,
  deliveryId: row.deliveryId as NotificationDeliveryId,
  outcome: row.outcome as DeliveryAttempt['outcome'],
});
