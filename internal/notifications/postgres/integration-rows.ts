import type { Insertable, Selectable } from 'kysely';
import { present, type TablesOf } from '#internal/db';
import type { JsonObject, TenantId } from '#internal/kernel';
import type { Integration, IntegrationId, SecretSource } from '../domain/receiver-integration.ts';
import type { ReceiverId } from '../domain/receiver.ts';

export type NotificationTables = TablesOf<'notifications'>;
type Row = Selectable<NotificationTables['notifications.integrations']>;

export const toIntegration = ({ id, tenantId, receiverId, userId, kind, settings, secrets, sendResolved, ratePerMinute, rateWindowStarted, rateWindowSent, consecutiveFailures, openedAt, retryAt }: Row): Integration => ({
  id: id as IntegrationId,
  tenantId: tenantId as TenantId,
  owner: userId === null ? { receiverId: receiverId as ReceiverId } : { userId },
  kind,
  settings: settings as JsonObject,
  secrets: secrets as unknown as Readonly<Record<string, SecretSource>>, // written by us from the same type
  sendResolved,
  rateWindowSent,
  consecutiveFailures,
  ...present({ ratePerMinute, rateWindowStarted, openedAt, retryAt }),
});

export const integrationState = ({ consecutiveFailures, openedAt, retryAt, rateWindowStarted, rateWindowSent }: Integration) => ({
  consecutiveFailures, openedAt: openedAt ?? null, retryAt: retryAt ?? null, rateWindowStarted: rateWindowStarted ?? null, rateWindowSent,
});

export const integrationRow = (integration: Integration, position: number): Insertable<NotificationTables['notifications.integrations']> => {
  const { id, tenantId, owner, kind, settings, secrets, sendResolved, ratePerMinute } = integration;
  return {
    id, tenantId, receiverId: 'receiverId' in owner ? owner.receiverId : null, userId: 'userId' in owner ? owner.userId : null,
    position, kind, settings: JSON.stringify(settings), secrets: JSON.stringify(secrets), sendResolved, ratePerMinute: ratePerMinute ?? null, ...integrationState(integration),
  };
};
