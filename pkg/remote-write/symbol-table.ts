import type { Label } from '#pkg/sample-model';
import { type ByteColumn, copyBytes, Uint32Column } from './growing-columns.ts';
import { textOf } from './read-message.ts';
import type { WireReader } from './wire-reader.ts';
import { WriteRequestError } from './write-request-error.ts';

/** Tags of a label message of 1.0. */
const LABEL = 10;
const NAME = 10;
const VALUE = 18;

/** Collects the texts of a 2.0 request, as ranges of its body. */
export class SymbolCollector {
  private readonly prefixes: Uint32Column;
  private readonly starts: Uint32Column;
  private readonly ends: Uint32Column;

  constructor(private readonly body: Buffer, limit: number) {
    this.prefixes = new Uint32Column(limit, 'symbols');
    this.starts = new Uint32Column(limit, 'symbols');
    this.ends = new Uint32Column(limit, 'symbols');
  }

  add(reader: WireReader): void {
    this.prefixes.push(reader.pos);
    const length = reader.uint32();
    this.starts.push(reader.pos);
    reader.skip(length);
    this.ends.push(reader.pos);
  }

  /** Fixes the table. Throws `malformed` unless it begins with the empty text. */
  finish(): SymbolTable {
    const [starts, ends] = [this.starts.finish(), this.ends.finish()];
    if (starts.length > 0 && starts[0] !== ends[0]) throw new WriteRequestError('malformed', 'the table of symbols does not begin with the empty text');
    return new SymbolTable(this.body, this.prefixes.finish(), starts, ends);
  }
}

/** The whole table, to look up in: a text is decoded when asked for, and only once. */
export class SymbolTable {
  private readonly texts = new Map<number, string>();

  constructor(
    private readonly body: Buffer,
    /** Where the length in front of each text begins: a text and its length can be copied in one piece. */
    private readonly prefixes: Uint32Array,
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
    const namePrefix = this.prefixes[name] as number;
    const nameEnd = this.ends[name] as number;
    const valuePrefix = this.prefixes[value] as number;
    const valueEnd = this.ends[value] as number;
    let size = 2 + nameEnd - namePrefix + valueEnd - valuePrefix;
    into.reserve(size + 6);
    const { items } = into;
    let at = into.length;
    items[at++] = LABEL;
    for (; size > 0x7f; size >>>= 7) items[at++] = (size & 0x7f) | 0x80;
    items[at++] = size;
    items[at++] = NAME;
    at = copyBytes(this.body, namePrefix, nameEnd, items, at);
    items[at++] = VALUE;
    into.length = copyBytes(this.body, valuePrefix, valueEnd, items, at);
  }
}
