/** Remembers the most recently used results, so that untrusted keys cannot grow it without end. */
export class BoundedCache<Key, Value> {
  // A Map iterates in insertion order: the first key is the one that was used longest ago.
  private readonly entries = new Map<Key, Value>();

  constructor(private readonly capacity: number) {}

  /** The remembered value of `key`, or what `make` returns. An error of `make` passes through and is not remembered. */
  getOrMake(key: Key, make: () => Value): Value {
    const known = this.entries.get(key);
    const value = known ?? make();
    if (known !== undefined) this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.capacity) this.evictOldest();
    return value;
  }

  get size(): number {
    return this.entries.size;
  }

  private evictOldest(): void {
    for (const key of this.entries.keys()) {
      this.entries.delete(key);
      return;
    }
  }
}
