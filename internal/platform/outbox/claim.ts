import type { PoolClient } from 'pg';
import { asTenantId, type DomainEvent, type JsonObject } from '#internal/kernel';

/** An event that this relay holds the row lock of, until its transaction ends. */
export interface Claim {
  readonly event: DomainEvent;
  readonly attempts: number;
  readonly dueAt: Date;
}

export interface ClaimOptions {
  /** Most events at once, shared evenly by the tenants that have some. */
  readonly batch: number;
  /** Tenant that was served last: the next one comes first now. */
  readonly afterTenant: string;
  /** Events begin with these; what follows for the same aggregates may be of either kind. */
  readonly kind: keyof typeof CLAIMS;
}

// An event is eligible when it is due and no earlier event of its aggregate still waits to be delivered. Timers that are not due do not
// block, nor do dead events. Urgent ones are looked for by themselves, in an index that holds only them. `tenants` hops along the index from tenant to tenant (PostgreSQL has no skip scan for DISTINCT) and keeps
// those with something due, in a ring that starts after the last one served; each gets an equal share.
// SKIP LOCKED, never a position in `seq`: transactions commit in another order than they drew their numbers.
// The LIMITs and LATERALs inside are not decoration: statistics of a queue are always out of date, and they leave the planner no other way
// than index look-ups (a join over a wrong guess was a hundred times slower).
const claimOf = (kind: 'urgent' | 'NOT urgent'): string => `
WITH RECURSIVE pending (tenant_id) AS (
  (SELECT tenant_id FROM platform.outbox WHERE ${kind} AND delivered_at IS NULL AND dead_at IS NULL ORDER BY tenant_id LIMIT 1)
  UNION ALL
  SELECT (SELECT o.tenant_id FROM platform.outbox o WHERE ${kind} AND o.delivered_at IS NULL AND o.dead_at IS NULL AND o.tenant_id > p.tenant_id ORDER BY o.tenant_id LIMIT 1)
  FROM pending p WHERE p.tenant_id IS NOT NULL
), tenants AS MATERIALIZED (
  SELECT p.tenant_id FROM pending p, LATERAL (
    SELECT FROM platform.outbox o WHERE ${kind} AND o.tenant_id = p.tenant_id AND o.delivered_at IS NULL AND o.dead_at IS NULL AND o.attempt_at <= $3 ORDER BY o.attempt_at LIMIT 1
  ) due
  ORDER BY p.tenant_id <= $2::uuid, p.tenant_id LIMIT $1::bigint
), share AS (SELECT ceil($1::bigint::numeric / greatest(count(*), 1))::int AS size FROM tenants)
SELECT e.* FROM tenants t, LATERAL (
  SELECT o.tenant_id, o.id, o.seq, o.type, o.aggregate_id, o.data, o.correlation_id, o.traceparent, o.occurred_at, o.available_at, o.attempts
  FROM platform.outbox o
  WHERE ${kind} AND o.tenant_id = t.tenant_id AND o.delivered_at IS NULL AND o.dead_at IS NULL AND o.attempt_at <= $3
    AND (
      SELECT earlier.seq FROM platform.outbox earlier
      WHERE earlier.tenant_id = o.tenant_id AND earlier.aggregate_id = o.aggregate_id AND earlier.seq < o.seq
        AND earlier.delivered_at IS NULL AND earlier.dead_at IS NULL AND earlier.available_at <= $3
      ORDER BY earlier.seq LIMIT 1) IS NULL
  ORDER BY o.attempt_at, o.seq
  LIMIT (SELECT size FROM share)
  FOR UPDATE OF o SKIP LOCKED
) e`;
const CLAIMS = { urgent: { name: 'outbox_claim_urgent', text: claimOf('urgent') }, usual: { name: 'outbox_claim', text: claimOf('NOT urgent') } };

// What comes after the events just claimed, for the same aggregates. `place` numbers everything that has its turn, also what another lane
// holds or what waits for its next try; the caller stops at the first gap.
const FOLLOWERS = `
SELECT o.*, f.place
FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS head (tenant_id, aggregate_id, seq)
CROSS JOIN LATERAL (
  SELECT p.tenant_id, p.id, (row_number() OVER (ORDER BY p.seq))::int AS place FROM platform.outbox p
  WHERE p.tenant_id = head.tenant_id AND p.aggregate_id = head.aggregate_id AND p.seq > head.seq
    AND p.delivered_at IS NULL AND p.dead_at IS NULL AND p.available_at <= $4
  ORDER BY p.seq LIMIT $5
) f
CROSS JOIN LATERAL (
  SELECT o.tenant_id, o.id, o.seq, o.type, o.aggregate_id, o.data, o.correlation_id, o.traceparent, o.occurred_at, o.available_at, o.attempts
  FROM platform.outbox o
  WHERE o.tenant_id = f.tenant_id AND o.id = f.id AND o.delivered_at IS NULL AND o.dead_at IS NULL AND o.attempt_at <= $4
  FOR UPDATE SKIP LOCKED
) o
ORDER BY o.seq`;

const FOLLOWERS_PER_AGGREGATE = 20;

interface Row {
  tenant_id: string; id: string; seq: number; type: string; aggregate_id: string; data: JsonObject; correlation_id: string;
  traceparent: string | null; occurred_at: Date; available_at: Date; attempts: number;
}

/** Claims due events inside the open transaction of `client`: one list per aggregate, in the order of their commits. */
export async function claimDue(client: PoolClient, { batch, afterTenant, kind }: ClaimOptions, now: Date): Promise<readonly (readonly Claim[])[]> {
  const heads = await client.query<Row>({ ...CLAIMS[kind], values: [batch, afterTenant, now] });
  if (heads.rows.length === 0) return [];
  const columns = [heads.rows.map((row) => row.tenant_id), heads.rows.map((row) => row.aggregate_id), heads.rows.map((row) => row.seq)];
  const followers = await client.query<Row & { place: number }>({ name: 'outbox_followers', text: FOLLOWERS, values: [...columns, now, FOLLOWERS_PER_AGGREGATE] });
  const chains = new Map<string, Row[]>(heads.rows.map((row) => [aggregateOf(row), [row]]));
  for (const row of followers.rows) {
    const chain = chains.get(aggregateOf(row));
    if (chain?.length === row.place) chain.push(row);
  }
  return [...chains.values()].map((rows) => rows.map(toClaim));
}

const aggregateOf = (row: Row): string => `${row.tenant_id} ${row.aggregate_id}`;

const toClaim = (row: Row): Claim => ({
  event: {
    id: row.id,
    type: row.type,
    tenantId: asTenantId(row.tenant_id),
    aggregateId: row.aggregate_id,
    occurredAt: row.occurred_at,
    correlationId: row.correlation_id,
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
    data: row.data,
  },
  attempts: row.attempts,
  dueAt: row.available_at,
});
