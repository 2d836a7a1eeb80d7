import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import { intersect } from '#pkg/label-index';
import type { MetricsTransaction } from './chunk-archive.ts';
import { joinByHashing } from './planner-settings.ts';
import { idsOf, ALL_SERIES, dayValue, insertPostings, NO_NAME, type Posting, type PostingRow, postingColumns, postingOf, readPostings } from './posting-rows.ts';

/** Who calls these holds the lock on the tenant's labels: nobody adds series meanwhile. */

/**
 * Forgets which series had samples before a day, and those that have none on any later day. Answers how many lists were taken out; after that the lists of
 * labels still name series that are gone, which does no harm.
 */
export async function forgetDays(trx: MetricsTransaction, tenantId: TenantId, firstDay: number): Promise<number> {
  const { rows } = await sql<PostingRow>`
    DELETE FROM metrics.postings p WHERE p.tenant_id = ${tenantId} AND p.name = ${NO_NAME} AND p.value > ${ALL_SERIES} AND p.value < ${dayValue(firstDay)}
    RETURNING ${postingColumns}`.execute(trx);
  if (rows.length === 0) return 0;
  const { rows: left } = await sql<PostingRow>`DELETE FROM metrics.postings p WHERE p.tenant_id = ${tenantId} AND p.name = ${NO_NAME} RETURNING ${postingColumns}`.execute(trx);
  const byValue = Map.groupBy(left.map(postingOf), ({ value }) => value);
  byValue.delete(ALL_SERIES);
  const days = [...byValue].map(([value, postings]): Posting => ({ name: NO_NAME, value, ids: idsOf(postings) }));
  await insertPostings(trx, tenantId, [{ name: NO_NAME, value: ALL_SERIES, ids: idsOf(days) }, ...days].filter(({ ids }) => ids.length > 0));
  return rows.length;
}

/**
 * Takes series that are gone out of the lists of some labels behind the one with this key, and joins the lists that one label has. Answers the last
 * of those labels; undefined: there are no more.
 */
export async function sweepPostings(trx: MetricsTransaction, tenantId: TenantId, after: string, most: number): Promise<{ readonly last: string | undefined }> {
  const [name, value] = after === '' ? [NO_NAME, '\u{10ffff}'] : (JSON.parse(after) as [string, string]);
  const live = idsOf(await readPostings(trx, tenantId, NO_NAME, [ALL_SERIES]));
  const { rows } = await sql<PostingRow>`
    SELECT ${postingColumns} FROM metrics.postings p
    WHERE p.tenant_id = ${tenantId} AND (p.name, p.value) > (${name}::text, ${value}::text) ORDER BY p.name, p.value, p.seq LIMIT ${most}`.execute(trx);
  const pairs = Map.groupBy(rows, (row) => JSON.stringify([row.name, row.value]));
  const last = rows.length < most ? undefined : [...pairs.keys()].at(-1);
  // What remains of a label that was cut off is swept with the next page, unless it is all of this one.
  if (last !== undefined && pairs.size > 1) pairs.delete(last);

  const [taken, left]: [PostingRow[], Posting[]] = [[], []];
  for (const lists of pairs.values()) {
    const postings = lists.map(postingOf);
    const ids = idsOf(postings);
    const kept = intersect(ids, live);
    if (kept.length === ids.length && lists.length === 1) continue;
    taken.push(...lists);
    if (postings[0] && kept.length > 0) left.push({ ...postings[0], ids: kept });
  }
  if (taken.length > 0) {
    await joinByHashing(trx);
    await sql`
      DELETE FROM metrics.postings p USING unnest(${taken.map((row) => row.name)}::text[], ${taken.map((row) => row.value)}::text[], ${taken.map((row) => row.seq)}::bigint[]) AS k (name, value, seq)
      WHERE p.tenant_id = ${tenantId} AND p.name = k.name AND p.value = k.value AND p.seq = k.seq`.execute(trx);
    await insertPostings(trx, tenantId, left);
  }
  return { last: last === undefined ? undefined : [...pairs.keys()].at(-1) };
}
