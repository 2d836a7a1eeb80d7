import type { Label } from '#pkg/sample-model';
import { type ByteColumn, Uint32Column } from './growing-columns.ts';
import { textOf } from './read-message.ts';
import type { WireReader } from './wire-reader.ts';
import { WriteRequestError } from './write-request-error.ts';

/** Collects the texts of a 2.0 request, as ranges of its body. */
export class SymbolCollector {
  private readonly starts: Uint32Column;
  private readonly ends: Uint32Column;

  constructor(private readonly body: Uint8Array, limit: number) {
    this.starts = new Uint32Column(limit, 'symbols');
    this.ends = new Uint32Column(limit, 'symbols');
  }

  add(reader: WireReader): void {
    const length = reader.uint32();
    this.starts.push(reader.pos);
    reader.skip(length);
    this.ends.push(reader.pos);
  }

  /** Fixes the table. Throws `malformed` unless it begins with the empty text. */
  finish(): SymbolTable {
    const [starts, ends] = [this.starts.finish(), this.ends.finish()];
    if (starts.length > 0 && starts[0] !== ends[0]) throw new WriteRequestError('malformed', 'the table of symbols does not begin with the empty text');
    return new SymbolTable(this.body, starts, ends);
  }
}

/** The whole table, to look up in: a text is decoded when asked for, and only once. */
export class SymbolTable {
  private readonly texts = new Map<number, string>();

  constructor(
    private readonly body: Uint8Array,
    private readonly starts: Uint32Array,
    private readonly ends: Uint32Array,
  ) {}

  get size(): number {
    return this.starts.length;
  }

  /** Throws `malformed` when there is no such symbol or it is not UTF-8. */
  text(reference: number): string {
    const known = this.texts.get(reference);
    if (known !== undefined) return known;
    const [start, end] = [this.starts[reference], this.ends[reference]];
    if (start === undefined || end === undefined) throw new WriteRequestError('malformed', `there is no symbol ${reference}: the table has ${this.size}`);
    const text = textOf(this.body, start, end);
    this.texts.set(reference, text);
    return text;
  }

  /** Names and values in turn. Throws `malformed`. */
  labels(references: Uint32Array): Label[] {
    if (references.length % 2 === 1) throw new WriteRequestError('malformed', 'the references of a label set come in pairs');
    return Array.from({ length: references.length / 2 }, (_, pair) => ({ name: this.text(references[pair * 2] as number), value: this.text(references[pair * 2 + 1] as number) }));
  }

  /** Writes a label set as the label messages of 1.0, or says why that cannot be done. */
  writeLabels(references: Uint32Array, into: ByteColumn): string | undefined {
    if (references.length % 2 === 1) return 'the references of a label set come in pairs';
    for (let at = 0; at < references.length; at += 1) {
      if ((references[at] as number) >= this.size) return `there is no symbol ${references[at]}: the table has ${this.size}`;
    }
    for (let at = 0; at < references.length; at += 2) this.writeLabel(references[at] as number, references[at + 1] as number, into);
    return undefined;
  }

  private writeLabel(name: number, value: number, into: ByteColumn): void {
    const [nameStart, nameEnd, valueStart, valueEnd] = [this.starts[name] as number, this.ends[name] as number, this.starts[value] as number, this.ends[value] as number];
    const [nameLength, valueLength] = [nameEnd - nameStart, valueEnd - valueStart];
    into.varint(10);
    into.varint(2 + varintSize(nameLength) + nameLength + varintSize(valueLength) + valueLength);
    into.varint(10);
    into.varint(nameLength);
    into.append(this.body, nameStart, nameEnd);
    into.varint(18);
    into.varint(valueLength);
    into.append(this.body, valueStart, valueEnd);
  }
}

const varintSize = (value: number): number => (value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : value < 0x1000_0000 ? 4 : 5);
