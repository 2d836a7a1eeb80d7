import { sql, type Transaction } from 'kysely';
import type { TenantId } from '#internal/kernel';
import { conflict } from '#pkg/apperror';
import type { Ticket } from '../domain/ticket.ts';
import { type TicketTables, toChanges } from './ticket-rows.ts';

/** Columns that change in the life of a ticket, with the types of their arrays. JSON travels as text, for an array of `json` would be parsed twice. */
const TYPES = {
  status: 'text', attempts: 'integer', attemptLimit: 'integer', offeredAt: 'timestamptz', reservedFor: 'text', reservedUntil: 'timestamptz', availableAt: 'timestamptz', rankAt: 'timestamptz', startedAt: 'timestamptz', completedAt: 'timestamptz',
  agentId: 'text', leaseToken: 'bigint', leaseExpiresAt: 'timestamptz', slaAtRiskAt: 'timestamptz', slaBreachedAt: 'timestamptz', compensationTicketId: 'uuid', version: 'integer',
  output: 'json', error: 'json', progress: 'json',
} as const satisfies Record<keyof ReturnType<typeof toChanges>, string>;

const NAMES = Object.keys(TYPES) as (keyof typeof TYPES)[];
const assignments = sql.join(NAMES.map((name) => (TYPES[name] === 'json' ? sql`${sql.ref(name)} = ${sql.ref(`c.${name}`)}::json` : sql`${sql.ref(name)} = ${sql.ref(`c.${name}`)}`)));
const names = sql.join(NAMES.map((name) => sql.ref(name)));

/**
 * Writes tickets in one statement, all or none; see `TicketRepository.saveAll`. The list of ids is there for the planner: without it, it reads all tickets of the tenant
 * to join them with the rows that are given, since nothing tells it how few those are.
 */
export async function saveTickets(trx: Transaction<TicketTables>, tenantId: TenantId, tickets: readonly Ticket[]): Promise<void> {
  if (tickets.length === 0) return;
  const changes = tickets.map(toChanges);
  const columns = NAMES.map((name) => sql`${changes.map((row) => row[name])}::${sql.raw(TYPES[name] === 'json' ? 'text' : TYPES[name])}[]`);
  const ids = tickets.map(({ id }) => id);
  const { numAffectedRows } = await sql`
    UPDATE tickets.tickets t SET ${assignments}
    FROM unnest(${ids}::uuid[], ${tickets.map(({ version }) => version)}::integer[], ${sql.join(columns)}) AS c (id, read_version, ${names})
    WHERE t.tenant_id = ${tenantId} AND t.id = ANY (${ids}::uuid[]) AND t.id = c.id AND t.version = c.read_version`.execute(trx);
  if (numAffectedRows !== BigInt(tickets.length)) throw conflict('a ticket changed since it was read');
}
