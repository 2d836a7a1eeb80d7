import { sql, type Transaction } from 'kysely';
import { notFound } from '#pkg/apperror';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import type { AlertGroupId } from '../domain/alert-group.ts';
import type { Notification, NotificationId, NotificationSnapshot } from '../domain/notification.ts';
import type { NotificationLogEntry } from '../domain/notification-log.ts';
import type { GroupIdentity } from '../ports/alert-group-repository.ts';
import type { NotificationRepository } from '../ports/notification-repository.ts';
import { hashOf } from './postgres-alert-group-repository.ts';

const columns = ['id', 'groupId', 'groupKey', 'flush', 'receiver', 'integrationId', 'reason', 'state', 'firing', 'resolved', 'keepMs', 'createdAt', 'settledAt'] as const;

/** Notifications and their log in PostgreSQL. */
export class PostgresNotificationRepository implements NotificationRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async add(notifications: readonly NotificationSnapshot[]): Promise<void> {
    const { tenantId } = this;
    if (notifications.length === 0) return;
    const rows = notifications.map(({ firing, resolved, data, ...notification }) => ({
      ...notification, tenantId, firing: [...firing], resolved: [...resolved], groupHash: hashOf({ key: notification.groupKey, receiver: notification.receiver }), data: JSON.stringify(data),
    }));
    await this.trx.insertInto('alerting.notifications').values(rows).execute();
  }

  async underWay(id: AlertGroupId): Promise<readonly Notification[]> {
    return (await this.own().where('groupId', '=', id).where('state', '=', sql.lit('requested')).orderBy('id').execute()) as unknown as Notification[];
  }

  async ofFlush(id: AlertGroupId, flush: number): Promise<readonly Notification[]> {
    const { rows } = await sql<{ id: NotificationId }>`
      SELECT id FROM alerting.notifications WHERE tenant_id = ${this.tenantId} AND group_id = ${id} AND flush = ${flush}`.execute(this.trx);
    if (rows.length === 0) return [];
    return (await this.own().where('id', 'in', rows.map((row) => row.id)).execute()) as unknown as Notification[];
  }

  async get(id: NotificationId): Promise<NotificationSnapshot> {
    const row = await this.trx.selectFrom('alerting.notifications').select([...columns, 'data']).where('tenantId', '=', this.tenantId).where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound('notification');
    return row as unknown as NotificationSnapshot;
  }

  async save(notifications: readonly Notification[]): Promise<void> {
    if (notifications.length === 0) return;
    await sql`
      UPDATE alerting.notifications AS n SET flush = s.flush, state = s.state, settled_at = s."settledAt"
      FROM json_to_recordset(${JSON.stringify(notifications.map(({ id, flush, state, settledAt }) => ({ id, flush, state, settledAt })))}::json)
        AS s (id uuid, flush integer, state text, "settledAt" timestamptz)
      WHERE n.tenant_id = ${this.tenantId} AND n.id = s.id`.execute(this.trx);
  }

  async list(group: GroupIdentity, page: PageRequest): Promise<Page<Notification>> {
    const rows = (await newestFirst(this.own().where('groupHash', '=', hashOf(group)), page).execute()) as unknown as Notification[];
    return pageOf(rows, page.limit, byCreation);
  }

  async log(group: GroupIdentity, since: Date): Promise<ReadonlyMap<string, NotificationLogEntry>> {
    const rows = await this.trx
      .selectFrom('alerting.notificationLog')
      .select(['integrationId', 'notifiedAt', 'firing', 'resolved', 'expiresAt'])
      .where('tenantId', '=', this.tenantId)
      .where('groupHash', '=', hashOf(group))
      .where('expiresAt', '>', since)
      .execute();
    return new Map(rows.map((row) => [row.integrationId, { ...row, groupKey: group.key, receiver: group.receiver } as unknown as NotificationLogEntry]));
  }

  async record(entries: readonly NotificationLogEntry[]): Promise<void> {
    const { tenantId } = this;
    if (entries.length === 0) return;
    const rows = entries.map(({ groupKey, receiver, integrationId, notifiedAt, firing, resolved, expiresAt }) => ({
      tenantId, groupHash: hashOf({ key: groupKey, receiver }), receiver, integrationId, notifiedAt, firing: [...firing], resolved: [...resolved], expiresAt,
    }));
    await this.trx
      .insertInto('alerting.notificationLog')
      .values(rows)
      .onConflict((on) =>
        on
          .columns(['tenantId', 'groupHash', 'receiver', 'integrationId'])
          .doUpdateSet((eb) => ({ notifiedAt: eb.ref('excluded.notifiedAt'), firing: eb.ref('excluded.firing'), resolved: eb.ref('excluded.resolved'), expiresAt: eb.ref('excluded.expiresAt') }))
          .where((eb) => eb('alerting.notificationLog.notifiedAt', '<=', eb.ref('excluded.notifiedAt'))),
      )
      .execute();
  }

  private own() {
    return this.trx.selectFrom('alerting.notifications').select(columns).where('tenantId', '=', this.tenantId);
  }
}
