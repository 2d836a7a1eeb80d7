import type { AlertInstance } from './alert-instance.ts';
import type { LabelRecord } from './rule-group.ts';
import type { RuleHealth } from './rule-outcome.ts';

/** An alert as JSON: the value as text, as JSON has no NaN. */
export interface StoredAlert extends Omit<AlertInstance, 'value'> {
  readonly value: string;
}

/** The state of one rule, found again by name and labels. */
export interface StoredRule {
  readonly key: string;
  readonly health: RuleHealth;
  readonly lastError?: string | undefined;
  readonly evaluatedAtMs?: number | undefined;
  readonly durationMs?: number | undefined;
  /** Whether its `for` state is restored: until then nothing of its alerts is written. */
  readonly restored: boolean;
  readonly alerts: readonly StoredAlert[];
  /** What it wrote last, to end these series when they vanish. */
  readonly series: readonly LabelRecord[];
}

/** All that an evaluator remembers, as plain JSON. */
export interface GroupState {
  readonly version: 1;
  readonly lastEvaluationMs?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly rules: readonly StoredRule[];
  /** Series of rules that are gone, to be ended after the next evaluation. */
  readonly staleSeries: readonly LabelRecord[];
}
