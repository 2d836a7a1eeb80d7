import { Labels } from '#pkg/promql';
import type { Label } from '#pkg/sample-model';

/**
 * Label sets as short texts, one character per byte: label messages as in remote write 1.0, sorted by name. So what a sender says in order is packed
 * already, and equal label sets are equal texts.
 */
const [LABEL, NAME, VALUE] = [0x0a, 0x0a, 0x12];

/** Packs labels that are sorted, distinct and not empty. */
export function packLabels(labels: readonly Label[]): string {
  const parts: Buffer[] = [];
  for (const { name, value } of labels) {
    const [nameBytes, valueBytes] = [Buffer.from(name), Buffer.from(value)];
    const inside = Buffer.concat([Buffer.from([NAME, ...varint(nameBytes.length)]), nameBytes, Buffer.from([VALUE, ...varint(valueBytes.length)]), valueBytes]);
    parts.push(Buffer.from([LABEL, ...varint(inside.length)]), inside);
  }
  return Buffer.concat(parts).toString('latin1');
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

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
