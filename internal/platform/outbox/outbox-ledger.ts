import type { Pool } from 'pg';
import { asTenantId, type DomainEvent, type JsonObject } from '#internal/kernel';

/** How much waits; for metrics and health. */
export interface Backlog {
  /** Due and not delivered. */
  readonly due: number;
  /** Timers that are not due yet. */
  readonly scheduled: number;
  /** Given up. */
  readonly dead: number;
  /** Age of the oldest due event. */
  readonly oldestDueMs: number;
}

/** An event that was given up, with the last reason. */
export interface DeadEvent {
  readonly event: DomainEvent;
  readonly attempts: number;
  readonly lastError: string;
  readonly deadAt: Date;
}

interface DeadRow {
  id: string; type: string; tenant_id: string; aggregate_id: string; occurred_at: Date; correlation_id: string; data: JsonObject; attempts: number; last_error: string; dead_at: Date;
}

const PRUNED_AT_ONCE = 5_000;

/** What operators see and do with the outbox beside delivering it. Works across tenants, as the role `orx_relay`. */
export class OutboxLedger {
  constructor(private readonly pool: Pool) {}

  async backlog(now: Date): Promise<Backlog> {
    const { rows } = await this.pool.query<{ due: number; scheduled: number; dead: number; oldest: Date | null }>(
      `SELECT count(*) FILTER (WHERE dead_at IS NULL AND available_at <= $1) AS due, count(*) FILTER (WHERE dead_at IS NULL AND available_at > $1) AS scheduled,
              count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead, min(available_at) FILTER (WHERE dead_at IS NULL) AS oldest
       FROM platform.outbox WHERE delivered_at IS NULL`,
      [now],
    );
    const { due = 0, scheduled = 0, dead = 0, oldest = null } = rows[0] ?? {};
    return { due, scheduled, dead, oldestDueMs: oldest && due > 0 ? Math.max(0, now.getTime() - oldest.getTime()) : 0 };
  }

  /** The events that were given up last. */
  async deadEvents(limit: number): Promise<readonly DeadEvent[]> {
    const { rows } = await this.pool.query<DeadRow>('SELECT * FROM platform.outbox WHERE dead_at IS NOT NULL ORDER BY dead_at DESC LIMIT $1', [limit]);
    return rows.map((row) => ({
      event: {
        id: row.id, type: row.type, tenantId: asTenantId(row.tenant_id), aggregateId: row.aggregate_id,
        occurredAt: row.occurred_at, correlationId: row.correlation_id, data: row.data,
      },
      attempts: row.attempts,
      lastError: row.last_error,
      deadAt: row.dead_at,
    }));
  }

  /** Gives dead events a fresh start; answers how many of `ids` were dead. */
  async replay(ids: readonly string[], now: Date): Promise<number> {
    const { rowCount } = await this.pool.query('UPDATE platform.outbox SET dead_at = NULL, attempts = 0, attempt_at = $2 WHERE id = ANY ($1::uuid[]) AND dead_at IS NOT NULL', [ids, now]);
    return rowCount ?? 0;
  }

  /** Removes what was delivered before `before`, and stored responses and payloads that have expired at `now`. */
  async prune({ before, now }: { readonly before: Date; readonly now: Date }): Promise<void> {
    await this.#delete(`DELETE FROM platform.outbox WHERE ctid IN (SELECT ctid FROM platform.outbox WHERE delivered_at < $1 LIMIT ${PRUNED_AT_ONCE})`, before);
    await this.#delete(`DELETE FROM platform.idempotency_keys WHERE ctid IN (SELECT ctid FROM platform.idempotency_keys WHERE expires_at < $1 LIMIT ${PRUNED_AT_ONCE})`, now);
    await this.#delete(`DELETE FROM platform.payload_claims WHERE (tenant_id, workflow_id, name) IN (SELECT tenant_id, workflow_id, name FROM platform.payload_claims WHERE expires_at < $1 LIMIT ${PRUNED_AT_ONCE})`, now);
  }

  // In pieces, so that no statement runs long.
  async #delete(statement: string, moment: Date): Promise<void> {
    while (((await this.pool.query(statement, [moment])).rowCount ?? 0) === PRUNED_AT_ONCE);
  }
}
