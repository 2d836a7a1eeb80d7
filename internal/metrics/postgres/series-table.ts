import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import type { MetricsTransaction } from './chunk-archive.ts';

/** Series that one statement names. */
const BATCH = 5_000;

/** The first half of the SHA-256 of a packed label set, as a uuid: nobody finds two label sets with the same one. */
const hashOf = (packed: string): string => createHash('sha256').update(packed, 'latin1').digest('hex').slice(0, 32);

/** Ids of label sets, by their packed text; those that are new get one. */
export async function idsOfSeries(trx: MetricsTransaction, tenantId: TenantId, packed: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  for (let from = 0; from < packed.length; from += BATCH) {
    const byHash = new Map(packed.slice(from, from + BATCH).map((text) => [uuidText(hashOf(text)), text]));
    const note = (rows: readonly { id: number; hash: string }[]): void => {
      for (const { id, hash } of rows) {
        ids.set(byHash.get(hash) ?? '', id);
        byHash.delete(hash);
      }
    };
    note(await known(trx, tenantId, [...byHash.keys()]));
    if (byHash.size === 0) continue;
    note(await inserted(trx, tenantId, byHash));
    // Another process was faster with some of them.
    if (byHash.size > 0) note(await known(trx, tenantId, [...byHash.keys()]));
  }
  return ids;
}

const uuidText = (hex: string): string => hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');

/** Those that are there. One that nobody has taken up for an hour becomes young, and its row is locked: it is not deleted from here on (`series-sweep.ts`). */
async function known(trx: MetricsTransaction, tenantId: TenantId, hashes: readonly string[]) {
  await sql`
    UPDATE metrics.series SET created_at = now() FROM (
      SELECT id FROM metrics.series WHERE tenant_id = ${tenantId} AND hash = ANY (${hashes}::uuid[]) AND created_at < now() - interval '1 hour' ORDER BY id FOR UPDATE
    ) AS old WHERE series.tenant_id = ${tenantId} AND series.id = old.id`.execute(trx);
  const { rows } = await sql<{ id: number; hash: string }>`SELECT id, hash FROM metrics.series WHERE tenant_id = ${tenantId} AND hash = ANY (${hashes}::uuid[])`.execute(trx);
  return rows;
}

async function inserted(trx: MetricsTransaction, tenantId: TenantId, byHash: ReadonlyMap<string, string>) {
  const hashes = [...byHash.keys()];
  const labels = hashes.map((hash) => Buffer.from(byHash.get(hash) ?? '', 'latin1'));
  // Ids in the order in which series came, so that those of a target are neighbours; rows in one order, so that two processes with the same series do not wait for each other.
  const { rows } = await sql<{ id: number; hash: string }>`
    WITH numbered AS MATERIALIZED (SELECT nextval('metrics.series_ids') AS id, hash, labels FROM unnest(${hashes}::uuid[], ${labels}::bytea[]) AS given (hash, labels))
    INSERT INTO metrics.series (tenant_id, id, hash, labels) SELECT ${tenantId}::uuid, id, hash, labels FROM numbered ORDER BY hash
    ON CONFLICT (tenant_id, hash) DO NOTHING RETURNING id, hash`.execute(trx);
  return rows;
}

/** Packed label sets by id. */
export async function labelsOfSeries(trx: MetricsTransaction, tenantId: TenantId, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const labels = new Map<number, string>();
  for (let from = 0; from < ids.length; from += BATCH) {
    const { rows } = await sql<{ id: number; labels: Buffer }>`
      SELECT id, labels FROM metrics.series WHERE tenant_id = ${tenantId} AND id = ANY (${ids.slice(from, from + BATCH)}::bigint[])`.execute(trx);
    for (const row of rows) labels.set(row.id, row.labels.toString('latin1'));
  }
  return labels;
}
