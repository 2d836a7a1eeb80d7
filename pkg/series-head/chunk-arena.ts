import { withRoom } from './growing-column.ts';

const PAGE_BYTES = 256 * 1024;

interface Page {
  readonly bytes: Uint8Array;
  used: number;
  chunks: number;
}

/**
 * Sealed chunks of all series, one behind the other in pages, without an object per chunk. Chunks that were sealed at about the same time die at about the
 * same time: a page is given back when the last of its chunks is gone.
 *
 * Chunks of a series are chained: each names the one that was there before it.
 */
export class ChunkArena {
  private readonly pages: (Page | undefined)[] = [];
  private readonly freeRecords: number[] = [];
  private readonly freePages: number[] = [];
  private current = -1;
  private records = 0;
  private born = 0;
  private previous = new Int32Array(0);
  private page = new Int32Array(0);
  private offset = new Int32Array(0);
  private size = new Int32Array(0);
  private samples = new Int32Array(0);
  private start = new Float64Array(0);
  private end = new Float64Array(0);
  private birth = new Float64Array(0);

  /** Bytes taken from the system for chunks. */
  get bytes(): number {
    return this.pages.reduce((sum, page) => sum + (page?.bytes.length ?? 0), 0) + this.previous.length * 44;
  }

  /** A chunk that is added from now on has at least this number. */
  get nextBirth(): number {
    return this.born;
  }

  /** Copies a chunk and returns its number; `previous` is the chunk of the series before it, or -1. */
  add(previous: number, { startMs, endMs, samples, data }: { readonly startMs: number; readonly endMs: number; readonly samples: number; readonly data: Uint8Array }): number {
    const record = this.freeRecords.pop() ?? this.newRecord();
    const page = this.pageFor(data.length);
    const target = this.pages[page] as Page;
    target.bytes.set(data, target.used);
    this.previous[record] = previous;
    this.page[record] = page;
    this.offset[record] = target.used;
    this.size[record] = data.length;
    this.samples[record] = samples;
    this.start[record] = startMs;
    this.end[record] = endMs;
    this.birth[record] = this.born;
    this.born += 1;
    target.used += data.length;
    target.chunks += 1;
    return record;
  }

  previousOf(record: number): number {
    return this.previous[record] as number;
  }

  link(record: number, previous: number): void {
    this.previous[record] = previous;
  }

  startOf(record: number): number {
    return this.start[record] as number;
  }

  endOf(record: number): number {
    return this.end[record] as number;
  }

  samplesOf(record: number): number {
    return this.samples[record] as number;
  }

  birthOf(record: number): number {
    return this.birth[record] as number;
  }

  /** The bytes of a chunk; valid until it is freed. */
  dataOf(record: number): Uint8Array {
    const at = this.offset[record] as number;
    return (this.pages[this.page[record] as number] as Page).bytes.subarray(at, at + (this.size[record] as number));
  }

  free(record: number): void {
    const number = this.page[record] as number;
    const page = this.pages[number] as Page;
    page.chunks -= 1;
    if (page.chunks === 0 && number !== this.current) this.drop(number);
    this.freeRecords.push(record);
  }

  private newRecord(): number {
    const record = this.records++;
    for (const column of ['previous', 'page', 'offset', 'size', 'samples'] as const) this[column] = withRoom(this[column], record);
    for (const column of ['start', 'end', 'birth'] as const) this[column] = withRoom(this[column], record);
    return record;
  }

  private pageFor(bytes: number): number {
    const page = this.pages[this.current];
    if (page && page.used + bytes <= page.bytes.length) return this.current;
    const full = this.current;
    this.current = this.freePages.pop() ?? this.pages.length;
    this.pages[this.current] = { bytes: new Uint8Array(Math.max(PAGE_BYTES, bytes)), used: 0, chunks: 0 };
    if (page?.chunks === 0) this.drop(full);
    return this.current;
  }

  private drop(page: number): void {
    this.pages[page] = undefined;
    this.freePages.push(page);
  }
}
