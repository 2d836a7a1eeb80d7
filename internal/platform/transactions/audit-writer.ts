import type { Actor, AuditEntry } from '#internal/kernel';
import type { Statement } from './statement.ts';

/** An entry with all that the transaction knows about it. */
export interface AuditRecord {
  readonly id: string;
  readonly occurredAt: Date;
  readonly actor: Actor;
  readonly entry: AuditEntry;
}

/** Turns the entries of one transaction into the statement that appends them to the tenant's log, in order. */
export interface AuditWriter {
  append(records: readonly [AuditRecord, ...AuditRecord[]]): Statement;
}
