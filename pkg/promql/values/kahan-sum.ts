/**
 * A running sum whose rounding errors are kept beside it (Kahan's summation with Neumaier's improvement): `sum + compensation` is
 * nearly exact. Adds in the same order and in the same way as Prometheus, so that results agree to the last bit.
 */
export class KahanSum {
  constructor(
    public sum = 0,
    public compensation = 0,
  ) {}

  add(value: number): void {
    const next = this.sum + value;
    this.compensation = compensationAfter(this.sum, value, next, this.compensation);
    this.sum = next;
  }

  /** The best estimate; an overflow stays infinite. */
  get total(): number {
    return this.sum + this.compensation;
  }
}

/** What is lost when `sum + value` is rounded to `next`, on top of what was lost before. An overflow forgets it. */
export function compensationAfter(sum: number, value: number, next: number, compensation: number): number {
  if (next > Number.MAX_VALUE || next < -Number.MAX_VALUE) return 0;
  return compensation + (Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum);
}
