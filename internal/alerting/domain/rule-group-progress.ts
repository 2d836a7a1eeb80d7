import type { GroupState } from '#pkg/prometheus-rules';
import type { AlertRuleId } from './alert-rule-id.ts';

/** How far the evaluation of a group got. */
export interface GroupProgress {
  /** Time of the last evaluation that was begun. */
  readonly lastSlotAt: Date | null;
  readonly evaluations: number;
  /** Evaluations that did not take place, because the one before took too long or no worker was there. */
  readonly missed: number;
  /** How long the last evaluation took, and its rules, in their order. */
  readonly evaluationSeconds: number | null;
  readonly ruleSeconds: readonly number[] | null;
}

/** Why values are anomalous or not, by rule and by the labels of what its expression yields. */
export interface ThresholdFinding {
  readonly ruleId: AlertRuleId;
  readonly labels: Readonly<Record<string, string>>;
  readonly verdict: 'normal' | 'anomalous' | 'not_enough_history';
  /** As texts: JSON has no NaN and no infinity. */
  readonly value: string;
  readonly expected: string;
  readonly lower: string;
  readonly upper: string;
  readonly score: string;
  readonly samples: number;
  readonly explanation: string;
}

/** What the rules of a group remember from one evaluation to the next. */
export interface SavedGroupState {
  /** The evaluation that it is of. */
  readonly slotAt: Date;
  readonly state: GroupState;
  readonly findings: readonly ThresholdFinding[];
}

/** Of a group that no worker has taken yet. */
export const NO_PROGRESS: GroupProgress = { lastSlotAt: null, evaluations: 0, missed: 0, evaluationSeconds: null, ruleSeconds: null };
