import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { TenantId } from '#internal/kernel';
import { union } from '#pkg/label-index';
import type { MetricsTransaction } from './chunk-archive.ts';
import { decodeIds, encodeIds } from './series-ids.ts';

/** The ids of the series that have a label. */
export interface Posting {
  readonly name: string;
  readonly value: string;
  readonly ids: Uint32Array;
}

/** The series of any of these lists. */
export const idsOf = (postings: readonly Posting[]): Uint32Array => union(postings.map(({ ids }) => ids));

/** No label has this name: under it are the series of each day, and under it and the value '' all series. */
export const NO_NAME = '';
export const ALL_SERIES = '';

/** The value under which the series of a day are: digits, so that their order is that of the days. */
export const dayValue = (day: number): string => String(day).padStart(9, '0');

/** An entry of an index has at most 2,700 bytes. */
const MAX_KEY_BYTES = 1000;
const PREFIX_CHARACTERS = 240;

/** A text as the index holds it: one that is long or has a character 0, which the database cannot hold, as its beginning and a digest. Such a key has more bytes than a text that stands for itself. */
export function indexKey(text: string): string {
  if (Buffer.byteLength(text) <= MAX_KEY_BYTES && !text.includes('\0')) return text;
  const prefix = [...text.slice(0, PREFIX_CHARACTERS * 2)].slice(0, PREFIX_CHARACTERS).join('').replaceAll('\0', '.');
  return `${prefix}${'.'.repeat(MAX_KEY_BYTES - Buffer.byteLength(prefix))}${createHash('sha256').update(text).digest('hex')}`;
}

/** Adds ids to labels. What is there already may come again. */
export async function insertPostings(trx: MetricsTransaction, tenantId: TenantId, postings: readonly Posting[]): Promise<void> {
  if (postings.length === 0) return;
  const lists = postings.map(({ ids }) => encodeIds(ids));
  const [names, values] = [postings.map(({ name }) => indexKey(name)), postings.map(({ value }) => indexKey(value))];
  let end = 1;
  await sql`
    INSERT INTO metrics.postings (tenant_id, name, value, long_name, long_value, series_ids)
    SELECT ${tenantId}::uuid, p.name, p.value, p.long_name, p.long_value, substr(${Buffer.concat(lists)}::bytea, p.place, p.bytes)
    FROM unnest(${names}::text[], ${values}::text[], ${postings.map(({ name }, index) => (names[index] === name ? null : JSON.stringify(name)))}::text[],
      ${postings.map(({ value }, index) => (values[index] === value ? null : JSON.stringify(value)))}::text[], ${lists.map((list) => (end += list.length) - list.length)}::integer[], ${lists.map((list) => list.length)}::integer[])
      AS p (name, value, long_name, long_value, place, bytes)`.execute(trx);
}

/** What a statement with `postingColumns` answers. */
export interface PostingRow {
  readonly seq: number;
  readonly name: string;
  readonly value: string;
  readonly longName: string | null;
  readonly longValue: string | null;
  readonly seriesIds: Buffer;
}

// What the key cannot hold is beside it as JSON.
export const postingColumns = sql`p.seq, p.name, p.value, p.long_name, p.long_value, p.series_ids`;

/** The list of a row. */
export const postingOf = ({ name, value, longName, longValue, seriesIds }: PostingRow): Posting => ({ name: textOf(name, longName), value: textOf(value, longValue), ids: decodeIds(seriesIds) });
const textOf = (key: string, long: string | null): string => (long === null ? key : String(JSON.parse(long)));

/** The lists of some values of a label, as rows: a value may have several. */
export async function readPostings(trx: MetricsTransaction, tenantId: TenantId, name: string, values: readonly string[]): Promise<Posting[]> {
  const { rows } = await sql<PostingRow>`
    SELECT ${postingColumns} FROM metrics.postings p
    WHERE p.tenant_id = ${tenantId} AND p.name = ${indexKey(name)} AND p.value = ANY(${values.map(indexKey)}::text[])`.execute(trx);
  return rows.map(postingOf);
}

/** The lists of all values of a label, as rows. */
export async function readPostingsOfName(trx: MetricsTransaction, tenantId: TenantId, name: string): Promise<Posting[]> {
  const { rows } = await sql<PostingRow>`SELECT ${postingColumns} FROM metrics.postings p WHERE p.tenant_id = ${tenantId} AND p.name = ${indexKey(name)}`.execute(trx);
  return rows.map(postingOf);
}

/** Ids of the series with samples on these days, both included. */
export async function seriesOfDays(trx: MetricsTransaction, tenantId: TenantId, firstDay: number, lastDay: number): Promise<Uint32Array> {
  const { rows } = await sql<{ seriesIds: Buffer }>`
    SELECT p.series_ids FROM metrics.postings p
    WHERE p.tenant_id = ${tenantId} AND p.name = ${NO_NAME} AND p.value >= ${dayValue(firstDay)} AND p.value <= ${dayValue(lastDay)}`.execute(trx);
  return union(rows.map(({ seriesIds }) => decodeIds(seriesIds)));
}

/** Names of all labels, rising in bytes: from one to the next by the index. */
export async function readNames(trx: MetricsTransaction, tenantId: TenantId): Promise<string[]> {
  const { rows } = await sql<{ name: string; longName: string | null }>`
    WITH RECURSIVE hop (name) AS (
      (SELECT p.name FROM metrics.postings p WHERE p.tenant_id = ${tenantId} AND p.name > ${NO_NAME} ORDER BY p.name LIMIT 1)
      UNION ALL
      SELECT (SELECT p.name FROM metrics.postings p WHERE p.tenant_id = ${tenantId} AND p.name > h.name ORDER BY p.name LIMIT 1) FROM hop h WHERE h.name IS NOT NULL
    )
    SELECT h.name, (SELECT p.long_name FROM metrics.postings p WHERE p.tenant_id = ${tenantId} AND p.name = h.name LIMIT 1) AS long_name
    FROM hop h WHERE h.name IS NOT NULL`.execute(trx);
  return rows.map(({ name, longName }) => textOf(name, longName));
}
