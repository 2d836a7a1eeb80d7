import { Labels } from '#pkg/promql';
import type { Label } from '#pkg/sample-model';

/**
 * Label sets as short texts, one character per byte: label messages as in remote write 1.0, sorted by name. So what a sender says in order is packed
 * already, and equal label sets are equal texts.
 */
const [LABEL, NAME, VALUE] = [0x0a, 0x0a, 0x12];

/** Packs labels that are sorted, distinct and not empty. */
export function packLabels(labels: readonly Label[]): string {
  const sizes = labels.map(({ name, value }) => ({ name: Buffer.byteLength(name), value: Buffer.byteLength(value) }));
  const inside = sizes.map((size) => 2 + varintSize(size.name) + size.name + varintSize(size.value) + size.value);
  const bytes = Buffer.allocUnsafe(inside.reduce((sum, size) => sum + 1 + varintSize(size) + size, 0));
  let at = 0;
  const begin = (tag: number, size: number): void => {
    bytes[at++] = tag;
    let rest = size;
    for (; rest >= 0x80; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
    bytes[at++] = rest;
  };
  labels.forEach(({ name, value }, index) => {
    const size = sizes[index] as (typeof sizes)[number];
    begin(LABEL, inside[index] as number);
    begin(NAME, size.name);
    at += bytes.write(name, at);
    begin(VALUE, size.value);
    at += bytes.write(value, at);
  });
  return bytes.toString('latin1');
}

/** The labels of a packed text. Throws when it was not packed by `packLabels`. */
export function unpackLabels(packed: string): Label[] {
  const labels: Label[] = [];
  readPacked(packed, (name, value) => labels.push({ name, value }));
  return labels;
}

/** The same in the form in which queries hold labels. */
export function unpackForQuery(packed: string): Labels {
  const [names, values]: [string[], string[]] = [[], []];
  readPacked(packed, (name, value) => {
    names.push(name);
    values.push(value);
  });
  return new Labels(names, values);
}

function readPacked(packed: string, found: (name: string, value: string) => void): void {
  const bytes = Buffer.from(packed, 'latin1');
  let at = 0;
  const next = (tag: number): number => {
    if (bytes[at] !== tag) throw new Error('the labels of a series are not packed as they should be');
    at += 1;
    let [length, scale] = [0, 1];
    for (let byte = 0x80; byte >= 0x80; scale *= 128) {
      byte = bytes[at++] ?? 0;
      length += (byte & 0x7f) * scale;
    }
    if (at + length > bytes.length) throw new Error('the labels of a series are cut off');
    return length;
  };
  const text = (length: number): string => bytes.toString('utf8', at, (at += length));
  while (at < bytes.length) {
    next(LABEL);
    const name = text(next(NAME));
    found(name, text(next(VALUE)));
  }
}

const varintSize = (value: number): number => (value < 0x80 ? 1 : 1 + varintSize(value >>> 7));
