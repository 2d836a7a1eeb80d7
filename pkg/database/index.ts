export { urlAs, urlOfDatabase } from './connection-urls.ts';
export { canFlushLog, FLUSH_LOG } from './flush-log.ts';
export { openTransaction, type OpenTransaction } from './kysely-transaction.ts';
export { migrate, type MigrateOptions, pendingMigrations } from './migrate.ts';
export { createPool, type PoolOptions } from './pool.ts';
export { fromDatabaseError, violates } from './sql-errors.ts';
export { NotificationListener, type NotificationListenerOptions } from './notification-listener.ts';
