import type { LabelRecord } from '../model/rule-group.ts';

/** How groups are evaluated; the defaults are Prometheus's. */
export interface EvaluatorOptions {
  /** For groups without one of their own; default a minute. */
  readonly defaultIntervalMs?: number;
  /** For groups without one of their own; default 0. */
  readonly defaultQueryOffsetMs?: number;
  /** How long after telling about a firing alert it is told again; default a minute. */
  readonly resendDelayMs?: number;
  /** For how long whoever is told of a firing alert may take it for one; default four times the longer of interval and resend delay. */
  readonly validForMs?: (intervalMs: number) => number;
  readonly externalLabels?: LabelRecord;
  readonly externalUrl?: string;
  /** Until `restoreForState` was called, nothing about alerts is written; default false. */
  readonly shouldRestore?: boolean;
  /** How old an `ALERTS_FOR_STATE` sample may be; default an hour. */
  readonly outageToleranceMs?: number;
  /** Rules with a shorter `for` are not restored, and nothing fires sooner than this after a restoration; default 10 minutes. */
  readonly forGracePeriodMs?: number;
  /** Whether a resolved alert's data is looked for (one more query), to tell `no_data` from `condition_over`; default false. */
  readonly explainResolved?: boolean;
  /** The time of day in milliseconds since 1970, for durations; default the system's. */
  readonly now?: () => number;
}

export const withDefaults = (options: EvaluatorOptions): Required<EvaluatorOptions> => ({
  defaultIntervalMs: options.defaultIntervalMs ?? 60_000,
  defaultQueryOffsetMs: options.defaultQueryOffsetMs ?? 0,
  resendDelayMs: options.resendDelayMs ?? 60_000,
  validForMs: options.validForMs ?? ((intervalMs) => 4 * Math.max(intervalMs, options.resendDelayMs ?? 60_000)),
  externalLabels: options.externalLabels ?? {},
  externalUrl: options.externalUrl ?? '',
  shouldRestore: options.shouldRestore ?? false,
  outageToleranceMs: options.outageToleranceMs ?? 3_600_000,
  forGracePeriodMs: options.forGracePeriodMs ?? 600_000,
  explainResolved: options.explainResolved ?? false,
  now: options.now ?? Date.now,
});
