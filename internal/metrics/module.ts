import type { Clock } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { Logger, Registry } from '#pkg/observability';
import { IngestRoom } from './domain/ingest-room.ts';
import { SampleBudget } from './domain/sample-budget.ts';
import type { LimitCeilings } from './domain/tenant-limits.ts';
import { syntaxOf } from './domain/query-syntax.ts';
import { ingestCounters } from './http/ingest-counters.ts';
import { limitOperations } from './http/limit-operations.ts';
import { otlpOperations } from './http/otlp-operations.ts';
import { remoteWriteOperations } from './http/remote-write-operations.ts';
import { textOperations } from './http/text-operations.ts';
import { archiveJobs } from './postgres/archive-jobs.ts';
import { PostgresChunkArchive } from './postgres/postgres-chunk-archive.ts';
import { PostgresDeltaSums } from './postgres/postgres-delta-sums.ts';
import { PostgresMetricExtras } from './postgres/postgres-metric-extras.ts';
import { postgresMetricSettings } from './postgres/postgres-metric-settings.ts';
import { PostgresMetricStore } from './postgres/postgres-metric-store.ts';
import { RemoteMetricStore } from './remote/remote-metric-store.ts';
import type { RemoteStoreOptions } from './remote/remote-store-options.ts';
import { metricQueryOperations } from './http/metric-query-operations.ts';
import { prometheusCatalogueOperations } from './http/prometheus-catalogue-operations.ts';
import { prometheusQueryOperations } from './http/prometheus-query-operations.ts';
import { prometheusSeriesOperations } from './http/prometheus-series-operations.ts';
import type { MetricStore } from './ports/metric-store.ts';
import { answerQuery } from './service/answer-query.ts';
import { currentMetricLimits, type LimitsOf } from './service/current-metric-limits.ts';
import { findSeries } from './service/find-series.ts';
import { getMetricLimits, updateMetricLimits } from './service/manage-metric-limits.ts';
import { QueryTurns } from './service/query-turns.ts';
import { RangeQueryCache } from './service/range-query-cache.ts';
import { QueryThreads } from './threads/query-threads.ts';
import { acceptSamples } from './service/accept-samples.ts';
import { importText } from './service/import-text.ts';
import { receiveOtlp } from './service/receive-otlp.ts';
import { receiveRemoteWrite } from './service/receive-remote-write.ts';

export interface MetricsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  /** What the installation allows each tenant. */
  readonly ceilings: LimitCeilings;
  readonly queries: QueryOptions;
  readonly registry: Registry;
  /** Bytes of samples that are decoded and wait to be stored, in this process. */
  readonly ingestBytes: number;
  readonly logger: Logger;
  /** Where samples are kept instead of in PostgreSQL. */
  readonly remoteStore: RemoteStoreOptions | undefined;
}

export type { RemoteStoreOptions } from './remote/remote-store-options.ts';

/** How queries are evaluated. */
export interface QueryOptions {
  /** Threads for heavy queries. */
  readonly threads: number;
  /** How long samples are kept at most. */
  readonly retentionMs: number;
  /** Parts of PromQL that may still change are on. */
  readonly experimental: boolean;
}

/** Wires the context. Nothing connects before it is used. */
export function createMetrics({ transactions, clock, ceilings, queries: options, registry, ingestBytes, logger, remoteStore }: MetricsDeps) {
  const settings = postgresMetricSettings(transactions);
  const store = remoteStore ? new RemoteMetricStore(remoteStore) : new PostgresMetricStore({ transactions, clock, archive: new PostgresChunkArchive(), extras: new PostgresMetricExtras(clock), failed: (error) => logger.warn({ err: error }, 'looking after the newest samples failed and is tried again') });
  const limitsOf = currentMetricLimits({ settings, clock, ceilings });
  const queries = createMetricQueries({ store, limitsOf, clock, ...options });
  const room = new IngestRoom(ingestBytes);
  const accept = acceptSamples({ store, limitsOf, budget: new SampleBudget(), room, clock, figures: ingestCounters(registry, room) });
  return {
    store,
    operations: {
      ...queries.operations,
      ...limitOperations({ getMetricLimits: getMetricLimits({ settings, ceilings }), updateMetricLimits: updateMetricLimits({ settings, clock, ceilings }) }),
      ...remoteWriteOperations({ receiveRemoteWrite: receiveRemoteWrite({ accept }) }),
      ...otlpOperations({ receiveOtlp: receiveOtlp({ accept, deltas: new PostgresDeltaSums(transactions, clock) }) }),
      ...textOperations({ importText: importText({ accept, clock }) }),
    },
    /** What holds for a tenant now; remembered for two seconds. */
    limitsOf,
    jobs: archiveJobs({
      transactions, clock,
      retentionMsOf: async (actor) => (await limitsOf(actor)).retentionMs,
      onError: (error, context) => logger.warn({ err: error, ...context }, 'archived samples of a tenant could not be looked after'),
    }),
    async stop(): Promise<void> {
      await queries.stop();
      await store.stop();
    },
  };
}

export interface MetricQueriesDeps extends QueryOptions {
  readonly store: MetricStore;
  readonly limitsOf: LimitsOf;
  readonly clock: Clock;
}

/** Queries that run at once in this process, of all tenants; most of them wait for the store. */
const MOST_QUERIES = 64;

/** Wires everything by which samples are read. */
export function createMetricQueries({ store, limitsOf, clock, threads, retentionMs, experimental }: MetricQueriesDeps) {
  const runner = new QueryThreads({ threads });
  const turns = new QueryTurns(MOST_QUERIES);
  const answer = answerQuery({ store, limitsOf, runner, turns, cache: new RangeQueryCache(), experimental });
  const [find, syntax] = [findSeries(store), syntaxOf(experimental)];
  return {
    operations: {
      ...prometheusQueryOperations({ answerQuery: answer, clock, syntax }),
      ...prometheusSeriesOperations(find),
      ...prometheusCatalogueOperations({ find, clock, syntax, retentionMs }),
      ...metricQueryOperations({ answerQuery: answer, find, clock }),
    },
    stop: () => runner.close(),
  };
}
