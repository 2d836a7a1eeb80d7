import type { Page, PageRequest } from '#internal/kernel';

/** The first `limit` of `rest`, with the position of the last one when there are more. */
export function pageAfter<Item>(rest: readonly Item[], limit: number, position: (item: Item) => readonly string[]): Page<Item> {
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return rest.length > limit && last !== undefined ? { items, next: position(last) } : { items };
}

/** One page in the order (created_at, id), newest first. */
export function newestFirst<Item extends { readonly id: string; readonly createdAt: Date }>(items: readonly Item[], { limit, after }: PageRequest): Page<Item> {
  const position = ({ createdAt, id }: Item) => [createdAt.toISOString(), id];
  const key = (item: Item) => position(item).join(' ');
  const sorted = items.toSorted((a, b) => (key(a) < key(b) ? 1 : -1));
  return pageAfter(sorted.filter((item) => after === undefined || key(item) < after.join(' ')), limit, position);
}
