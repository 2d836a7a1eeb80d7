import { sql, type Transaction } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { LeaseTerms } from '../domain/ticket-lease.ts';
import type { Ticket } from '../domain/ticket.ts';
import { COLUMNS, type FoundRow, type TicketTables, toTicket } from './ticket-rows.ts';

// Word for word the predicate of the index `tickets_leasable`.
const LEASABLE = sql`t.status = 'PENDING' AND t.delivery = 'lease' AND t.offered_at IS NOT NULL AND t.waiting_for = 0`;

/**
 * Leases what is next, in one statement. `sets` hops along the index from set of capabilities to set (PostgreSQL has no skip scan for DISTINCT), each set that the agent
 * covers gives its first tickets in the order of the queue, and of these the first are taken. The LATERALs and the array leave the planner no other way than index look-ups. What is
 * reserved for others is passed over: at most as many tickets as the agents have slots.
 */
export async function leaseFromQueue(trx: Transaction<TicketTables>, tenantId: TenantId, { agentId, capabilities, max, leaseMs }: LeaseTerms, now: Date): Promise<readonly Ticket[]> {
  const { rows } = await sql<FoundRow>`
    WITH RECURSIVE sets (key) AS (
      (SELECT t.capability_key FROM tickets.tickets t WHERE t.tenant_id = ${tenantId} AND ${LEASABLE} ORDER BY t.capability_key LIMIT 1)
      UNION ALL
      SELECT (SELECT t.capability_key FROM tickets.tickets t WHERE t.tenant_id = ${tenantId} AND ${LEASABLE} AND t.capability_key > s.key ORDER BY t.capability_key LIMIT 1)
      FROM sets s WHERE s.key IS NOT NULL
    ), fitting AS MATERIALIZED (
      SELECT key FROM sets WHERE key IS NOT NULL AND string_to_array(key, E'\\x1f') <@ ${[...capabilities]}::text[]
    ), candidates AS (
      SELECT c.id, c.rank_at FROM fitting f CROSS JOIN LATERAL (
        SELECT t.id, t.rank_at FROM tickets.tickets t
        WHERE t.tenant_id = ${tenantId} AND ${LEASABLE} AND t.capability_key = f.key AND t.available_at <= ${now}
          AND (t.reserved_until IS NULL OR t.reserved_until <= ${now} OR t.reserved_for = ${agentId})
        ORDER BY t.rank_at, t.id LIMIT ${max} FOR UPDATE SKIP LOCKED
      ) c
    ), chosen AS MATERIALIZED (SELECT id FROM candidates ORDER BY rank_at, id LIMIT ${max})
    UPDATE tickets.tickets t SET
      status = 'RUNNING', attempts = t.attempts + 1, started_at = greatest(${now}, t.created_at), agent_id = ${agentId}, lease_token = t.lease_token + 1,
      lease_expires_at = least(${now}::timestamptz + ${leaseMs}::bigint * interval '1 ms', greatest(${now}, t.created_at) + t.timeout_ms * interval '1 ms'),
      reserved_for = NULL, reserved_until = NULL, progress = NULL, version = t.version + 1
    WHERE t.tenant_id = ${tenantId} AND t.id = ANY (ARRAY(SELECT id FROM chosen))
    RETURNING ${sql.join(COLUMNS.map((name) => sql.ref(`t.${name}`)))}, t.output IS NOT NULL AS has_output`.execute(trx);
  return rows.map(toTicket).sort((a, b) => a.rankAt.getTime() - b.rankAt.getTime() || (a.id < b.id ? -1 : 1));
}
