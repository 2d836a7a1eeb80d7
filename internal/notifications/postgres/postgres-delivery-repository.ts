import { sql, type Transaction } from 'kysely';
import { newestFirst } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { notFound } from '#pkg/apperror';
import type { DeliveryAttempt } from '../domain/delivery-attempt.ts';
import type { IntegrationId } from '../domain/receiver-integration.ts';
import type { NotificationDelivery, NotificationDeliveryId } from '../domain/notification-delivery.ts';
import type { ClaimTerms, DeliveryFilter, DeliveryRepository } from '../ports/delivery-repository.ts';
import { deliveryChanges, deliveryRow, type DeliveryRow, toDeliveryAttempt, toNotificationDelivery } from './delivery-rows.ts';
import type { NotificationTables } from './integration-rows.ts';

const oldestFirst = (a: NotificationDelivery, b: NotificationDelivery): number => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

export class PostgresDeliveryRepository implements DeliveryRepository {
  constructor(
    private readonly trx: Transaction<NotificationTables>,
    private readonly tenantId: TenantId,
  ) {}

  async addNew(deliveries: readonly NotificationDelivery[]): Promise<readonly NotificationDelivery[]> {
    if (deliveries.length === 0) return [];
    const insert = this.trx.insertInto('notifications.deliveries').values(deliveries.map(deliveryRow));
    const rows = await insert.onConflict((on) => on.columns(['tenantId', 'integrationId', 'subjectId']).doNothing()).returningAll().execute();
    return rows.map(toNotificationDelivery);
  }

  async get(id: NotificationDeliveryId): Promise<NotificationDelivery> {
    return one(await this.rows().where('id', '=', id).executeTakeFirst());
  }

  async lock(id: NotificationDeliveryId): Promise<NotificationDelivery> {
    return one(await this.rows().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async list(filter: DeliveryFilter, page: PageRequest): Promise<Page<NotificationDelivery>> {
    const rows = await newestFirst(this.fitting(filter), page).execute();
    return pageOf(rows.map(toNotificationDelivery), page.limit, byCreation);
  }

  async countDue(integrationId: IntegrationId, now: Date): Promise<number> {
    const { rows } = await sql<{ count: number }>`SELECT count(*)::integer AS count FROM notifications.deliveries d WHERE ${this.due(integrationId, now)}`.execute(this.trx);
    return rows[0]?.count ?? 0;
  }

  async claim(integrationId: IntegrationId, { now, most, leasedUntil }: ClaimTerms): Promise<readonly NotificationDelivery[]> {
    // Of one order key the first; the lock of the integration, which the caller holds, keeps two workers from claiming at once.
    const { rows } = await sql<DeliveryRow>`
      WITH firsts AS (
        SELECT DISTINCT ON (d.order_key) d.id, d.purpose, d.next_attempt_at FROM notifications.deliveries d WHERE ${this.due(integrationId, now)} ORDER BY d.order_key, d.told_at, d.id
      ), taken AS (
        SELECT f.id FROM firsts f ORDER BY f.purpose <> 'bundle', f.next_attempt_at, f.id LIMIT ${most}
      ), locked AS (
        SELECT d.id FROM notifications.deliveries d JOIN taken t ON t.id = d.id WHERE d.tenant_id = ${this.tenantId} AND d.status = 'pending' FOR UPDATE OF d SKIP LOCKED
      )
      UPDATE notifications.deliveries d SET attempts = d.attempts + 1, leased_until = ${leasedUntil}
      FROM locked WHERE d.tenant_id = ${this.tenantId} AND d.id = locked.id
      RETURNING d.*`.execute(this.trx);
    return rows.map(toNotificationDelivery).sort(oldestFirst);
  }

  async lockDue(integrationId: IntegrationId, { now, most }: { readonly now: Date; readonly most: number }): Promise<readonly NotificationDelivery[]> {
    const { rows } = await sql<DeliveryRow>`
      SELECT d.* FROM notifications.deliveries d WHERE ${this.due(integrationId, now)} AND d.purpose <> 'bundle' ORDER BY d.told_at, d.id LIMIT ${most} FOR UPDATE OF d SKIP LOCKED`.execute(this.trx);
    return rows.map(toNotificationDelivery);
  }

  async holdBack(integrationId: IntegrationId, now: Date): Promise<void> {
    await sql`UPDATE notifications.deliveries d SET held_back = true WHERE ${this.due(integrationId, now)} AND NOT d.held_back`.execute(this.trx);
  }

  async inBundle(bundleId: NotificationDeliveryId): Promise<readonly NotificationDelivery[]> {
    const rows = await this.rows().where('bundleId', '=', bundleId).orderBy('toldAt').orderBy('id').execute();
    return rows.map(toNotificationDelivery);
  }

  async supersede(which: { readonly integrationId: IntegrationId; readonly orderKey: string; readonly before: Date } | { readonly subjectId: string }, now: Date): Promise<number> {
    const waiting = this.trx.updateTable('notifications.deliveries').set({ status: 'superseded', finishedAt: now }).where('tenantId', '=', this.tenantId).where('status', '=', 'pending');
    const older = 'subjectId' in which ? waiting.where('subjectId', '=', which.subjectId) : waiting.where('integrationId', '=', which.integrationId).where('orderKey', '=', which.orderKey).where('toldAt', '<', which.before);
    const { numUpdatedRows } = await older.executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  }

  async lockOrphans(integrationId: IntegrationId, most: number): Promise<readonly NotificationDelivery[]> {
    const rows = await this.rows().where('integrationId', '=', integrationId).where('status', '=', 'pending').orderBy('id').limit(most).forUpdate().skipLocked().execute();
    return rows.map(toNotificationDelivery);
  }

  async save(delivery: NotificationDelivery): Promise<void> {
    await this.trx.updateTable('notifications.deliveries').set(deliveryChanges(delivery)).where('tenantId', '=', this.tenantId).where('id', '=', delivery.id).execute();
  }

  async addAttempt(attempt: DeliveryAttempt): Promise<void> {
    await this.trx.insertInto('notifications.deliveryAttempts').values(attempt).execute();
  }

  async attemptsOf(id: NotificationDeliveryId, page: PageRequest): Promise<Page<DeliveryAttempt>> {
    const all = this.trx.selectFrom('notifications.deliveryAttempts').selectAll().where('tenantId', '=', this.tenantId).where('deliveryId', '=', id);
    const rows = await newestFirst(all, page).execute();
    return pageOf(rows.map(toDeliveryAttempt), page.limit, byCreation);
  }

  async replayDead(filter: DeliveryFilter, { now, most }: { readonly now: Date; readonly most: number }): Promise<readonly NotificationDelivery[]> {
    // Locked first: as part of the update the choice could be made more than once.
    const dead = await this.fitting({ ...filter, status: 'dead' }).orderBy('createdAt').orderBy('id').limit(most).forUpdate().skipLocked().execute();
    if (dead.length === 0) return [];
    const update = this.trx.updateTable('notifications.deliveries').where('tenantId', '=', this.tenantId).where('id', 'in', dead.map(({ id }) => id));
    const rows = await update.set({ status: 'pending', attempts: 0, nextAttemptAt: now, finishedAt: null, leasedUntil: null }).returningAll().execute();
    return rows.map(toNotificationDelivery).sort(oldestFirst);
  }

  /** Waits, may be tried, is not under way, and nothing about the same is. */
  private due(integrationId: IntegrationId, now: Date) {
    return sql<boolean>`d.tenant_id = ${this.tenantId} AND d.integration_id = ${integrationId} AND d.status = 'pending' AND d.next_attempt_at <= ${now} AND NOT EXISTS (
      SELECT FROM notifications.deliveries o WHERE o.tenant_id = d.tenant_id AND o.integration_id = d.integration_id AND o.order_key = d.order_key AND o.leased_until > ${now})`;
  }

  private fitting({ receiver, status, groupId, integrationId, from, to }: DeliveryFilter) {
    let rows = this.rows();
    if (receiver !== undefined) rows = rows.where('receiver', '=', receiver);
    if (status !== undefined) rows = rows.where('status', '=', status);
    if (groupId !== undefined) rows = rows.where('groupId', '=', groupId);
    if (integrationId !== undefined) rows = rows.where('integrationId', '=', integrationId);
    if (from !== undefined) rows = rows.where('createdAt', '>=', from);
    if (to !== undefined) rows = rows.where('createdAt', '<', to);
    return rows;
  }

  private rows() {
    return this.trx.selectFrom('notifications.deliveries').selectAll().where('tenantId', '=', this.tenantId);
  }
}

function one(row: DeliveryRow | undefined): NotificationDelivery {
  if (!row) throw notFound('notification');
  return toNotificationDelivery(row);
}
