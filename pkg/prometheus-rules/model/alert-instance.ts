import type { LabelRecord } from './rule-group.ts';

/** `inactive`: it fired and is resolved; kept for a while so that its end is not lost. */
export type AlertState = 'pending' | 'firing' | 'inactive';

/** One alert of a rule: one label set that its expression yields. All times in milliseconds since 1970. */
export interface AlertInstance {
  /** Identify it within its rule; with `alertname`. */
  readonly labels: LabelRecord;
  readonly annotations: LabelRecord;
  readonly state: AlertState;
  /** The expression's value when it last held; 0 for a native histogram. */
  readonly value: number;
  /** Since when the condition holds. */
  readonly activeAtMs: number;
  readonly firedAtMs?: number | undefined;
  readonly resolvedAtMs?: number | undefined;
  /** Since when it fires only because of `keep_firing_for`. */
  readonly keepFiringSinceMs?: number | undefined;
  readonly lastSentAtMs?: number | undefined;
  /** When whoever was told last may take it for resolved (`endsAt` of a firing alert). */
  readonly validUntilMs?: number | undefined;
  /** What it is without its policies: a series without data (which is an alert, or `kept` as it was), an error of the rule, or (undefined) a condition that holds. */
  readonly cause?: 'no_data' | 'error' | 'kept' | undefined;
  /** The labels of the element it came from, by which its data is missed; without the metric's name. */
  readonly sourceLabels: LabelRecord;
}

/**
 * Why an alert changed.
 * - `condition`: the expression began to yield it (to pending or firing), or it held for long enough (pending to firing)
 * - `condition_over`: the expression does not yield it any more, though (as far as was asked) its data is there
 * - `keep_firing_over`: likewise, `keep_firing_for` ago
 * - `no_data`: the series that it reads are gone
 * - `error`: the rule could not be evaluated
 * - `for_raised`: it fired, but not for the rule's new `for`
 * - `limit`: the rule yielded more alerts than its group may, and all were dropped
 */
export type TransitionReason = 'condition' | 'condition_over' | 'keep_firing_over' | 'no_data' | 'error' | 'for_raised' | 'limit';

/** A change of an alert's state. An alert may begin and fire in one evaluation: then it is one transition, from `inactive` to `firing`. */
export interface AlertTransition {
  readonly alert: AlertInstance;
  readonly from: AlertState;
  /** `inactive` from `firing`: resolved; from `pending`: it never fired. */
  readonly to: AlertState;
  readonly reason: TransitionReason;
  readonly atMs: number;
}
