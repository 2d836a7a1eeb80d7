import { type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import type { PageRequest } from '#internal/kernel';

/**
 * Sorts by (created_at, id), newest first, and keeps what comes after the request's position: one row more than the limit, so that
 * `pageOf(…, byCreation)` can tell whether there is more. For queries on one table.
 */
export function newestFirst<Tables, Table extends keyof Tables, Row extends { readonly createdAt: Date; readonly id: string }>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  { limit, after }: PageRequest,
): SelectQueryBuilder<Tables, Table, Row> {
  const page = query.orderBy(sql.ref('createdAt'), 'desc').orderBy(sql.ref('id'), 'desc').limit(limit + 1);
  return after ? page.where(sql<SqlBool>`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`) : page;
}
