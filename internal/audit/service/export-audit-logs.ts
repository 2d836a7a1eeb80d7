import type { Actor } from '#internal/kernel';
import type { AuditLogEntry } from '../domain/audit-log-entry.ts';
import type { AuditLogFilter } from '../ports/audit-log.ts';
import type { AuditUnitOfWork } from '../ports/audit-unit-of-work.ts';

/** All matching entries, newest first. Reads page by page, so that a slow reader holds neither memory nor a transaction. */
export type ExportAuditLogs = (actor: Actor, filter: AuditLogFilter, signal?: AbortSignal) => AsyncIterable<AuditLogEntry>;

const PAGE = 500;

export function exportAuditLogs({ work }: { work: AuditUnitOfWork }): ExportAuditLogs {
  return async function* (actor, filter, signal) {
    let after: readonly string[] | undefined;
    do {
      if (signal?.aborted === true) return;
      const page = await work.read(actor, ({ log }) => log.list(filter, { limit: PAGE, ...(after ? { after } : {}) }));
      yield* page.items;
      after = page.next;
    } while (after);
  };
}
