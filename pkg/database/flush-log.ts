import type { Pool, PoolClient } from 'pg';

/**
 * Returns once everything that was committed before, by anybody, is on disk: an empty message into the write-ahead log, flushed. Flushes at the
 * same time share one write. PostgreSQL 17 and newer.
 */
export const FLUSH_LOG = { name: 'flush_log', text: "SELECT pg_logical_emit_message(false, 'orchestrix', '', true)" } as const;

const known = new WeakMap<Pool, boolean>();

/** Whether the server behind `pool` understands `FLUSH_LOG`; the first caller asks, on the connection it holds anyway. */
export async function canFlushLog(pool: Pool, client: PoolClient): Promise<boolean> {
  const remembered = known.get(pool);
  if (remembered !== undefined) return remembered;
  const { rows } = await client.query<{ version: number }>("SELECT current_setting('server_version_num')::int AS version");
  const can = (rows[0]?.version ?? 0) >= 170_000;
  known.set(pool, can);
  return can;
}
