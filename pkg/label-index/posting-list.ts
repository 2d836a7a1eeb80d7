/** Series ids in rising order; grows cheaply at the end, where new ids come. */
export class PostingList {
  private items: Uint32Array;
  private length: number;

  constructor(...ids: number[]) {
    this.items = Uint32Array.from(ids);
    this.length = ids.length;
  }

  /** The ids; valid until the list changes. */
  get ids(): Uint32Array {
    return this.items.subarray(0, this.length);
  }

  /** Adds an id that is not yet there. */
  add(id: number): void {
    if (this.length === this.items.length) {
      const items = new Uint32Array(Math.max(4, Math.ceil(this.length * 1.5)));
      items.set(this.items);
      this.items = items;
    }
    let at = this.length;
    if (at > 0 && (this.items[at - 1] as number) > id) {
      at = this.items.subarray(0, this.length).findLastIndex((known) => known < id) + 1;
      this.items.copyWithin(at + 1, at, this.length);
    }
    this.items[at] = id;
    this.length += 1;
  }

  /** Drops the ids for which `isGone` holds, and room that is then not needed; false when none is left. */
  sweep(isGone: (id: number) => boolean): boolean {
    const kept = this.ids.filter((id) => !isGone(id));
    if (kept.length < this.length) this.items = kept;
    this.length = kept.length;
    return kept.length > 0;
  }
}
