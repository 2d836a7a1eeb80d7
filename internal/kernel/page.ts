/** A request for one page of a stable order; `after` is what the previous page handed out as `next`. */
export interface PageRequest {
  /** 1 to 500. */
  readonly limit: number;
  /** Position after which the page starts: values of the sort key, decoded and checked at the edge. */
  readonly after?: readonly string[];
}

/** One page; `next` is the position of its last item when there is more. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: readonly string[];
}

/** Makes a page of the items from its start on; one item more than the limit is enough to tell that there is more. */
export function pageOf<Item>(rest: readonly Item[], limit: number, positionOf: (item: Item) => readonly string[]): Page<Item> {
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return rest.length > limit && last !== undefined ? { items, next: positionOf(last) } : { items };
}

/** The position of an item in the order (created_at, id). */
export const byCreation = ({ createdAt, id }: { readonly createdAt: Date; readonly id: string }): readonly string[] => [createdAt.toISOString(), id];
