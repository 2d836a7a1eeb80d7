import { sql, type SqlBool } from 'kysely';
import type { Page, PageRequest } from '#internal/kernel';

/** Keeps the rows after the request's position, in lists that are sorted by `created_at desc, id desc`. */
export function afterPosition({ after }: PageRequest) {
  const [createdAt = '', id = ''] = after ?? [];
  return after ? sql<SqlBool>`(created_at, id) < (${createdAt}::timestamptz, ${id}::uuid)` : sql<SqlBool>`true`;
}

/** Makes a page of `limit + 1` rows: the extra one only tells that there is more. */
export function pageOf<Item extends { readonly id: string; readonly createdAt: Date }>(rows: readonly Item[], { limit }: PageRequest): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, next: [last.createdAt.toISOString(), last.id] } : { items };
}
