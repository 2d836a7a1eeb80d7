import { DEFAULT_METRIC_LIMITS } from '#internal/metrics';
import { asTenantId, type Clock, systemActor } from '#internal/kernel';
import { createPool } from '#pkg/database';
import { createLogger, createRegistry } from '#pkg/observability';
import { createMetrics } from '../../internal/metrics/module.ts';
import { systemClock, transactionsOn } from './test-transactions.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Puts all samples of tenants that are in the write-ahead log into chunks, and joins these, as the product does in the course of hours. It is one more process
 * beside those that run: they may write and read meanwhile.
 */
export async function archiveSamples(databaseUrl: string, tenantIds: readonly string[]): Promise<void> {
  const pool = createPool({ url: databaseUrl, max: 3, applicationName: 'test-archive', acquireTimeoutMs: 30_000 });
  const metricsAt = (clock: Clock) =>
    createMetrics({
      transactions: transactionsOn(pool, clock), clock, ceilings: () => DEFAULT_METRIC_LIMITS, queries: { threads: 1, retentionMs: DEFAULT_METRIC_LIMITS.retentionMs, experimental: false },
      registry: createRegistry('test-archive'), ingestBytes: 2 ** 26, logger: createLogger({ service: 'test-archive', level: 'warn' }), remoteStore: undefined,
    });
  const [now, later] = [metricsAt(systemClock), metricsAt({ now: () => new Date(Date.now() + 2 * DAY_MS) })];
  try {
    for (const tenantId of tenantIds) {
      // Opens the head, of which the store looks after.
      await now.store.cardinality(systemActor(asTenantId(tenantId), 'metrics', { correlationId: '0'.repeat(32), via: 'test' }), 1);
    }
    if ('maintain' in now.store) await now.store.maintain({ idleMs: 0 });
    for (const { name, run } of later.jobs) if (name === 'compact metrics') while (((await run()) ?? 0) > 0);
  } finally {
    await now.stop();
    await later.stop();
    await pool.end();
  }
}
