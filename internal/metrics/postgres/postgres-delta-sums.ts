import { hash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { sql, type Transaction } from 'kysely';
import type { Database } from '#internal/db';
import type { Actor, Clock, TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { DELTA_MEMORY_MS, type DeltaSum, type DeltaSums, type KnownSums } from '../ports/delta-sums.ts';

/** Sums of deltas in PostgreSQL. Changes of one tenant wait for each other: a delta must be added to the sum before it, not beside it. */
export class PostgresDeltaSums implements DeltaSums {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async change(actor: Actor, { series, maxSeries }: { readonly series: readonly string[]; readonly maxSeries: number }, change: (known: KnownSums) => Iterable<readonly [series: string, sum: DeltaSum]>): Promise<void> {
    await this.transactions.run(actor, async ({ trx }) => {
      const { tenantId } = actor;
      const now = this.clock.now();
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`metrics.delta_sums:${tenantId}`}, 0))`.execute(trx);
      await trx.deleteFrom('metrics.deltaSums').where('tenantId', '=', tenantId).where('touchedAt', '<', new Date(now.getTime() - DELTA_MEMORY_MS)).execute();
      const digests = new Map(series.map((key) => [digestOf(key), key]));
      const rows = await trx.selectFrom('metrics.deltaSums').select(['series', 'sum']).where('tenantId', '=', tenantId).where('series', '=', sql<string>`ANY(${[...digests.keys()]})`).execute();
      const sums = new Map(rows.map((row) => [digests.get(row.series) ?? '', deserialize(row.sum) as DeltaSum])); // stored by `keep` only
      const room = sums.size === series.length ? 0 : await this.room(trx, tenantId, maxSeries);
      await keep(trx, tenantId, [...change({ sums, room })], now);
    });
  }

  /** How many more series there may be; asked only when there are new ones. */
  private async room(trx: Transaction<Database>, tenantId: TenantId, maxSeries: number): Promise<number> {
    const { rows } = await sql<{ size: number }>`SELECT count(*)::int AS size FROM (SELECT FROM metrics.delta_sums WHERE tenant_id = ${tenantId} LIMIT ${maxSeries}) s`.execute(trx);
    return Math.max(0, maxSeries - (rows[0]?.size ?? 0));
  }
}

const digestOf = (series: string): string => hash('sha256', series, 'base64url');

async function keep(trx: Transaction<Database>, tenantId: TenantId, sums: readonly (readonly [series: string, sum: DeltaSum])[], now: Date): Promise<void> {
  if (sums.length === 0) return;
  const [series, states] = [sums.map(([key]) => digestOf(key)), sums.map(([, sum]) => serialize(sum))];
  await sql`
    INSERT INTO metrics.delta_sums (tenant_id, series, sum, touched_at)
    SELECT ${tenantId}, s.series, s.sum, ${now} FROM unnest(${series}::text[], ${states}::bytea[]) AS s (series, sum)
    ON CONFLICT (tenant_id, series) DO UPDATE SET sum = excluded.sum, touched_at = excluded.touched_at`.execute(trx);
}
