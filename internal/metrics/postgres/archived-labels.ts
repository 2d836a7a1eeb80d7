import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import { subtract, union } from '#pkg/label-index';
import type { FoundSeries, MetricsTransaction } from './chunk-archive.ts';
import { ALL_SERIES, dayValue, insertPostings, NO_NAME, type Posting, readPostings } from './posting-rows.ts';
import { sortedIds } from './series-ids.ts';
import { labelsOfSeries } from './series-labels.ts';

/** Who adds series shares this lock; who takes some out of the index holds it alone. It ends with the transaction. */
const lockName = (tenantId: TenantId): string => JSON.stringify(['metrics', 'labels', tenantId]);

/** Whether the index of the tenant is ours alone until the end of the transaction. */
export async function tryLockLabels(trx: MetricsTransaction, tenantId: TenantId): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`SELECT pg_try_advisory_xact_lock(hashtextextended(${lockName(tenantId)}, 0)) AS locked`.execute(trx);
  return rows[0]?.locked === true;
}

/** Makes sure that series are found by their labels, and on the days on which they have samples. */
export async function indexSeries(trx: MetricsTransaction, tenantId: TenantId, idsByDay: ReadonlyMap<number, ReadonlySet<number>>): Promise<void> {
  const days = [...idsByDay.keys()];
  // Two statements, sent together: the second has a snapshot from after the lock.
  const [, known] = await Promise.all([
    sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${lockName(tenantId)}, 0))`.execute(trx),
    readPostings(trx, tenantId, NO_NAME, [ALL_SERIES, ...days.map(dayValue)]),
  ]);
  const unknown = (ids: Iterable<number>, value: string): Uint32Array => subtract(sortedIds(ids), union(known.filter((posting) => posting.value === value).map((posting) => posting.ids)));

  const added = [...idsByDay].map(([day, ids]): Posting => ({ name: NO_NAME, value: dayValue(day), ids: unknown(ids, dayValue(day)) }));
  const fresh = unknown([...idsByDay.values()].flatMap((ids) => [...ids]), ALL_SERIES);
  added.push({ name: NO_NAME, value: ALL_SERIES, ids: fresh }, ...postingsOf(fresh, await labelsOfSeries(trx, tenantId, fresh)));
  await insertPostings(trx, tenantId, added.filter(({ ids }) => ids.length > 0));
}

/** The lists that new series make. */
function postingsOf(ids: Uint32Array, series: readonly FoundSeries[]): Posting[] {
  if (series.length !== ids.length) throw new Error('there are chunks of a series that is not in metrics.series');
  const lists = new Map<string, Map<string, number[]>>();
  for (const { id, labels } of series) {
    for (const { name, value } of labels) {
      if (value === '') continue;
      let values = lists.get(name);
      if (!values) lists.set(name, (values = new Map<string, number[]>()));
      const list = values.get(value);
      if (list) list.push(id);
      else values.set(value, [id]);
    }
  }
  // In the order of the key, which is kind to the index.
  return [...lists].flatMap(([name, values]) => [...values].map(([value, list]): Posting => ({ name, value, ids: Uint32Array.from(list) })))
    .sort((one, other) => (one.name === other.name ? compare(one.value, other.value) : compare(one.name, other.name)));
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
