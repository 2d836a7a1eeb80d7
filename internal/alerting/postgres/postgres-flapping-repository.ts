import { sql, type Transaction } from 'kysely';
import { conflict } from '#pkg/apperror';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { Fingerprint } from '../domain/fingerprint.ts';
import { DEFAULT_FLAPPING_POLICY, type FlappingPolicy } from '../domain/flapping.ts';
import type { FlappingRepository, StoredFlappingPolicy } from '../ports/flapping-repository.ts';

/** Flapping in PostgreSQL. */
export class PostgresFlappingRepository implements FlappingRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async policy(): Promise<StoredFlappingPolicy> {
    const columns = ['enabled', 'windowMs', 'startScore', 'stopScore', 'version'] as const;
    const row = await this.trx.selectFrom('alerting.flappingPolicies').select(columns).where('tenantId', '=', this.tenantId).executeTakeFirst();
    if (!row) return { policy: DEFAULT_FLAPPING_POLICY, version: 0 };
    const { version, ...policy } = row;
    return { policy, version };
  }

  async savePolicy(policy: FlappingPolicy, version: number): Promise<void> {
    const { tenantId } = this;
    const next = { ...policy, version: version + 1 };
    const { numInsertedOrUpdatedRows } = await this.trx
      .insertInto('alerting.flappingPolicies')
      .values({ ...next, tenantId })
      .onConflict((clash) => clash.column('tenantId').doUpdateSet(next).where('alerting.flappingPolicies.version', '=', version))
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw conflict('somebody else has just changed the policy');
  }

  async changes(fingerprints: readonly Fingerprint[], since: Date): Promise<ReadonlyMap<Fingerprint, readonly Date[]>> {
    if (fingerprints.length === 0) return new Map();
    const { rows } = await sql<{ fingerprint: Fingerprint; changes: Date[] }>`
      SELECT wanted.fingerprint, array_agg(change.at ORDER BY change.at) AS changes
      FROM unnest(${fingerprints}::text[]) AS wanted (fingerprint)
      CROSS JOIN LATERAL (
        SELECT fired_at, resolved_at FROM alerting.alerts
        WHERE tenant_id = ${this.tenantId} AND fingerprint = wanted.fingerprint
        ORDER BY starts_at DESC LIMIT 500
      ) AS episode
      CROSS JOIN LATERAL unnest(ARRAY[episode.fired_at, CASE WHEN episode.fired_at IS NOT NULL THEN episode.resolved_at END]) AS change (at)
      WHERE change.at >= ${since}
      GROUP BY wanted.fingerprint`.execute(this.trx);
    return new Map(rows.map(({ fingerprint, changes }) => [fingerprint, changes]));
  }
}
