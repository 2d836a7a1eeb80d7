import type { RuleHealth, StoredAlert, StoredRule } from '#pkg/prometheus-rules';
import { Labels } from '#pkg/promql';
import type { MetricRule } from './metric-rule.ts';
import type { RuleGroup } from './metric-rule-group.ts';
import type { GroupProgress, SavedGroupState } from './rule-group-progress.ts';

/** A group with what is known of its evaluation. */
export interface EvaluatedGroupView {
  readonly group: RuleGroup;
  readonly progress: GroupProgress;
  readonly saved: SavedGroupState | undefined;
}

/** A rule that is switched on, with what is known of its evaluation. */
export interface RuleView {
  readonly rule: MetricRule;
  /** With those of its group. */
  readonly labels: Labels;
  readonly health: RuleHealth;
  readonly lastError: string | undefined;
  readonly seconds: number;
  readonly lastEvaluationAt: Date | null;
  /** Pending and firing ones. */
  readonly alerts: readonly StoredAlert[];
  /** That of its most urgent alert. */
  readonly state: 'firing' | 'pending' | 'inactive';
}

/** The rules of a group in their order. Their state is found by name and labels, as the evaluator finds it again. */
export function ruleViews({ group, progress, saved }: EvaluatedGroupView): readonly RuleView[] {
  const stored = new Map<string, StoredRule[]>();
  for (const rule of saved?.state.rules ?? []) stored.set(rule.key, [...(stored.get(rule.key) ?? []), rule]);
  return group.rules.filter(({ enabled }) => enabled).map((rule, index) => {
    const labels = Labels.from({ ...group.labels, ...rule.labels });
    const known = stored.get(rule.name + labels.toString())?.shift();
    const alerts = (known?.alerts ?? []).filter(({ state }) => state !== 'inactive');
    return {
      rule,
      labels,
      health: known?.health ?? 'unknown',
      lastError: known?.lastError,
      seconds: (known && progress.ruleSeconds?.[index]) ?? 0,
      lastEvaluationAt: known ? progress.lastSlotAt : null,
      alerts,
      state: alerts.some(({ state }) => state === 'firing') ? 'firing' : alerts.length > 0 ? 'pending' : 'inactive',
    };
  });
}
