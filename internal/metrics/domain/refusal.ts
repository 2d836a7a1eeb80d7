import type { Label } from '#pkg/sample-model';
import { seriesText } from './series-text.ts';

/**
 * Why part of a request was not stored.
 * - `invalid_labels`, `invalid_histogram`: what it says cannot be
 * - `duplicate_sample`: the series has another value at this time
 * - `out_of_order`: it is older than the newest sample of its series, and the tenant accepts none such
 * - `too_old`: it lies before the window of samples out of order, or before what the tenant keeps
 * - `too_far_in_future`: more than ten minutes after the receiver's time
 * - `series_limit`: the tenant has as many active series as it may have
 * - `exemplar_refused`: an exemplar that is out of order, too long, or of a series that was refused
 */
export type RefusalReason =
  | 'invalid_labels'
  | 'invalid_histogram'
  | 'duplicate_sample'
  | 'out_of_order'
  | 'too_old'
  | 'too_far_in_future'
  | 'series_limit'
  | 'exemplar_refused';

/** All that was refused for one reason. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** Samples, histograms or exemplars. */
  readonly count: number;
  /** A sentence about the first of them, which names its series. */
  readonly example: string;
}

/** Counts refusals by reason, and keeps a sentence about the first of each. */
export class RefusalTally {
  private readonly byReason = new Map<RefusalReason, { count: number; example: string }>();

  /** `example` is asked for the first one only. */
  add(reason: RefusalReason, count: number, example: () => string): void {
    const known = this.byReason.get(reason);
    if (known) known.count += count;
    else this.byReason.set(reason, { count, example: example() });
  }

  list(): readonly Refusal[] {
    return [...this.byReason].map(([reason, { count, example }]) => ({ reason, count, example }));
  }
}

/** A refusal because of the time of a sample. */
export type TimeFault = Extract<RefusalReason, 'duplicate_sample' | 'out_of_order' | 'too_old' | 'too_far_in_future'>;

const SENTENCES: Readonly<Record<TimeFault, string>> = {
  duplicate_sample: 'has another value at this time already: duplicate sample for timestamp',
  out_of_order: 'is older than the newest sample of its series: out of order sample',
  too_old: 'is older than samples that are accepted: too old sample',
  too_far_in_future: 'is too far in the future',
};

/** `the sample of up{job="api"} at 2026-01-01T00:00:00.000Z is too far in the future`. */
export const timeFaultSentence = (fault: TimeFault, labels: readonly Label[], timestampMs: number): string => `the sample of ${seriesText(labels)} at ${timeText(timestampMs)} ${SENTENCES[fault]}`;

/** The limits of what a Date can say. */
const MAX_DATE_MS = 8.64e15;
const timeText = (ms: number): string => (Math.abs(ms) <= MAX_DATE_MS ? new Date(ms).toISOString() : `${ms} ms`);
