import type { Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import { asTenantId, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { GENESIS } from '#pkg/hash-chain';
import type { AuditLogEntry } from '../domain/audit-log-entry.ts';
import type { ChainHead } from '../domain/chain.ts';
import type { AuditLog, AuditLogFilter } from '../ports/audit-log.ts';

const columns = [
  'seq', 'id', 'tenantId', 'occurredAt', 'actor', 'actorKind', 'actorName', 'operation', 'action', 'entityType', 'entityId',
  'before', 'after', 'correlationId', 'ip', 'prevHash', 'hash',
] as const;

export class PostgresAuditLog implements AuditLog {
  constructor(private readonly trx: Transaction<TablesOf<'audit'>>, private readonly tenantId: TenantId) {}

  async list({ from, to, ...equal }: AuditLogFilter, { limit, after }: PageRequest): Promise<Page<AuditLogEntry>> {
    let query = this.#entries().orderBy('seq', 'desc').limit(limit + 1);
    for (const [column, value] of Object.entries(equal) as [keyof typeof equal, string][]) query = query.where(column, '=', value);
    if (from) query = query.where('occurredAt', '>=', from);
    if (to) query = query.where('occurredAt', '<', to);
    if (after) query = query.where('seq', '<', Number(after[0]));
    const rows = await query.execute();
    return pageOf(rows.map(toEntry), limit, ({ seq }) => [String(seq)]);
  }

  async following(seq: number, limit: number): Promise<readonly AuditLogEntry[]> {
    return (await this.#entries().where('seq', '>', seq).orderBy('seq').limit(limit).execute()).map(toEntry);
  }

  async head(): Promise<ChainHead> {
    const head = await this.trx.selectFrom('audit.chainHeads').select(['seq', 'hash']).where('tenantId', '=', this.tenantId).executeTakeFirst();
    return head ? { seq: head.seq, hash: head.hash.toString('hex') } : { seq: 0, hash: GENESIS };
  }

  #entries() {
    return this.trx.selectFrom('audit.auditLog').select(columns).where('tenantId', '=', this.tenantId);
  }
}

type Row = Omit<AuditLogEntry, 'tenantId' | 'actorKind' | 'prevHash' | 'hash'> & { tenantId: string; actorKind: string; prevHash: Buffer; hash: Buffer };

const toEntry = (row: Row): AuditLogEntry => ({
  ...row,
  tenantId: asTenantId(row.tenantId),
  actorKind: row.actorKind as AuditLogEntry['actorKind'], // a constraint of the table
  prevHash: row.prevHash.toString('hex'),
  hash: row.hash.toString('hex'),
});
