import type { AuditRecord, AuditWriter } from '#internal/platform/transactions';
import { canonicalJson } from '#pkg/hash-chain';
import { type HashedEntry, hashedForm } from '../domain/audit-log-entry.ts';

/**
 * Appends entries to the tenant's chain. Each is made canonical here; the database function `audit.append` adds position and hash
 * while it holds the head of the chain, in one round trip.
 */
export const hashChainedAuditWriter: AuditWriter = {
  append: (records) => ({
    name: 'audit_append',
    text: 'SELECT audit.append($1, $2)',
    values: [records[0].actor.tenantId, JSON.stringify(records.map(row))],
  }),
};

function row(record: AuditRecord) {
  const form = hashedForm(hashedEntry(record));
  return { ...form, canonical: canonicalJson(form) };
}

const hashedEntry = ({ id, occurredAt, actor, entry }: AuditRecord): HashedEntry => ({
  id,
  tenantId: actor.tenantId,
  occurredAt,
  actor: actor.subject,
  actorKind: actor.kind,
  actorName: actor.name ?? null,
  operation: actor.via,
  action: entry.action,
  entityType: entry.entityType,
  entityId: entry.entityId,
  before: entry.before ?? null,
  after: entry.after ?? null,
  correlationId: actor.correlationId,
  ip: actor.ip ?? null,
});
