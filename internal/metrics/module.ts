import type { Clock } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { LimitCeilings } from './domain/tenant-limits.ts';
import { limitOperations } from './http/limit-operations.ts';
import { PostgresChunkArchive } from './postgres/postgres-chunk-archive.ts';
import { PostgresMetricExtras } from './postgres/postgres-metric-extras.ts';
import { postgresMetricSettings } from './postgres/postgres-metric-settings.ts';
import { PostgresMetricStore } from './postgres/postgres-metric-store.ts';
import { currentMetricLimits } from './service/current-metric-limits.ts';
import { getMetricLimits, updateMetricLimits } from './service/manage-metric-limits.ts';

export interface MetricsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  /** What the installation allows each tenant. */
  readonly ceilings: LimitCeilings;
}

/** Wires the context. Nothing connects before it is used. */
export function createMetrics({ transactions, clock, ceilings }: MetricsDeps) {
  const settings = postgresMetricSettings(transactions);
  const store = new PostgresMetricStore({ transactions, clock, archive: new PostgresChunkArchive(), extras: new PostgresMetricExtras(clock) });
  return {
    store,
    operations: {
      ...limitOperations({ getMetricLimits: getMetricLimits({ settings, ceilings }), updateMetricLimits: updateMetricLimits({ settings, clock, ceilings }) }),
    },
    /** What holds for a tenant now; remembered for two seconds. */
    limitsOf: currentMetricLimits({ settings, clock, ceilings }),
    async stop(): Promise<void> {
      await store.stop();
    },
  };
}
