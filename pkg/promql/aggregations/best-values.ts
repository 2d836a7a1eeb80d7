/**
 * The k largest or smallest of some values, with the worst of them on top of a heap. Equal values push each other out as in Go's
 * container/heap, so that topk() chooses among them as Prometheus does.
 */
export class BestValues {
  readonly indexes: number[] = [];
  private readonly values: number[] = [];
  private readonly sign: 1 | -1;
  private count = 0;

  constructor(wanted: 'largest' | 'smallest') {
    this.sign = wanted === 'largest' ? 1 : -1;
  }

  /** Forgets all; at most `count` are kept from now on. */
  restart(count: number): void {
    this.count = count;
    this.indexes.length = 0;
    this.values.length = 0;
  }

  offer(index: number, value: number): void {
    if (this.values.length < this.count) {
      this.indexes.push(index);
      this.values.push(value);
      this.up(this.values.length - 1);
    } else if (this.count > 0 && this.isBetter(value, this.values[0] as number)) {
      this.indexes[0] = index;
      this.values[0] = value;
      this.down();
    }
  }

  /** The indexes from the best value to the worst. */
  ranking(): number[] {
    return [...this.indexes.keys()].sort((a, b) => Number(this.isLess(a, b)) - Number(this.isLess(b, a))).map((at) => this.indexes[at] as number);
  }

  private isBetter(value: number, worst: number): boolean {
    return this.sign * value > this.sign * worst || (Number.isNaN(worst) && !Number.isNaN(value));
  }

  /** Whether the value at `a` is worse than that at `b`: NaN is worse than anything. */
  private isLess(a: number, b: number): boolean {
    const [x, y] = [this.values[a] as number, this.values[b] as number];
    return Number.isNaN(x) || this.sign * x < this.sign * y;
  }

  private up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.isLess(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private down(): void {
    for (let at = 0; ; ) {
      let child = 2 * at + 1;
      if (child >= this.values.length) return;
      if (child + 1 < this.values.length && this.isLess(child + 1, child)) child++;
      if (!this.isLess(child, at)) return;
      this.swap(at, child);
      at = child;
    }
  }

  private swap(a: number, b: number): void {
    [this.indexes[a], this.indexes[b]] = [this.indexes[b] as number, this.indexes[a] as number];
    [this.values[a], this.values[b]] = [this.values[b] as number, this.values[a] as number];
  }
}
