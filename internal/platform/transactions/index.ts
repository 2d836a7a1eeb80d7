export type { AuditRecord, AuditWriter } from './audit-writer.ts';
export { IDEMPOTENCY_KEY_FIELD } from './idempotency-store.ts';
export { OUTBOX_CHANNEL, OutboxSignal } from './outbox-signal.ts';
export { postgresTransactions, type PostgresTransactionsDeps } from './postgres-transactions.ts';
export type { Statement } from './statement.ts';
export type { IdempotentRequest, StoredResponse, Transactions, TransactionScope } from './transactions.ts';
