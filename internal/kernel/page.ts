/** A request for one page of a stable order; `cursor` is what the previous page handed out. */
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
