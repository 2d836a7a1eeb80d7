import { Labels, type LabelMatcher } from '#pkg/promql';
import type { AlertInstance } from '../model/alert-instance.ts';
import type { GroupState } from '../model/group-state.ts';
import { mergedLabels, type RuleGroup } from '../model/rule-group.ts';
import type { GroupOutcome, RuleOutcome, RuleSample } from '../model/rule-outcome.ts';
import { ALERT_NAME, ALERTS_FOR_STATE, METRIC_NAME } from './alert-samples.ts';
import { EvaluatedRule } from './evaluated-rule.ts';
import { type EvaluatorOptions, withDefaults } from './evaluator-options.ts';
import type { ForStateSeries, RuleHost } from './rule-host.ts';

/** Finds series of `ALERTS_FOR_STATE` with samples in the range, each with its newest one. */
export type ForStateLookup = (matchers: readonly LabelMatcher[], range: { readonly startMs: number; readonly endMs: number }) => Promise<readonly ForStateSeries[]>;

/**
 * Evaluates the rules of a group, one after the other, and keeps the state of their alerts. It does what Prometheus's rule manager does, with
 * storage, time and queries left to its host. Evaluations of one group must not overlap.
 */
export class RuleGroupEvaluator {
  private readonly rules: readonly EvaluatedRule[];
  private readonly options: Required<EvaluatorOptions>;
  private staleSeries: Labels[] = [];
  private lastEvaluationMs: number | undefined;
  private durationMs: number | undefined;

  constructor(
    readonly group: RuleGroup,
    private readonly host: RuleHost,
    options: EvaluatorOptions = {},
  ) {
    this.options = withDefaults(options);
    this.rules = group.rules.map((rule, index) => new EvaluatedRule(index, rule, group, host, this.options));
  }

  get intervalMs(): number {
    return this.group.intervalMs ?? this.options.defaultIntervalMs;
  }

  get queryOffsetMs(): number {
    return this.group.queryOffsetMs ?? this.options.defaultQueryOffsetMs;
  }

  /** The alerts of a rule, by its position in the group. */
  alertsOf(index: number): readonly AlertInstance[] {
    return this.rules[index]?.alerting?.alerts ?? [];
  }

  /**
   * Runs all rules at `timeMs`. It does not reject: what goes wrong is said of the rule. When `signal` fires, rules that did not begin are left
   * out of the outcome.
   */
  async evaluate(timeMs: number, signal?: AbortSignal): Promise<GroupOutcome> {
    const startedMs = this.options.now();
    const outcomes: RuleOutcome[] = [];
    for (const rule of this.rules) {
      if (signal?.aborted) break;
      outcomes.push(await rule.evaluate({ timeMs, queryOffsetMs: this.queryOffsetMs, limit: this.group.limit, signal }, this.intervalMs));
    }
    await this.endStaleSeries(timeMs);
    this.lastEvaluationMs = timeMs;
    this.durationMs = this.options.now() - startedMs;
    const samples = outcomes.reduce((total, outcome) => total + outcome.samples.filter(({ value }) => value !== 'stale').length, 0);
    return { timeMs, durationMs: this.durationMs, rules: outcomes, samples };
  }

  private async endStaleSeries(timeMs: number): Promise<void> {
    if (this.staleSeries.length === 0) return;
    const ends = this.staleSeries.map((labels): RuleSample => ({ labels, timeMs: timeMs - this.queryOffsetMs, value: 'stale' }));
    try {
      await this.host.append(ends, undefined);
      this.staleSeries = [];
    } catch {
      // They are ended after the next evaluation.
    }
  }

  /**
   * Restores since when alerts are active from their series `ALERTS_FOR_STATE`, as Prometheus does after its first evaluations. Where the exact
   * state was kept, {@link restore} is better. Gives the number of alerts restored.
   */
  async restoreForState(timeMs: number, lookup: ForStateLookup): Promise<number> {
    let count = 0;
    for (const { rule, alerting } of this.rules) {
      if (rule.kind !== 'alerting' || !alerting) continue;
      const series = rule.forMs < this.options.forGracePeriodMs ? [] : await this.forStateOf(lookup, timeMs, rule);
      count += alerting.restoreForState(series, timeMs);
    }
    return count;
  }

  private async forStateOf(lookup: ForStateLookup, timeMs: number, rule: Extract<RuleGroup['rules'][number], { kind: 'alerting' }>): Promise<readonly ForStateSeries[]> {
    // Labels with templates differ from alert to alert.
    const fixed = Object.entries(mergedLabels(this.group, rule)).filter(([, value]) => !value.includes('{{'));
    const matchers = [...fixed, [METRIC_NAME, ALERTS_FOR_STATE] as const, [ALERT_NAME, rule.alert] as const].map(([name, value]): LabelMatcher => ({ name, operator: '=', value }));
    try {
      return await lookup(matchers, { startMs: timeMs - this.options.outageToleranceMs, endMs: timeMs });
    } catch {
      // There is no second try: the alert then waits for its whole `for`.
      return [];
    }
  }

  /** All that has to be known to go on elsewhere as if nothing had happened. */
  snapshot(): GroupState {
    const { lastEvaluationMs, durationMs } = this;
    return { version: 1, lastEvaluationMs, durationMs, rules: this.rules.map((rule) => rule.store()), staleSeries: this.staleSeries.map((labels) => labels.toRecord()) };
  }

  /**
   * Goes on from a snapshot, of this group or of an earlier version of it: rules are found by name and labels, equal ones in their order. Series
   * of rules that are gone end with the next evaluation. To be called before the first evaluation.
   */
  restore(state: GroupState): void {
    const byKey = Map.groupBy(state.rules, ({ key }) => key);
    for (const rule of this.rules) {
      const stored = byKey.get(rule.key)?.shift();
      if (stored) rule.load(stored);
    }
    const gone = [...byKey.values()].flat().flatMap(({ series }) => series);
    this.staleSeries = [...state.staleSeries, ...gone].map((record) => Labels.from(record));
    this.lastEvaluationMs = state.lastEvaluationMs;
    this.durationMs = state.durationMs;
  }
}
