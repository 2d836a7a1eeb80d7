import { withRoom } from './growing-column.ts';

const MAX_PAGE = 256 * 1024;
const NO_PAGE = -1;

/**
 * How senders write the label sets of series, as bytes, and which series came after which: senders keep their order from scrape to scrape, so one comparison
 * of bytes finds the next series where a look into a map of texts would cost three times as much. A guess, never an answer: bytes decide.
 */
export class LabelKeys {
  private pages: Buffer[] = [];
  private used = 0;
  private living = 0;
  private written = 0;
  private page = new Int32Array(0);
  private offset = new Int32Array(0);
  private size = new Int32Array(0);
  private successor = new Int32Array(0);

  get bytes(): number {
    return this.pages.reduce((sum, { length }) => sum + length, 0) + this.page.length * 16;
  }

  /** Notes the bytes `from[start..end)` of a series that has none yet. */
  set(ref: number, from: Buffer, start: number, end: number): void {
    for (const column of ['page', 'offset', 'size', 'successor'] as const) this[column] = withRoom(this[column], ref);
    this.put(ref, from, start, end);
    this.living += end - start;
    this.successor[ref] = -1;
  }

  /** Whether these are the bytes of a series; false for one that is not there, or was noted with other bytes. */
  is(ref: number, from: Buffer, start: number, end: number): boolean {
    if (ref < 0 || end === start || this.size[ref] !== end - start) return false;
    const page = this.page[ref] as number;
    if (page === NO_PAGE) return false;
    const at = this.offset[ref] as number;
    return from.compare(this.pages[page] as Buffer, at, at + end - start, start, end) === 0;
  }

  /** The series that came after this one last time, or -1. */
  after(ref: number): number {
    return ref < 0 ? -1 : (this.successor[ref] ?? -1);
  }

  follows(ref: number, previous: number): void {
    if (previous >= 0) this.successor[previous] = ref;
  }

  /** The series is gone. Memory comes back when half of it is of such. */
  remove(ref: number): void {
    if (!(ref < this.page.length) || this.page[ref] === NO_PAGE) return;
    this.living -= this.size[ref] as number;
    this.page[ref] = NO_PAGE;
    this.size[ref] = 0;
    if (this.written > 2 * this.living + MAX_PAGE) this.compact();
  }

  private put(ref: number, from: Buffer, start: number, end: number): void {
    const length = end - start;
    let page = this.pages.at(-1);
    if (!page || this.used + length > page.length) {
      page = Buffer.allocUnsafeSlow(Math.max(length, Math.min(MAX_PAGE, Math.max(1024, this.written))));
      this.pages.push(page);
      this.used = 0;
    }
    from.copy(page, this.used, start, end);
    this.page[ref] = this.pages.length - 1;
    this.offset[ref] = this.used;
    this.size[ref] = length;
    this.used += length;
    this.written += length;
  }

  private compact(): void {
    const old = this.pages;
    [this.pages, this.used, this.written] = [[], 0, 0];
    for (let ref = 0; ref < this.page.length; ref += 1) {
      const page = old[this.page[ref] as number];
      const at = this.offset[ref] as number;
      if (page && (this.size[ref] as number) > 0) this.put(ref, page, at, at + (this.size[ref] as number));
    }
  }
}
