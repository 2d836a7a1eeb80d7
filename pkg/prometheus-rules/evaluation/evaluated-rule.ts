import { Labels } from '#pkg/promql';
import type { AlertInstance } from '../model/alert-instance.ts';
import type { StoredRule } from '../model/group-state.ts';
import { mergedLabels, type Rule, type RuleGroup, ruleName } from '../model/rule-group.ts';
import type { RuleHealth, RuleOutcome, RuleSample } from '../model/rule-outcome.ts';
import { AlertingRuleEvaluator, type RuleMoment, type RuleYield } from './alerting-rule-evaluator.ts';
import type { EvaluatorOptions } from './evaluator-options.ts';
import { evaluateRecordingRule } from './recording-rule-evaluator.ts';
import type { RuleHost } from './rule-host.ts';
import { messageOf } from './rule-vector.ts';

type SeriesByKey = ReadonlyMap<string, Labels>;

/** One rule of a group with all that is known about it. */
export class EvaluatedRule {
  /** Finds the rule again after a change of its group, or a restart. */
  readonly key: string;
  readonly alerting: AlertingRuleEvaluator | undefined;
  health: RuleHealth = 'unknown';
  lastError: string | undefined;
  evaluatedAtMs: number | undefined;
  durationMs: number | undefined;
  private written: SeriesByKey = new Map();

  constructor(
    readonly index: number,
    readonly rule: Rule,
    private readonly group: RuleGroup,
    private readonly host: RuleHost,
    private readonly options: Required<EvaluatorOptions>,
  ) {
    const labels = mergedLabels(group, rule);
    this.key = ruleName(rule) + Labels.from(labels).toString();
    this.alerting = rule.kind === 'alerting' ? new AlertingRuleEvaluator(rule, labels, host, options, !options.shouldRestore) : undefined;
  }

  async evaluate(moment: RuleMoment, intervalMs: number): Promise<RuleOutcome> {
    const startedMs = this.options.now();
    const result = await this.run(moment);
    this.lastError = result.error;
    const notifications = this.notificationsOf(result, moment.timeMs, intervalMs);
    const samples = await this.write(result, moment);
    this.health = this.lastError === undefined ? 'ok' : 'err';
    this.evaluatedAtMs = startedMs;
    this.durationMs = this.options.now() - startedMs;
    const { transitions, warnings, infos } = result;
    const { index, rule, health, lastError, durationMs } = this;
    const view = this.alerting?.view;
    return { index, rule, health, lastError, durationMs, samples, get alerts() { return view?.() ?? []; }, transitions, notifications, warnings, infos };
  }

  private run(moment: RuleMoment): Promise<RuleYield> {
    if (this.alerting) return this.alerting.evaluate(moment);
    if (this.rule.kind === 'recording') return evaluateRecordingRule(this.rule, mergedLabels(this.group, this.rule), this.host, moment);
    throw new Error('an alerting rule without its evaluator');
  }

  /** A rule that fails tells nothing, unless it is to alert about that. */
  private notificationsOf({ error }: RuleYield, timeMs: number, intervalMs: number): AlertInstance[] {
    const tells = error === undefined || (this.rule.kind === 'alerting' && this.rule.onError === 'alert');
    return (tells && this.alerting?.takeNotifications(timeMs, intervalMs)) || [];
  }

  /** Hands over the samples, and the ends of series that this rule wrote last time and does not now. A rule that fails ends nothing. */
  private async write({ samples, error }: RuleYield, { timeMs, queryOffsetMs }: RuleMoment): Promise<RuleSample[]> {
    const series = new Map(samples.map(({ labels }) => [labels.key, labels]));
    const gone = error === undefined ? [...this.written].filter(([key]) => !series.has(key)) : [];
    const all: RuleSample[] = [...samples, ...gone.map(([, labels]): RuleSample => ({ labels, timeMs: timeMs - queryOffsetMs, value: 'stale' }))];
    if (all.length === 0) {
      if (error === undefined) this.written = series;
      return all;
    }
    try {
      const outcome = await this.host.append(all, { index: this.index, rule: this.rule });
      for (const { index, reason } of outcome?.refusals ?? []) {
        const refused = all[index];
        if (refused === undefined || refused.value === 'stale') continue;
        series.delete(refused.labels.key);
        this.lastError = reason;
      }
      this.written = error === undefined ? series : new Map([...this.written, ...series]);
    } catch (failure) {
      this.lastError = messageOf(failure);
    }
    return all;
  }

  store(): StoredRule {
    const { key, health, lastError, evaluatedAtMs, durationMs, alerting } = this;
    return { key, health, lastError, evaluatedAtMs, durationMs, restored: alerting?.restored ?? true, alerts: alerting?.store() ?? [], series: [...this.written.values()].map((labels) => labels.toRecord()) };
  }

  load(stored: StoredRule): void {
    this.health = stored.health;
    this.lastError = stored.lastError;
    this.evaluatedAtMs = stored.evaluatedAtMs;
    this.durationMs = stored.durationMs;
    this.written = new Map(stored.series.map((record) => Labels.from(record)).map((labels) => [labels.key, labels]));
    this.alerting?.load(stored.alerts);
    if (this.alerting) this.alerting.restored ||= stored.restored;
  }
}
