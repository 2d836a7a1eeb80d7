/** A label of a series or an exemplar. Names and values are any UTF-8 text; a label with an empty value is the same as none. */
export interface Label {
  readonly name: string;
  readonly value: string;
}

/** The label that holds the name of the metric. */
export const METRIC_NAME = '__name__';

/** Order of UTF-8 bytes, in which Prometheus sorts names and values. It is that of code points; JavaScript's own differs where surrogates meet U+E000 and above. */
export function compareUtf8(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at += 1) {
    const [left, right] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return one.length - other.length;
}

/** Surrogates, which make up the code points from U+10000 on, go behind all other units. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
