import type { UnitOfWork } from '#internal/kernel';
import type { AuditLog } from './audit-log.ts';

/** Read-only: entries are written by the transactions of the contexts that make the changes. */
export type AuditUnitOfWork = Pick<UnitOfWork<{ readonly log: AuditLog }>, 'read'>;
