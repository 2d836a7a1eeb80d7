import { sql, type Selectable, type Transaction } from 'kysely';
import { newestFirst, present, type TablesOf } from '#internal/db';
import { byCreation, type JsonObject, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { notFound } from '#pkg/apperror';
import type { WebhookAttempt, WebhookAttemptId } from '../domain/webhook-attempt.ts';
import type { DeliveryStatus, WebhookDelivery, WebhookDeliveryId } from '../domain/webhook-delivery.ts';
import type { WebhookEndpointId, WebhookEvent } from '../domain/webhook-endpoint.ts';
import type { WebhookDeliveryRepository } from '../ports/webhook-repositories.ts';

type Tables = TablesOf<'tickets'>;
type Row = Selectable<Tables['tickets.webhookDeliveries']>;

export class PostgresWebhookDeliveryRepository implements WebhookDeliveryRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async addNew(deliveries: readonly WebhookDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    await this.trx.insertInto('tickets.webhookDeliveries').values([...deliveries]).onConflict((on) => on.columns(['tenantId', 'endpointId', 'eventId']).doNothing()).execute();
  }

  async lock(id: WebhookDeliveryId): Promise<WebhookDelivery> {
    const row = await this.rows().where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row) throw notFound('webhook delivery');
    return toDelivery(row);
  }

  async get(id: WebhookDeliveryId): Promise<WebhookDelivery> {
    const row = await this.rows().where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound('webhook delivery');
    return toDelivery(row);
  }

  async list(endpointId: WebhookEndpointId, status: DeliveryStatus | undefined, page: PageRequest): Promise<Page<WebhookDelivery>> {
    const all = this.rows().where('endpointId', '=', endpointId);
    const rows = await newestFirst(status === undefined ? all : all.where('status', '=', status), page).execute();
    return pageOf(rows.map(toDelivery), page.limit, byCreation);
  }

  async claim(endpointId: WebhookEndpointId, { now, most, hiddenUntil }: { readonly now: Date; readonly most: number; readonly hiddenUntil: Date }): Promise<readonly WebhookDelivery[]> {
    const { rows } = await sql<Row>`
      WITH due AS (
        SELECT d.id FROM tickets.webhook_deliveries d
        WHERE d.tenant_id = ${this.tenantId} AND d.endpoint_id = ${endpointId} AND d.status = 'pending' AND d.next_attempt_at <= ${now}
        ORDER BY d.next_attempt_at, d.id LIMIT ${most} FOR UPDATE SKIP LOCKED
      )
      UPDATE tickets.webhook_deliveries d SET attempts = d.attempts + 1, next_attempt_at = ${hiddenUntil}
      FROM due WHERE d.tenant_id = ${this.tenantId} AND d.id = due.id
      RETURNING d.*`.execute(this.trx);
    return rows.map(toDelivery).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  }

  async save({ id, status, attempts, nextAttemptAt, statusCode, latencyMs, error, finishedAt }: WebhookDelivery): Promise<void> {
    const changes = { status, attempts, nextAttemptAt, statusCode: statusCode ?? null, latencyMs: latencyMs ?? null, error: error ?? null, finishedAt: finishedAt ?? null };
    await this.trx.updateTable('tickets.webhookDeliveries').set(changes).where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async addAttempt(attempt: WebhookAttempt): Promise<void> {
    await this.trx.insertInto('tickets.webhookAttempts').values(attempt).execute();
  }

  async attemptsOf(id: WebhookDeliveryId, page: PageRequest): Promise<Page<WebhookAttempt>> {
    const all = this.trx.selectFrom('tickets.webhookAttempts').selectAll().where('tenantId', '=', this.tenantId).where('deliveryId', '=', id);
    const rows = await newestFirst(all, page).execute();
    return pageOf(rows.map(toAttempt), page.limit, byCreation);
  }

  async replayDead(endpointId: WebhookEndpointId, now: Date): Promise<number> {
    const dead = this.trx.updateTable('tickets.webhookDeliveries').where('tenantId', '=', this.tenantId).where('endpointId', '=', endpointId).where('status', '=', 'dead');
    const { numUpdatedRows } = await dead.set({ status: 'pending', attempts: 0, nextAttemptAt: now, finishedAt: null }).executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  }

  private rows() {
    return this.trx.selectFrom('tickets.webhookDeliveries').selectAll().where('tenantId', '=', this.tenantId);
  }
}

const toAttempt = ({ statusCode, error, response, ...row }: Selectable<Tables['tickets.webhookAttempts']>): WebhookAttempt => ({
  ...row,
  ...present({ statusCode, error, response }),
  id: row.id as WebhookAttemptId,
  tenantId: row.tenantId as TenantId,
  deliveryId: row.deliveryId as WebhookDeliveryId,
  outcome: row.outcome as WebhookAttempt['outcome'],
});

const toDelivery = ({ statusCode, latencyMs, error, finishedAt, ...row }: Row): WebhookDelivery => ({
  ...row,
  id: row.id as WebhookDeliveryId,
  tenantId: row.tenantId as TenantId,
  endpointId: row.endpointId as WebhookEndpointId,
  eventType: row.eventType as WebhookEvent,
  status: row.status as DeliveryStatus,
  body: row.body as JsonObject,
  ...(statusCode !== null && { statusCode }),
  ...(latencyMs !== null && { latencyMs }),
  ...(error !== null && { error }),
  ...(finishedAt && { finishedAt }),
});
