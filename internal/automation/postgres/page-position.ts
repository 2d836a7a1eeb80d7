import type { Page, PageRequest } from '#internal/kernel';

type Dated = { readonly id: string; readonly createdAt: Date };

/** The position of an item in the order (created_at, id). */
export const positionOf = ({ createdAt, id }: Dated): readonly [string, string] => [createdAt.toISOString(), id];

/** Values of the position after which a page starts, for a comparison with `(created_at, id)`. */
export const startOf = ({ after }: PageRequest): { readonly at: Date; readonly id: string } | undefined => {
  const [at, id] = after ?? [];
  return at === undefined || id === undefined ? undefined : { at: new Date(at), id };
};

/** Makes a page of the rows of a query that asked for one more than the limit. */
export function pageOf<Item>(rows: readonly Item[], limit: number, position: (item: Item) => readonly string[]): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, next: position(last) } : { items };
}
