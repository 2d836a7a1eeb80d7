import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { notFound } from '#pkg/apperror';
import { newestFirst, type TablesOf } from '#internal/db';
import { byCreation, type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import type { Alert, AlertId } from '../domain/alert.ts';
import type { AlertGroup, AlertGroupId } from '../domain/alert-group.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { AlertGroupFilter, AlertGroupRepository, GroupIdentity, GroupMember } from '../ports/alert-group-repository.ts';
import { alertProperties, alertSql } from './alert-columns.ts';

const columns = ['id', 'key', 'route', 'receiver', 'labels', 'createdAt', 'nextFlushAt', 'flushedAt', 'flushes', 'leaving'] as const;

/** Under what a group, its notifications and their log are found: keys may be long, and two routes may write the same one. */
export const hashOf = ({ key, receiver }: GroupIdentity): string => createHash('sha256').update(`${key}\0${receiver}`).digest('hex');

/** Groups of alerts in PostgreSQL. */
export class PostgresAlertGroupRepository implements AlertGroupRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async hold(identities: readonly GroupIdentity[]): Promise<readonly (AlertGroupId | undefined)[]> {
    const hashes = identities.map(hashOf);
    // Shared with others who add members and with who flushes, not with who ends the group. The order keeps waiters from a circle.
    const { rows } = await sql<{ id: AlertGroupId; keyHash: string }>`
      SELECT id, key_hash AS "keyHash" FROM alerting.alert_groups
      WHERE tenant_id = ${this.tenantId} AND key_hash = ANY (${hashes}::text[]) ORDER BY key_hash FOR KEY SHARE`.execute(this.trx);
    const found = new Map(rows.map(({ id, keyHash }) => [keyHash, id]));
    return hashes.map((hash) => found.get(hash));
  }

  async add(groups: readonly AlertGroup[]): Promise<ReadonlySet<AlertGroupId>> {
    if (groups.length === 0) return new Set();
    const { rows } = await sql<{ id: AlertGroupId }>`
      INSERT INTO alerting.alert_groups (tenant_id, id, key, key_hash, route, receiver, labels, created_at, next_flush_at, flushed_at, flushes, leaving)
      SELECT ${this.tenantId}::uuid, g.id, g.key, g."keyHash", g.route, g.receiver, g.labels, g."createdAt", g."nextFlushAt", NULL, 0, '{}'
      FROM json_to_recordset(${JSON.stringify(groups.map((group) => ({ ...group, keyHash: hashOf(group) })))}::json)
        AS g (id uuid, key text, "keyHash" text, route text, receiver text, labels jsonb, "createdAt" timestamptz, "nextFlushAt" timestamptz)
      ORDER BY g."keyHash"
      ON CONFLICT DO NOTHING
      RETURNING id`.execute(this.trx);
    return new Set(rows.map(({ id }) => id));
  }

  async join(members: readonly GroupMember[]): Promise<void> {
    if (members.length === 0) return;
    await sql`
      INSERT INTO alerting.alert_group_members (tenant_id, group_id, fingerprint, alert_id)
      SELECT ${this.tenantId}::uuid, m.group_id, m.fingerprint, m.alert_id FROM ${given(members)} ORDER BY m.group_id, m.fingerprint
      ON CONFLICT (tenant_id, group_id, fingerprint) DO UPDATE SET alert_id = EXCLUDED.alert_id`.execute(this.trx);
  }

  async leaveOthers(fingerprints: readonly Fingerprint[], kept: readonly Pick<GroupMember, 'groupId' | 'fingerprint'>[]): Promise<void> {
    await sql`
      DELETE FROM alerting.alert_group_members AS own WHERE tenant_id = ${this.tenantId} AND fingerprint = ANY (${[...fingerprints]}::text[])
      AND NOT EXISTS (SELECT FROM unnest(${kept.map(({ groupId }) => groupId)}::uuid[], ${kept.map(({ fingerprint }) => fingerprint)}::text[]) AS k (group_id, fingerprint)
        WHERE k.group_id = own.group_id AND k.fingerprint = own.fingerprint)`.execute(this.trx);
  }

  async find(identity: GroupIdentity): Promise<AlertGroup | undefined> {
    return (await this.own().where('keyHash', '=', hashOf(identity)).executeTakeFirst()) as unknown as AlertGroup | undefined;
  }

  async lock(id: AlertGroupId): Promise<AlertGroup | undefined> {
    return (await this.own().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()) as unknown as AlertGroup | undefined;
  }

  async alertsOf(id: AlertGroupId): Promise<readonly Alert[]> {
    const { rows } = await sql<Alert>`
      SELECT ${alertSql.columns} FROM alerting.alerts
      WHERE tenant_id = ${this.tenantId} AND id IN (SELECT alert_id FROM alerting.alert_group_members WHERE tenant_id = ${this.tenantId} AND group_id = ${id})
      ORDER BY fingerprint`.execute(this.trx);
    return rows;
  }

  async leave(id: AlertGroupId, alerts: readonly AlertId[]): Promise<void> {
    if (alerts.length === 0) return;
    // Whoever is putting a later alert into a place just now keeps it; waiting for them could be waiting in a circle.
    await sql`
      DELETE FROM alerting.alert_group_members WHERE (tenant_id, group_id, fingerprint) IN (
        SELECT tenant_id, group_id, fingerprint FROM alerting.alert_group_members
        WHERE tenant_id = ${this.tenantId} AND group_id = ${id} AND alert_id = ANY (${[...alerts]}::uuid[]) FOR UPDATE SKIP LOCKED)`.execute(this.trx);
  }

  async save({ id, nextFlushAt, flushedAt, flushes, leaving }: AlertGroup): Promise<void> {
    await this.trx.updateTable('alerting.alertGroups').set({ nextFlushAt, flushedAt, flushes, leaving: [...leaving] }).where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async endIfEmpty(id: AlertGroupId): Promise<boolean> {
    const free = await this.trx.selectFrom('alerting.alertGroups').select('id').where('tenantId', '=', this.tenantId).where('id', '=', id).forUpdate().skipLocked().executeTakeFirst();
    if (!free) return false;
    // A statement of its own: it sees the members of those who have let go of the group meanwhile.
    const { numAffectedRows = 0n } = await sql`
      DELETE FROM alerting.alert_groups AS g WHERE tenant_id = ${this.tenantId} AND id = ${id}
      AND NOT EXISTS (SELECT FROM alerting.alert_group_members AS m WHERE m.tenant_id = g.tenant_id AND m.group_id = g.id)`.execute(this.trx);
    return numAffectedRows > 0n;
  }

  async get(id: AlertGroupId): Promise<AlertGroup> {
    const row = await this.own().where('id', '=', id).executeTakeFirst();
    if (!row) throw notFound('alert group');
    return row as unknown as AlertGroup;
  }

  async list({ receiver }: AlertGroupFilter, page: PageRequest): Promise<Page<AlertGroup>> {
    let query = this.own();
    if (receiver !== undefined) query = query.where('receiver', '=', receiver);
    const rows = (await newestFirst(query, page).execute()) as unknown as AlertGroup[];
    return pageOf(rows, page.limit, byCreation);
  }

  async all(): Promise<readonly { readonly group: AlertGroup; readonly alerts: readonly Alert[] }[]> {
    const groups = (await this.own().orderBy('id').execute()) as unknown as AlertGroup[];
    const members = await this.trx.selectFrom('alerting.alertGroupMembers').select(['groupId', 'alertId']).where('tenantId', '=', this.tenantId).execute();
    const { rows } = await sql<Alert>`
      SELECT ${alertSql.columns} FROM alerting.alerts
      WHERE tenant_id = ${this.tenantId} AND id IN (SELECT alert_id FROM alerting.alert_group_members WHERE tenant_id = ${this.tenantId})`.execute(this.trx);
    const alerts = new Map<string, Alert>(rows.map((alert) => [alert.id, alert]));
    const byGroup = Map.groupBy(members, ({ groupId }) => groupId);
    return groups.map((group) => ({ group, alerts: (byGroup.get(group.id) ?? []).flatMap(({ alertId }) => alerts.get(alertId) ?? []) }));
  }

  async placeable(after: AlertId | undefined, limit: number): Promise<readonly Alert[]> {
    let query = this.trx.selectFrom('alerting.alerts').select(alertProperties).where('tenantId', '=', this.tenantId).where('status', '<>', sql.lit('resolved')).where('status', '<>', 'pending');
    if (after !== undefined) query = query.where('id', '>', after);
    return (await query.orderBy('id').limit(limit).execute()) as unknown as Alert[];
  }

  async ids(): Promise<readonly AlertGroupId[]> {
    return (await this.trx.selectFrom('alerting.alertGroups').select('id').where('tenantId', '=', this.tenantId).orderBy('id').execute()).map(({ id }) => id as AlertGroupId);
  }

  private own() {
    return this.trx.selectFrom('alerting.alertGroups').select(columns).where('tenantId', '=', this.tenantId);
  }
}

const given = (members: readonly GroupMember[]) =>
  sql`unnest(${members.map(({ groupId }) => groupId)}::uuid[], ${members.map(({ fingerprint }) => fingerprint)}::text[], ${members.map(({ alertId }) => alertId)}::uuid[]) AS m (group_id, fingerprint, alert_id)`;
