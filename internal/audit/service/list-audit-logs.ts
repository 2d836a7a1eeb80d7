import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { AuditLogEntry } from '../domain/audit-log-entry.ts';
import type { AuditLogFilter } from '../ports/audit-log.ts';
import type { AuditUnitOfWork } from '../ports/audit-unit-of-work.ts';

export type ListAuditLogs = (actor: Actor, filter: AuditLogFilter, page: PageRequest) => Promise<Page<AuditLogEntry>>;

export function listAuditLogs({ work }: { work: AuditUnitOfWork }): ListAuditLogs {
  return (actor, filter, page) => work.read(actor, ({ log }) => log.list(filter, page));
}
