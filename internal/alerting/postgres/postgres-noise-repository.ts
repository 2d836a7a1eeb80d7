import { sql, type Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { NoiseEpisode } from '../domain/noise-episode.ts';
import type { NoiseFilter, NoiseRepository } from '../ports/noise-repository.ts';

/** Noise from alerts and notifications in PostgreSQL. */
export class PostgresNoiseRepository implements NoiseRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'alerting'>>,
    private readonly tenantId: TenantId,
  ) {}

  async episodes({ since, until, ruleId }: NoiseFilter, limit: number): Promise<readonly NoiseEpisode[]> {
    const { tenantId } = this;
    // A notification tells of the alert of a label set that fired when it was made; a mark of flapping may stand behind its fingerprint.
    const { rows } = await sql<NoiseEpisode>`
      WITH episode AS MATERIALIZED (
        SELECT rule_id, name, fingerprint, fired_at, resolved_at, acknowledged_at, escalated_at, resolution, flapping_since
        FROM alerting.alerts
        WHERE tenant_id = ${tenantId} AND fired_at >= ${since} AND fired_at < ${until} AND (${ruleId ?? null}::uuid IS NULL OR rule_id = ${ruleId ?? null}::uuid)
        ORDER BY fired_at DESC LIMIT ${limit}
      ), told AS MATERIALIZED (
        SELECT left(fingerprint, 16) AS fingerprint, n.created_at FROM alerting.notifications n CROSS JOIN LATERAL unnest(n.firing) AS fingerprint
        WHERE n.tenant_id = ${tenantId} AND n.state = 'delivered' AND n.created_at >= ${since}
      )
      SELECT e.*, count(t.created_at)::integer AS notified FROM episode e
      LEFT JOIN told t ON t.fingerprint = e.fingerprint AND t.created_at >= e.fired_at AND t.created_at <= coalesce(e.resolved_at, 'infinity')
      GROUP BY e.rule_id, e.name, e.fingerprint, e.fired_at, e.resolved_at, e.acknowledged_at, e.escalated_at, e.resolution, e.flapping_since
      ORDER BY e.fired_at`.execute(this.trx);
    return rows;
  }
}
