import type { Selectable, Transaction } from 'kysely';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Json, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { Ticket, TicketFilter, TicketId, TicketPriority, TicketStatus, TicketType } from '../domain/ticket.ts';
import type { TicketRepository } from '../ports/ticket-repository.ts';

type Tables = TablesOf<'tickets'>;
type Row = Selectable<Tables['tickets.tickets']>;

export class PostgresTicketRepository implements TicketRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async addUnlessKeyTaken(ticket: Ticket): Promise<boolean> {
    const insert = this.trx.insertInto('tickets.tickets').values(toRow(ticket));
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.columns(['tenantId', 'idempotencyKey']).doNothing()).executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  async lockByKey(idempotencyKey: string): Promise<Ticket> {
    return one(await this.rows().where('idempotencyKey', '=', idempotencyKey).forUpdate().executeTakeFirst());
  }

  async lock(id: TicketId): Promise<Ticket> {
    return one(await this.rows().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async lockOpen(executionId: string): Promise<readonly Ticket[]> {
    const open = this.rows().where('executionId', '=', executionId).where('status', 'in', ['PENDING', 'RUNNING']);
    const rows = await open.orderBy('id').forUpdate().execute(); // one order for all, so that two never wait for each other
    return rows.map(toTicket);
  }

  async get(id: TicketId): Promise<Ticket> {
    return one(await this.rows().where('id', '=', id).executeTakeFirst());
  }

  async list(filter: TicketFilter, page: PageRequest): Promise<Page<Ticket>> {
    let query = this.rows();
    if (filter.executionId !== undefined) query = query.where('executionId', '=', filter.executionId);
    if (filter.status !== undefined) query = query.where('status', '=', filter.status);
    if (filter.priority !== undefined) query = query.where('priority', '=', filter.priority);
    if (filter.type !== undefined) query = query.where('type', '=', filter.type);
    const rows = await newestFirst(query, page).execute();
    return pageOf(rows.map(toTicket), page.limit, byCreation);
  }

  async save({ version, ...ticket }: Ticket): Promise<void> {
    const update = this.trx.updateTable('tickets.tickets').set(toRow({ ...ticket, version: version + 1 }));
    const own = update.where('tenantId', '=', this.tenantId).where('id', '=', ticket.id).where('version', '=', version);
    const { numUpdatedRows } = await own.executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw conflict(`ticket ${ticket.id} changed since it was read`);
  }

  private rows() {
    return this.trx.selectFrom('tickets.tickets').selectAll().where('tenantId', '=', this.tenantId);
  }
}

const jsonOrNull = (value: Json | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

const toRow = (ticket: Ticket) => ({
  ...ticket,
  parameters: JSON.stringify(ticket.parameters),
  output: jsonOrNull(ticket.output),
  error: jsonOrNull(ticket.error),
  slaDeadline: ticket.slaDeadline ?? null,
  startedAt: ticket.startedAt ?? null,
  completedAt: ticket.completedAt ?? null,
});

// The driver reads SQL NULL and the JSON value null alike: which one it was follows from the status.
const toTicket = ({ slaDeadline, startedAt, completedAt, output, error, ...row }: Row): Ticket => ({
  ...row,
  id: row.id as TicketId,
  tenantId: row.tenantId as TenantId,
  type: row.type as TicketType,
  status: row.status as TicketStatus,
  priority: row.priority as TicketPriority,
  ...(slaDeadline && { slaDeadline }),
  ...(startedAt && { startedAt }),
  ...(completedAt && { completedAt }),
  ...(row.status === 'COMPLETED' && { output }),
  ...(error !== null && { error }),
});

function one(row: Row | undefined): Ticket {
  if (!row) throw notFound('ticket');
  return toTicket(row);
}
