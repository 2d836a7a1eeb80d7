const ITEMS_OF_PIECE = 2_000;

/** A list inside of other JSON, in pieces: `[` and `]` stand between the texts before and behind it. */
export async function* jsonList<Item>(before: string, items: readonly Item[], behind: string, textOf: (item: Item) => string): AsyncGenerator<Uint8Array, void> {
  let from = 0;
  let text = `${before}[`;
  do {
    text += items
      .slice(from, from + ITEMS_OF_PIECE)
      .map(textOf)
      .join(',');
    from += ITEMS_OF_PIECE;
    if (from >= items.length) text += `]${behind}`;
    else text += ',';
    yield Buffer.from(text);
    text = '';
    // A long list leaves the event loop its turns.
    if (from < items.length) await new Promise((resolve) => setImmediate(resolve));
  } while (from < items.length);
}

const annotated = (warnings: readonly string[]): string => (warnings.length === 0 ? '}' : `,"warnings":${JSON.stringify(warnings)}}`);

/** A list as Prometheus's API answers it. */
export const prometheusList = <Item>(items: readonly Item[], warnings: readonly string[], textOf: (item: Item) => string): AsyncGenerator<Uint8Array, void> =>
  jsonList('{"status":"success","data":', items, annotated(warnings), textOf);

/** Anything else as Prometheus's API answers it; without data there is no field. */
export async function* prometheusData(data: unknown): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from(JSON.stringify({ status: 'success', data }));
}
