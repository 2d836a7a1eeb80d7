import { type Selectable, sql, type SqlBool, type Transaction } from 'kysely';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { notFound } from '#pkg/apperror';
import type { CloudEvent } from '../domain/cloud-event.ts';
import type { EventListFilter, EventOrigin, StoredEvent, StoredEventId } from '../domain/stored-event.ts';
import type { EventRepository } from '../ports/event-repository.ts';

type Tables = TablesOf<'automation'>;

export class PostgresEventRepository implements EventRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async addNew(events: readonly StoredEvent[]): Promise<readonly StoredEvent[]> {
    if (events.length === 0) return [];
    const insert = this.trx.insertInto('automation.events').values(events.map(fromEvent));
    const rows = await insert.onConflict((on) => on.columns(['tenantId', 'source', 'eventId']).doNothing()).returning('id').execute();
    const added = new Set(rows.map(({ id }) => id));
    return events.filter(({ id }) => added.has(id));
  }

  async get(id: StoredEventId): Promise<StoredEvent> {
    const row = await this.rows().where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound('event', id);
    return toEvent(row);
  }

  async lock(id: StoredEventId): Promise<StoredEvent> {
    // NO KEY: deliveries refer to the row, and adding one must not wait for us.
    const row = await this.rows().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
    if (!row) throw notFound('event', id);
    return toEvent(row);
  }

  async markRouted(id: StoredEventId, at: Date): Promise<void> {
    const later = sql<Date>`greatest(${at}::timestamptz, created_at)`;
    await this.trx.updateTable('automation.events').set({ routedAt: later }).where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async find(keys: readonly { readonly source: string; readonly id: string }[]): Promise<readonly StoredEvent[]> {
    if (keys.length === 0) return [];
    const wanted = sql<SqlBool>`(source, event_id) IN (SELECT * FROM unnest(${keys.map(({ source }) => source)}::text[], ${keys.map(({ id }) => id)}::text[]))`;
    return (await this.rows().where(wanted).execute()).map(toEvent);
  }

  async list({ type, source, subject, from, to }: EventListFilter, page: PageRequest): Promise<Page<StoredEvent>> {
    let query = this.rows();
    if (type !== undefined) query = query.where('type', '=', type);
    if (source !== undefined) query = query.where('source', '=', source);
    if (subject !== undefined) query = query.where('subject', '=', subject);
    if (from) query = query.where('createdAt', '>=', from);
    if (to) query = query.where('createdAt', '<', to);
    const rows = await newestFirst(query, page).execute();
    return pageOf(rows.map(toEvent), page.limit, byCreation);
  }

  async openDay(day: string): Promise<boolean> {
    const insert = this.trx.insertInto('automation.eventDays').values({ tenantId: this.tenantId, day: sql`${day}::date` });
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.columns(['tenantId', 'day']).doNothing()).executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  async removeDay(day: string, limit: number): Promise<boolean> {
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000);
    const old = this.trx.selectFrom('automation.events').select('id').where('tenantId', '=', this.tenantId).where('createdAt', '<', next).where(sql<SqlBool>`NOT EXISTS (SELECT FROM automation.event_deliveries d WHERE d.tenant_id = events.tenant_id AND d.event_id = events.id)`).limit(limit);
    const { numDeletedRows } = await this.trx.deleteFrom('automation.events').where('tenantId', '=', this.tenantId).where('id', 'in', old).executeTakeFirstOrThrow();
    if (Number(numDeletedRows) === limit) return false;
    await this.trx.deleteFrom('automation.eventDays').where('tenantId', '=', this.tenantId).where('day', '=', sql<Date>`${day}::date`).execute();
    return true;
  }

  private rows() {
    return this.trx.selectFrom('automation.events').selectAll().where('tenantId', '=', this.tenantId);
  }
}

const fromEvent = ({ id, tenantId, event, origin, executionId, correlationId, createdAt }: StoredEvent) => ({
  id,
  tenantId,
  eventId: event.id,
  source: event.source,
  type: event.type,
  subject: typeof event['subject'] === 'string' ? event['subject'] : null,
  event: JSON.stringify(event),
  origin,
  executionId: executionId ?? null,
  correlationId,
  createdAt,
});

const toEvent = ({ id, tenantId, event, origin, executionId, correlationId, createdAt, routedAt }: Selectable<Tables['automation.events']>): StoredEvent => ({
  id: id as StoredEventId,
  tenantId: tenantId as TenantId,
  event: event as CloudEvent, // stored by fromEvent
  origin: origin as EventOrigin,
  ...(executionId !== null && { executionId }),
  correlationId,
  createdAt,
  ...(routedAt !== null && { routedAt }),
});
