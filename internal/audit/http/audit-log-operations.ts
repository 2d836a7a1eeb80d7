import { type OperationInput, type Operations, pageJson, pageRequest } from '#internal/platform/http';
import type { AuditLogEntry } from '../domain/audit-log-entry.ts';
import type { AuditLogFilter } from '../ports/audit-log.ts';
import type { ExportAuditLogs } from '../service/export-audit-logs.ts';
import type { ListAuditLogs } from '../service/list-audit-logs.ts';
import type { VerifyAuditLog } from '../service/verify-audit-log.ts';

type Use = { readonly listAuditLogs: ListAuditLogs; readonly exportAuditLogs: ExportAuditLogs; readonly verifyAuditLog: VerifyAuditLog };

export function auditLogOperations(use: Use): Pick<Operations, 'listAuditLogs' | 'exportAuditLogs' | 'verifyAuditLog'> {
  return {
    async listAuditLogs({ actor, query }) {
      const page = await use.listAuditLogs(actor, toFilter(query), pageRequest('listAuditLogs', query, ['integer']));
      return { status: 200, body: pageJson('listAuditLogs', query, page, toEntryJson) };
    },

    async exportAuditLogs({ actor, query, signal }) {
      return { status: 200, stream: lines(use.exportAuditLogs(actor, toFilter(query), signal)) };
    },

    async verifyAuditLog({ actor, signal }) {
      const { verifiedEntries, headHash, firstBroken } = await use.verifyAuditLog(actor, signal);
      const body = { intact: firstBroken === undefined, verified_entries: verifiedEntries, head_hash: headHash, first_broken: firstBroken ?? null };
      return { status: 200, body };
    },
  };
}

async function* lines(entries: AsyncIterable<AuditLogEntry>) {
  for await (const entry of entries) yield toEntryJson(entry);
}

const toFilter = (query: OperationInput<'exportAuditLogs'>['query']): AuditLogFilter => ({
  ...(query.actor !== undefined && { actor: query.actor }),
  ...(query.action !== undefined && { action: query.action }),
  ...(query.entity_type !== undefined && { entityType: query.entity_type }),
  ...(query.entity_id !== undefined && { entityId: query.entity_id }),
  ...(query.correlation_id !== undefined && { correlationId: query.correlation_id }),
  ...(query.from !== undefined && { from: new Date(query.from) }),
  ...(query.to !== undefined && { to: new Date(query.to) }),
});

const toEntryJson = (entry: AuditLogEntry) => ({
  seq: entry.seq,
  id: entry.id,
  occurred_at: entry.occurredAt.toISOString(),
  actor: entry.actor,
  actor_kind: entry.actorKind,
  actor_name: entry.actorName,
  operation: entry.operation,
  action: entry.action,
  entity_type: entry.entityType,
  entity_id: entry.entityId,
  before: entry.before,
  after: entry.after,
  correlation_id: entry.correlationId,
  ip: entry.ip,
  prev_hash: entry.prevHash,
  hash: entry.hash,
});
