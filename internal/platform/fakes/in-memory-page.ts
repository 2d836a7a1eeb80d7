import { byCreation, type Page, pageOf, type PageRequest } from '#internal/kernel';

/** One page in the order (created_at, id), newest first. */
export function newestPage<Item extends { readonly id: string; readonly createdAt: Date }>(items: readonly Item[], { limit, after }: PageRequest): Page<Item> {
  const key = (item: Item) => byCreation(item).join(' ');
  const sorted = items.toSorted((a, b) => (key(a) < key(b) ? 1 : -1));
  return pageOf(sorted.filter((item) => after === undefined || key(item) < after.join(' ')), limit, byCreation);
}
