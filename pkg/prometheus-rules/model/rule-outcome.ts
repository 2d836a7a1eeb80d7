import type { FloatHistogram, Labels } from '#pkg/promql';
import type { AlertInstance, AlertTransition } from './alert-instance.ts';
import type { Rule } from './rule-group.ts';

/** A sample that a rule writes. `stale` ends its series: write the staleness marker. */
export interface RuleSample {
  readonly labels: Labels;
  readonly timeMs: number;
  readonly value: number | FloatHistogram | 'stale';
}

export type RuleHealth = 'unknown' | 'ok' | 'err';

/** What evaluating one rule has led to. */
export interface RuleOutcome {
  /** Position in the group. */
  readonly index: number;
  readonly rule: Rule;
  readonly health: RuleHealth;
  readonly lastError: string | undefined;
  readonly durationMs: number;
  /** What was handed to `append`, staleness markers included. */
  readonly samples: readonly RuleSample[];
  /** All alerts of the rule now, also those resolved not long ago; empty for recording rules. */
  readonly alerts: readonly AlertInstance[];
  readonly transitions: readonly AlertTransition[];
  /** Alerts to tell about now: newly firing or resolved, and firing ones again after the resend delay. */
  readonly notifications: readonly AlertInstance[];
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** What evaluating a group once has led to. */
export interface GroupOutcome {
  readonly timeMs: number;
  readonly durationMs: number;
  readonly rules: readonly RuleOutcome[];
  /** Samples that the rules yielded, without staleness markers. */
  readonly samples: number;
}
