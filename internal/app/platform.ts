import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Clock, IdGenerator } from '#internal/kernel';
import { OutboxSignal, postgresTransactions, type AuditWriter, type Transactions } from '#internal/platform/transactions';
import { createPool } from '#pkg/database';
import { createLogger, createRegistry, Gauge, startTracing, type Logger, type Registry } from '#pkg/observability';
import type { CommonConfig } from './config.ts';

/** What every context is built on, once per process. */
export interface Platform {
  readonly service: string;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly pool: Pool;
  readonly transactions: Transactions;
  /** What this process rings when it has published events. */
  readonly outboxSignal: OutboxSignal;
  /** Ends the pool and flushes what tracing still holds. */
  stop(): Promise<void>;
}

export const systemClock: Clock = { now: () => new Date() };
export const uuids: IdGenerator = { next: () => uuidv7() };

export interface PlatformOptions {
  /** Of every log line, metric and span: `orchestrix-api`. */
  readonly service: string;
  readonly auditWriter: AuditWriter;
  /** How long work waits for a database connection before it is told `unavailable`: callers of an API do not wait, background work does. */
  readonly acquireTimeoutMs: number;
}

/** Opens logs, metrics, traces and the database pool of one process. Nothing connects before it is needed. */
export function openPlatform(config: CommonConfig, { service, auditWriter, acquireTimeoutMs }: PlatformOptions): Platform {
  const logger = createLogger({ service, level: config.logLevel });
  const registry = createRegistry(service);
  const tracing = startTracing({ service, endpoint: config.otlpEndpoint });
  const pool = createPool({
    url: config.databaseUrl,
    max: config.databasePoolSize,
    applicationName: service,
    acquireTimeoutMs,
    onIdleError: (error) => logger.warn({ err: error }, 'a database connection broke while it was idle'),
  });
  measurePool(registry, pool);
  const outboxSignal = new OutboxSignal(pool);
  return {
    service,
    clock: systemClock,
    ids: uuids,
    logger,
    registry,
    pool,
    outboxSignal,
    transactions: postgresTransactions({ pool, clock: systemClock, ids: uuids, auditWriter, outboxSignal }),
    async stop() {
      await pool.end();
      await tracing.stop();
    },
  };
}

function measurePool(registry: Registry, pool: Pool): void {
  const figures = { in_use: () => pool.totalCount - pool.idleCount, idle: () => pool.idleCount, waiting: () => pool.waitingCount };
  new Gauge({
    name: 'orchestrix_database_pool_connections',
    help: 'Connections of the pool in use and idle, and callers waiting for one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, read] of Object.entries(figures)) this.set({ state }, read());
    },
  });
}
