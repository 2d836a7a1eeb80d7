import { sql, type Transaction } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import { type TicketTables, toRow } from './ticket-rows.ts';

/** PostgreSQL takes 65,535 parameters in a statement, and a ticket has about fifty. */
const ROWS_PER_STATEMENT = 500;

/** Stores tickets whose keys are free, with who waits for whom; see `TicketRepository.addUnlessKeysTaken`. */
export async function addTickets(trx: Transaction<TicketTables>, tenantId: TenantId, tickets: readonly Ticket[]): Promise<readonly Ticket[]> {
  const counted = await countOpenDependencies(trx, tenantId, tickets);
  const stored = new Set<string>();
  for (let from = 0; from < counted.length; from += ROWS_PER_STATEMENT) {
    const insert = trx.insertInto('tickets.tickets').values(counted.slice(from, from + ROWS_PER_STATEMENT).map(toRow));
    const rows = await insert.onConflict((on) => on.columns(['tenantId', 'idempotencyKey']).doNothing()).returning('id').execute();
    for (const { id } of rows) stored.add(id);
  }
  const added = counted.filter(({ id }) => stored.has(id));
  await addDependencies(trx, tenantId, added);
  return added;
}

/** A dependency that is open keeps its row locked against completion until we have written down that we wait for it. */
async function countOpenDependencies(trx: Transaction<TicketTables>, tenantId: TenantId, tickets: readonly Ticket[]): Promise<readonly Ticket[]> {
  if (tickets.every(({ dependencies }) => dependencies.length === 0)) return tickets;
  const { rows } = await sql<{ id: TicketId; status: string }>`
    SELECT id, status FROM tickets.tickets
    WHERE tenant_id = ${tenantId} AND id = ANY (${[...new Set(tickets.flatMap(({ dependencies }) => dependencies))]}::uuid[])
    ORDER BY id FOR SHARE`.execute(trx);
  const over = new Set(rows.filter(({ status }) => status === 'COMPLETED').map(({ id }) => id));
  return tickets.map((ticket) => ({ ...ticket, waitingFor: ticket.dependencies.filter((id) => !over.has(id)).length }));
}

async function addDependencies(trx: Transaction<TicketTables>, tenantId: TenantId, tickets: readonly Ticket[]): Promise<void> {
  const pairs = tickets.flatMap(({ id, dependencies }) => dependencies.map((dependsOn) => ({ id, dependsOn })));
  if (pairs.length === 0) return;
  await sql`
    INSERT INTO tickets.dependencies (tenant_id, depends_on, ticket_id)
    SELECT ${tenantId}, d.depends_on, d.ticket_id
    FROM unnest(${pairs.map(({ dependsOn }) => dependsOn)}::uuid[], ${pairs.map(({ id }) => id)}::uuid[]) AS d (depends_on, ticket_id)`.execute(trx);
}
