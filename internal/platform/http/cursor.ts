import { hash } from 'node:crypto';
import type { Page, PageRequest } from '#internal/kernel';
import { malformed } from './problem.ts';

/** Kinds of the values of a sort key; a cursor whose values are of other kinds is refused before it reaches SQL. */
export type SortValue = 'timestamp' | 'uuid' | 'integer' | 'text';

/** Query parameters of a list: `limit`, `cursor`, and everything else is a filter. */
export interface ListQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly [filter: string]: unknown;
}

const DEFAULT_LIMIT = 50;
const SUM_LENGTH = 16;
const CONTROL = /\p{Cc}/u;

const KINDS: Readonly<Record<SortValue, (value: string) => boolean>> = {
  // Six digits, because a position must be as exact as the column; Date.parse refuses the thirteenth month.
  timestamp: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  uuid: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  integer: (value) => /^-?\d{1,15}$/.test(value),
  text: (value) => value.length <= 512 && value.isWellFormed() && !CONTROL.test(value),
};

// The sum ties a cursor to its operation and filters. It is no secret: a cursor opens nothing that the list itself would not show.
function sumOf(operation: string, query: ListQuery, position: string): string {
  const filters = Object.entries(query).filter(([name, value]) => name !== 'limit' && name !== 'cursor' && value !== undefined);
  const bound = JSON.stringify([operation, filters.sort(([a], [b]) => (a < b ? -1 : 1)), position]);
  return hash('sha256', bound, 'base64url').slice(0, SUM_LENGTH);
}

/** The opaque text of a position in the list that `operation` answers for `query`; `null` after the last page. */
export function encodeCursor(operation: string, query: ListQuery, position: readonly string[] | undefined): string | null {
  if (!position) return null;
  const text = JSON.stringify(position);
  return `${sumOf(operation, query, text)}${Buffer.from(text).toString('base64url')}`;
}

function positionIn(text: string, shape: readonly SortValue[]): readonly string[] | undefined {
  try {
    const values: unknown = JSON.parse(text);
    if (!Array.isArray(values) || values.length !== shape.length) return undefined;
    const fits = shape.every((kind, index) => typeof values[index] === 'string' && KINDS[kind](values[index]));
    return fits ? (values as readonly string[]) : undefined; // proved by `fits`
  } catch {
    return undefined;
  }
}

/** The position of the cursor in `query`, if there is one. Throws `malformed` for a cursor of another operation, other filters or our imagination. */
export function decodeCursor(operation: string, query: ListQuery, shape: readonly SortValue[]): readonly string[] | undefined {
  const { cursor } = query;
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor.slice(SUM_LENGTH), 'base64url').toString('utf8');
  const position = cursor === `${sumOf(operation, query, text)}${Buffer.from(text).toString('base64url')}` ? positionIn(text, shape) : undefined;
  if (!position) throw malformed('cursor', 'is not a cursor of this list with these filters');
  return position;
}

/** The page that a list request asks for; `shape` names the kinds of the sort key's values. */
export function pageRequest(operation: string, query: ListQuery, shape: readonly SortValue[]): PageRequest {
  const after = decodeCursor(operation, query, shape);
  return { limit: query.limit ?? DEFAULT_LIMIT, ...(after ? { after } : {}) };
}

/** The envelope of a page. */
export function pageJson<Item, Shown>(
  operation: string,
  query: ListQuery,
  page: Page<Item>,
  show: (item: Item) => Shown,
): { readonly items: readonly Shown[]; readonly next_cursor: string | null } {
  return { items: page.items.map((item) => show(item)), next_cursor: encodeCursor(operation, query, page.next) };
}
