import type { AnswerForm } from './metric-query.ts';
import type { WrittenSeries } from './written-series.ts';

/** Everything that has to be known to evaluate a query and to write its answer down, wherever that happens. */
export interface QueryJob {
  readonly query: string;
  /** When to evaluate; a step of 0 is one moment. */
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
  /** The values of the first steps, where they are known from before; they are not evaluated again. Ordered by labels. */
  readonly known: { readonly untilMs: number; readonly series: readonly WrittenSeries[] } | undefined;
  /** The values of a range up to this moment are wanted back, to be known later. */
  readonly keepUntilMs: number | undefined;
  readonly lookbackMs: number | undefined;
  readonly timeoutMs: number;
  readonly maxSamples: number;
  /** Parts of PromQL that may still change. */
  readonly experimental: boolean;
  readonly form: AnswerForm;
  /** How long it waited for its turn. */
  readonly queueSeconds: number;
}
