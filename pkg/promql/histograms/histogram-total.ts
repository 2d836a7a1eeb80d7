import { addKeepingErrors, withCompensation } from './histogram-arithmetic.ts';
import { type CounterResetHint, divideHistogram, type FloatHistogram, hasOverflow, scaleHistogram } from './float-histogram.ts';
import { type Compensation, noCompensation, scaleCompensation } from './histogram-compensation.ts';

/** Adds up histograms with hardly any rounding error. */
export class HistogramTotal {
  protected sum: FloatHistogram;
  protected compensation: Compensation = noCompensation;
  private readonly hints = new Set<CounterResetHint>();
  /** Whether custom buckets had to be reconciled. */
  boundsReconciled = false;

  constructor(first: FloatHistogram) {
    this.sum = first;
    this.hints.add(first.counterResetHint);
  }

  /** False, and nothing is added, when exponential and custom buckets meet. */
  add(histogram: FloatHistogram): boolean {
    this.note(histogram);
    const next = addKeepingErrors(this.sum, this.compensation, histogram);
    if (!next) return false;
    this.boundsReconciled ||= next.boundsReconciled;
    this.sum = next.histogram;
    this.compensation = next.compensation;
    return true;
  }

  protected note({ counterResetHint }: FloatHistogram): void {
    this.hints.add(counterResetHint);
  }

  get value(): FloatHistogram {
    return withCompensation(this.sum, this.compensation);
  }

  /** Some were known to follow a counter reset, and some not to. */
  get hintsCollided(): boolean {
    return this.hints.has('reset') && this.hints.has('not_reset');
  }
}

/** The mean of histograms: their sum by their number, or, once the sum is too large for numbers, a mean that is carried along. */
export class HistogramMean extends HistogramTotal {
  private count = 1;
  private mean: FloatHistogram | undefined;

  override add(histogram: FloatHistogram): boolean {
    this.note(histogram);
    this.count++;
    if (!this.mean) {
      const next = addKeepingErrors(this.sum, this.compensation, histogram);
      if (!next) return false;
      this.boundsReconciled ||= next.boundsReconciled;
      if (!hasOverflow(next.histogram)) {
        this.sum = next.histogram;
        this.compensation = next.compensation;
        return true;
      }
      this.mean = divideHistogram(this.sum, this.count - 1);
      this.compensation = scaleCompensation(this.compensation, (value) => value / (this.count - 1));
    }
    const share = (this.count - 1) / this.count;
    const carried = scaleCompensation(this.compensation, (value) => value * share);
    const next = addKeepingErrors(scaleHistogram(this.mean, share), carried, divideHistogram(histogram, this.count));
    if (!next) return false;
    this.boundsReconciled ||= next.boundsReconciled;
    this.mean = next.histogram;
    this.compensation = next.compensation;
    return true;
  }

  override get value(): FloatHistogram {
    if (this.mean) return withCompensation(this.mean, this.compensation);
    return withCompensation(divideHistogram(this.sum, this.count), this.compensation === noCompensation ? noCompensation : scaleCompensation(this.compensation, (value) => value / this.count));
  }
}
