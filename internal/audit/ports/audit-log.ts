import type { Page, PageRequest } from '#internal/kernel';
import type { AuditLogEntry } from '../domain/audit-log-entry.ts';
import type { ChainHead } from '../domain/chain.ts';

/** All that is given must match. */
export interface AuditLogFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly entityType?: string;
  readonly entityId?: string;
  readonly correlationId?: string;
  /** Inclusive. */
  readonly from?: Date;
  /** Exclusive. */
  readonly to?: Date;
}

/** The log of one tenant: the unit of work that hands this out has fixed the tenant. */
export interface AuditLog {
  /** Newest first; the position is the entry's `seq`. */
  list(filter: AuditLogFilter, page: PageRequest): Promise<Page<AuditLogEntry>>;
  /** Up to `limit` entries after `seq`, oldest first. */
  following(seq: number, limit: number): Promise<readonly AuditLogEntry[]>;
  /** Where the writers of the log say the chain ends. */
  head(): Promise<ChainHead>;
}
