import { sql, type SqlBool, type Transaction } from 'kysely';
import { jsonOrNull, newestFirst } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import { offer } from '../domain/ticket-lifecycle.ts';
import type { LeaseTerms } from '../domain/ticket-lease.ts';
import type { Ticket, TicketFilter, TicketId } from '../domain/ticket.ts';
import type { TicketOffer, TicketOwner, TicketRepository } from '../ports/ticket-repository.ts';
import { addTickets } from './add-tickets.ts';
import { leaseFromQueue } from './lease-from-queue.ts';
import { saveTickets } from './save-tickets.ts';
import { COLUMNS, type FoundRow, type TicketTables, toChanges, toTicket } from './ticket-rows.ts';

export class PostgresTicketRepository implements TicketRepository {
  constructor(
    private readonly trx: Transaction<TicketTables>,
    private readonly tenantId: TenantId,
  ) {}

  async addUnlessKeysTaken(tickets: readonly Ticket[]): Promise<readonly Ticket[]> {
    return addTickets(this.trx, this.tenantId, tickets);
  }

  async findByKeys(idempotencyKeys: readonly string[]): Promise<readonly Ticket[]> {
    if (idempotencyKeys.length === 0) return [];
    const rows = await this.rows().where(sql<SqlBool>`idempotency_key = ANY (${[...idempotencyKeys]}::text[])`).execute();
    return rows.map(toTicket);
  }

  async lockByKey(idempotencyKey: string): Promise<Ticket> {
    return one(await this.rows().where('idempotencyKey', '=', idempotencyKey).forUpdate().executeTakeFirst());
  }

  async lock(id: TicketId): Promise<Ticket> {
    return one(await this.rows().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async lockAll(ids: readonly TicketId[]): Promise<readonly Ticket[]> {
    const rows = await this.rows().where(sql<SqlBool>`id = ANY (${[...ids]}::uuid[])`).orderBy('id').forUpdate().execute();
    return rows.map(toTicket);
  }

  async lockOpen(owner: TicketOwner): Promise<readonly Ticket[]> {
    const open = this.rows().where('status', 'in', ['PENDING', 'RUNNING']);
    const owned = 'planId' in owner ? open.where('planId', '=', owner.planId) : open.where('executionId', '=', owner.executionId);
    const rows = await owned.orderBy('id').forUpdate().execute(); // one order for all, so that two never wait for each other
    return rows.map(toTicket);
  }

  async get(id: TicketId): Promise<Ticket> {
    return one(await this.rows().where('id', '=', id).executeTakeFirst());
  }

  async list(filter: TicketFilter, page: PageRequest): Promise<Page<Ticket>> {
    const rows = await newestFirst(this.narrowed(filter), page).execute();
    return pageOf(rows.map(toTicket), page.limit, byCreation);
  }

  async listByDeadline(filter: TicketFilter, { limit, after }: PageRequest): Promise<Page<Ticket>> {
    const dated = this.narrowed(filter).where('slaDeadline', 'is not', null).where('completedAt', 'is', null);
    const sorted = dated.orderBy('slaDeadline').orderBy('id').limit(limit + 1);
    const rest = after ? sorted.where(sql<SqlBool>`(sla_deadline, id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`) : sorted;
    return pageOf((await rest.execute()).map(toTicket), limit, ({ slaDeadline, id }) => [(slaDeadline as Date).toISOString(), id]);
  }

  async save(ticket: Ticket): Promise<void> {
    const update = this.trx.updateTable('tickets.tickets').set(toChanges(ticket));
    const own = update.where('tenantId', '=', this.tenantId).where('id', '=', ticket.id).where('version', '=', ticket.version);
    const { numUpdatedRows } = await own.executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict(`ticket ${ticket.id} changed since it was read`);
  }

  async saveAll(tickets: readonly Ticket[]): Promise<void> {
    return saveTickets(this.trx, this.tenantId, tickets);
  }

  async offer(offers: readonly TicketOffer[], now: Date): Promise<readonly Ticket[]> {
    if (offers.length === 0) return [];
    const terms = new Map(offers.map((each) => [each.id, each]));
    const waiting = await this.rows()
      .where(sql<SqlBool>`id = ANY (${[...terms.keys()]}::uuid[])`).where('status', '=', 'PENDING').where('delivery', '=', 'lease').where('offeredAt', 'is', null)
      .orderBy('id').forUpdate().execute();
    const offered = waiting.map(toTicket).map((ticket) => offer(ticket, now, terms.get(ticket.id)));
    const column = <Value>(of: (ticket: Ticket) => Value | undefined): (Value | null)[] => offered.map((ticket) => of(ticket) ?? null);
    await sql`
      UPDATE tickets.tickets t SET offered_at = o.offered_at, available_at = o.offered_at, rank_at = o.rank_at,
        schedule_reason = o.reason, reserved_for = o.reserved_for, reserved_until = o.reserved_until, version = t.version + 1
      FROM unnest(
        ${column(({ id }) => id)}::uuid[], ${column(({ offeredAt }) => offeredAt)}::timestamptz[], ${column(({ rankAt }) => rankAt)}::timestamptz[],
        ${column(({ scheduleReason }) => scheduleReason)}::text[], ${column(({ reservedFor }) => reservedFor)}::text[], ${column(({ reservedUntil }) => reservedUntil)}::timestamptz[]
      ) AS o (id, offered_at, rank_at, reason, reserved_for, reserved_until)
      WHERE t.tenant_id = ${this.tenantId} AND t.id = o.id`.execute(this.trx);
    return offered.map((ticket) => ({ ...ticket, version: ticket.version + 1 }));
  }

  async lease(terms: LeaseTerms, now: Date): Promise<readonly Ticket[]> {
    return leaseFromQueue(this.trx, this.tenantId, terms, now);
  }

  async saveLeases(tickets: readonly Ticket[]): Promise<void> {
    if (tickets.length === 0) return;
    const ids = tickets.map(({ id }) => id);
    await sql`
      UPDATE tickets.tickets t SET lease_expires_at = l.lease_expires_at, progress = l.progress::json
      FROM unnest(${ids}::uuid[], ${tickets.map(({ leaseExpiresAt }) => leaseExpiresAt ?? null)}::timestamptz[], ${tickets.map(({ progress }) => jsonOrNull(progress))}::text[])
        AS l (id, lease_expires_at, progress)
      WHERE t.tenant_id = ${this.tenantId} AND t.id = ANY (${ids}::uuid[]) AND t.id = l.id`.execute(this.trx);
  }

  async lockEndedLeases(now: Date, most: number): Promise<readonly Ticket[]> {
    const rows = await this.rows().where('leaseExpiresAt', '<=', now).orderBy('leaseExpiresAt').limit(most).forUpdate().skipLocked().execute();
    return rows.map(toTicket);
  }

  async unblockDependents(completed: readonly TicketId[]): Promise<number> {
    if (completed.length === 0) return 0;
    // Locked in one order, so that two completions of one plan never wait for each other. Arrays instead of joins leave the planner no other way than index look-ups.
    const { rows } = await sql<{ free: boolean }>`
      WITH done AS MATERIALIZED (
        SELECT d.ticket_id, count(*)::int AS count FROM tickets.dependencies d
        WHERE d.tenant_id = ${this.tenantId} AND d.depends_on = ANY (${[...completed]}::uuid[]) GROUP BY d.ticket_id
      ), waiting AS MATERIALIZED (
        SELECT t.id FROM tickets.tickets t
        WHERE t.tenant_id = ${this.tenantId} AND t.id = ANY (ARRAY(SELECT ticket_id FROM done)) AND t.waiting_for > 0
        ORDER BY t.id FOR UPDATE
      )
      UPDATE tickets.tickets t SET waiting_for = greatest(t.waiting_for - (SELECT count FROM done WHERE ticket_id = t.id), 0)
      WHERE t.tenant_id = ${this.tenantId} AND t.id = ANY (ARRAY(SELECT id FROM waiting))
      RETURNING t.waiting_for = 0 AND t.offered_at IS NOT NULL AND t.status = 'PENDING' AS free`.execute(this.trx);
    return rows.filter(({ free }) => free).length;
  }

  private narrowed(filter: TicketFilter) {
    let query = this.rows();
    for (const field of ['executionId', 'planId', 'intentId', 'status', 'priority', 'type', 'agentId'] as const) {
      const value = filter[field];
      if (value !== undefined) query = query.where(field, '=', value);
    }
    if (filter.capability !== undefined) query = query.where('capabilityKey', 'in', withCapability(filter.capability, this.tenantId));
    if (filter.slaDueBefore !== undefined) query = query.where('slaDeadline', '<', filter.slaDueBefore).where('completedAt', 'is', null);
    return query;
  }

  private rows() {
    return this.trx.selectFrom('tickets.tickets').select(COLUMNS).select(sql<boolean>`output IS NOT NULL`.as('hasOutput')).where('tenantId', '=', this.tenantId);
  }
}

/** The sets of capabilities that hold one: hopped over along the index, for there are few sets and many tickets. */
const withCapability = (capability: string, tenantId: TenantId) => sql<string>`(
  WITH RECURSIVE sets (key) AS (
    (SELECT t.capability_key FROM tickets.tickets t WHERE t.tenant_id = ${tenantId} AND t.capability_key <> '' ORDER BY t.capability_key LIMIT 1)
    UNION ALL
    SELECT (SELECT t.capability_key FROM tickets.tickets t WHERE t.tenant_id = ${tenantId} AND t.capability_key <> '' AND t.capability_key > s.key ORDER BY t.capability_key LIMIT 1)
    FROM sets s WHERE s.key IS NOT NULL
  )
  SELECT key FROM sets WHERE ${capability} = ANY (string_to_array(key, E'\\x1f')))`;

function one(row: FoundRow | undefined): Ticket {
  if (!row) throw notFound('ticket');
  return toTicket(row);
}
