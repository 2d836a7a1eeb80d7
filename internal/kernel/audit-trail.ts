import type { Json } from './json.ts';

/** One change, for the tenant's hash-chained audit log. Actor, operation, correlation id and address come from the transaction. */
export interface AuditEntry {
  /** Verb in the form `<context>.<entity>.<past participle>`: `alerting.alert.acknowledged`. */
  readonly action: string;
  /** Kind of the entity: `alert`. */
  readonly entityType: string;
  readonly entityId: string;
  /** State before and after, as our API would show it; secrets never. */
  readonly before?: Json;
  readonly after?: Json;
}

/** Entries are written when the transaction commits, in the order they were recorded. */
export interface AuditTrail {
  record(...entries: readonly AuditEntry[]): void;
}
