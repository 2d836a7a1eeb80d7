export type { AuditLogEntry } from './domain/audit-log-entry.ts';
export { hashChainedAuditWriter } from './postgres/hash-chained-audit-writer.ts';
