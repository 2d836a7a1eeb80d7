import { compareUtf8, type Label } from '#pkg/sample-model';

/** The order in which lists of series come: label by label, name before value. */
export function compareLabelSets(one: readonly Label[], other: readonly Label[]): number {
  for (const [index, { name, value }] of one.entries()) {
    const against = other[index];
    if (!against) return 1;
    const order = compareUtf8(name, against.name) || compareUtf8(value, against.value);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** The first so many, and whether there are more. */
export const cutAt = <Item>(items: readonly Item[], limit = Infinity): { readonly items: readonly Item[]; readonly truncated: boolean } => ({ items: items.length > limit ? items.slice(0, limit) : items, truncated: items.length > limit });
