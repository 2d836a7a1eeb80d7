import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { MetricMetadata } from '#pkg/remote-write';
import type { FamilyMetadata } from '../ports/metric-store.ts';
import type { MetricsTransaction } from './chunk-archive.ts';
import type { MetadataRequest } from './metric-extras.ts';

/** A family has at most as many; more senders do not disagree in good faith. */
const MOST_PER_FAMILY = 10;
/** Longer names are forgotten: no index could hold them. */
const MOST_FAMILY_BYTES = 2000;
const EVERYTHING = 2 ** 31 - 1;

/** Remembers metadata of a day. What is known already is written at most once a day, as a sign that it is still in use. */
export async function addMetadata(trx: MetricsTransaction, tenantId: TenantId, metadata: readonly FamilyMetadata[], day: number): Promise<void> {
  const rows = [...new Map(metadata.map(storable).filter(({ family }) => Buffer.byteLength(family) <= MOST_FAMILY_BYTES).map((entry) => [`${entry.family} ${digestOf(entry)}`, entry])).entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
  if (rows.length === 0) return;
  await sql`
    INSERT INTO metrics.metadata AS m (tenant_id, family, digest, type, help, unit, seen_day)
    SELECT ${tenantId}::uuid, e.family, e.digest, e.type, e.help, e.unit, ${day}
    FROM unnest(${rows.map(({ family }) => family)}::text[], ${rows.map(digestOf)}::uuid[], ${rows.map(({ type }) => type)}::text[], ${rows.map(({ help }) => help)}::text[], ${rows.map(({ unit }) => unit)}::text[])
      AS e (family, digest, type, help, unit)
    WHERE NOT EXISTS (SELECT FROM metrics.metadata k WHERE k.tenant_id = ${tenantId} AND k.family = e.family AND k.digest = e.digest AND k.seen_day >= ${day})
      AND (SELECT count(*) FROM metrics.metadata k WHERE k.tenant_id = ${tenantId} AND k.family = e.family AND k.digest <> e.digest) < ${MOST_PER_FAMILY}
    ON CONFLICT (tenant_id, family, digest) DO UPDATE SET seen_day = excluded.seen_day WHERE m.seen_day < excluded.seen_day`.execute(trx);
}

/** By family, in the order of their names. */
export async function readMetadata(trx: MetricsTransaction, tenantId: TenantId, { family, limit = EVERYTHING, limitPerFamily = EVERYTHING }: MetadataRequest): Promise<ReadonlyMap<string, readonly MetricMetadata[]>> {
  const { rows } = await sql<FamilyMetadata>`
    SELECT family, type, help, unit FROM (
      SELECT m.*, dense_rank() OVER (ORDER BY m.family) AS place, row_number() OVER (PARTITION BY m.family ORDER BY m.seen_day DESC, m.digest) AS turn
      FROM metrics.metadata m WHERE m.tenant_id = ${tenantId} AND (${family ?? null}::text IS NULL OR m.family = ${family ?? null})
    ) AS ranked
    WHERE place <= ${limit} AND turn <= ${limitPerFamily} ORDER BY family, turn`.execute(trx);
  const families = new Map<string, MetricMetadata[]>();
  for (const { family: name, ...entry } of rows) {
    const known = families.get(name);
    if (known) known.push(entry);
    else families.set(name, [entry]);
  }
  return families;
}

/** Forgets what nobody has sent since a day. */
export async function pruneMetadata(trx: MetricsTransaction, tenantId: TenantId, beforeDay: number): Promise<void> {
  await sql`DELETE FROM metrics.metadata WHERE tenant_id = ${tenantId} AND seen_day < ${beforeDay}`.execute(trx);
}

/** The database holds no character 0. */
const storable = ({ family, type, help, unit }: FamilyMetadata): FamilyMetadata => ({ family: withoutZero(family), type, help: withoutZero(help), unit: withoutZero(unit) });
const withoutZero = (text: string): string => text.replaceAll('\0', '\u{fffd}');

const digestOf = ({ type, unit, help }: MetricMetadata): string => createHash('sha256').update(JSON.stringify([type, unit, help])).digest('hex').slice(0, 32);
