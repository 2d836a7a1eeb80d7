import { formatDecimal, Labels } from '#pkg/promql';
import type { AlertInstance, AlertTransition, TransitionReason } from '../model/alert-instance.ts';
import type { StoredAlert } from '../model/group-state.ts';
import type { AlertingRule, LabelRecord } from '../model/rule-group.ts';
import type { RuleSample } from '../model/rule-outcome.ts';
import { advanceAlert, type Presence, transitionOf } from './advance-alert.ts';
import { alertSamples } from './alert-samples.ts';
import { DataProbe } from './data-probe.ts';
import type { EvaluatorOptions } from './evaluator-options.ts';
import { AlertMaker, standIn } from './found-alerts.ts';
import { type AlertsByKey, type LiveAlert, shown } from './live-alert.ts';
import { restoreActiveAt } from './restore-active-at.ts';
import type { ForStateSeries, RuleHost } from './rule-host.ts';
import { messageOf, vectorOf } from './rule-vector.ts';

/** When and how a rule is evaluated. */
export interface RuleMoment {
  readonly timeMs: number;
  readonly queryOffsetMs: number;
  readonly limit: number;
  readonly signal: AbortSignal | undefined;
}

/** What a rule yields; `error` says that it failed, though there may be something all the same. */
export interface RuleYield {
  readonly samples: readonly RuleSample[];
  readonly transitions: readonly AlertTransition[];
  readonly error: string | undefined;
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** An alerting rule with its alerts. */
export class AlertingRuleEvaluator {
  private active: AlertsByKey = new Map();
  private readonly maker: AlertMaker;
  private readonly probe: DataProbe;

  constructor(
    private readonly rule: AlertingRule,
    private readonly labels: LabelRecord,
    private readonly host: RuleHost,
    private readonly options: Required<EvaluatorOptions>,
    public restored: boolean,
  ) {
    this.maker = new AlertMaker({ name: rule.alert, labels, annotations: rule.annotations }, host, options);
    this.probe = new DataProbe(rule.expr, host);
  }

  get alerts(): readonly AlertInstance[] {
    return [...this.active.values()].map(shown);
  }

  /** Shows the alerts as they are now, also when it is called later. */
  get view(): () => readonly AlertInstance[] {
    const alerts = [...this.active.values()];
    return () => alerts.map(shown);
  }

  async evaluate(moment: RuleMoment): Promise<RuleYield> {
    const atMs = moment.timeMs - moment.queryOffsetMs;
    try {
      const result = await this.host.query(this.rule.expr, atMs, moment.signal);
      const found = await this.maker.make(vectorOf(result), moment.timeMs);
      const data = await this.dataOf(found, atMs, moment);
      return { ...this.advance(found, data, moment), error: undefined, warnings: result.warnings ?? [], infos: result.infos ?? [] };
    } catch (error) {
      return this.fail(error, moment);
    }
  }

  /** Which missing alerts have no data, by key; adds the alert of a rule without any. */
  private async dataOf(found: AlertsByKey, atMs: number, moment: RuleMoment): Promise<ReadonlySet<string>> {
    const policy = this.rule.noData ?? 'resolve';
    if (policy === 'resolve' && !this.options.explainResolved) return NO_KEYS;
    const missing = [...this.active].filter(([key, { state, cause }]) => state !== 'inactive' && cause !== 'error' && !found.has(key));
    const asks = policy === 'alert' ? missing.length > 0 || found.size === 0 : missing.length > 0 && (policy === 'keep' || this.options.explainResolved);
    if (!asks) return NO_KEYS;
    const hasData = await this.probe.look(atMs, moment.signal);
    if (!hasData) return NO_KEYS;
    if (policy === 'alert' && found.size === 0 && hasData.isEmpty) {
      for (const [key, alert] of await this.maker.make([standIn], moment.timeMs, 'no_data')) found.set(key, alert);
    }
    const standsIn = ({ cause, sourceLabels }: LiveAlert): boolean => cause === 'no_data' && Object.keys(sourceLabels).length === 0;
    return new Set(missing.filter(([, alert]) => !standsIn(alert) && !hasData.of(alert.sourceLabels)).map(([key]) => key));
  }

  private advance(found: AlertsByKey, withoutData: ReadonlySet<string>, moment: RuleMoment): Pick<RuleYield, 'samples' | 'transitions'> {
    const before = this.active;
    const policy = this.rule.noData ?? 'resolve';
    const presenceOf = (key: string): Presence =>
      found.has(key) ? 'present' : !withoutData.has(key) || policy === 'resolve' ? 'absent' : policy === 'keep' ? 'held' : 'assumed';
    const endedBy = (key: string): TransitionReason => (withoutData.has(key) ? 'no_data' : 'condition_over');
    return this.move(this.merge(found, withoutData), before, presenceOf, endedBy, moment);
  }

  /** The alerts before this evaluation, with values and annotations of now, and those that are new. */
  private merge(found: AlertsByKey, withoutData: ReadonlySet<string>): AlertsByKey {
    const merged: AlertsByKey = new Map();
    for (const [key, alert] of this.active) merged.set(key, withoutData.has(key) && alert.state !== 'inactive' ? { ...alert, cause: CAUSES[this.rule.noData ?? 'resolve'] } : alert);
    for (const [key, alert] of found) {
      const known = merged.get(key);
      const { value, describe, cause, sourceLabels } = alert;
      merged.set(key, known && known.state !== 'inactive' ? { ...known, value, describe, cause, sourceLabels } : alert);
    }
    return merged;
  }

  private move(
    merged: AlertsByKey,
    before: AlertsByKey,
    presenceOf: (key: string) => Presence,
    endedBy: (key: string) => TransitionReason,
    { timeMs, queryOffsetMs, limit }: RuleMoment,
  ): Pick<RuleYield, 'samples' | 'transitions'> {
    const after: AlertsByKey = new Map();
    const samples: RuleSample[] = [];
    const transitions: AlertTransition[] = [];
    let active = 0;
    for (const [key, alert] of merged) {
      const next = advanceAlert(alert, presenceOf(key), this.rule, timeMs);
      const transition = transitionOf(before.get(key), next.alert, timeMs, endedBy(key));
      if (transition) transitions.push(transition);
      if (!next.alert) continue;
      after.set(key, next.alert);
      if (!next.active) continue;
      active += 1;
      if (this.restored) samples.push(...alertSamples(this.rule.alert, this.labels, next.alert, timeMs - queryOffsetMs));
    }
    if (limit > 0 && active > limit) throw new AlertLimitError(`exceeded limit of ${limit} with ${active} alerts`);
    this.active = after;
    return { samples, transitions };
  }

  private async fail(error: unknown, moment: RuleMoment): Promise<RuleYield> {
    const lost = error instanceof AlertLimitError ? this.dropAll(moment.timeMs) : [];
    const failed: RuleYield = { samples: [], transitions: lost, error: messageOf(error), warnings: [], infos: [] };
    if (this.rule.onError !== 'alert') return failed;
    const found = await this.maker.make([standIn], moment.timeMs, 'error');
    const moved = this.move(this.merge(found, NO_KEYS), this.active, (key) => (found.has(key) ? 'present' : 'held'), () => 'error', { ...moment, limit: 0 });
    return { ...failed, samples: moved.samples, transitions: [...lost, ...moved.transitions] };
  }

  private dropAll(atMs: number): AlertTransition[] {
    const dropped = [...this.active.values()].map((alert) => transitionOf(alert, undefined, atMs, 'limit')).filter((transition) => transition !== undefined);
    this.active = new Map();
    return dropped;
  }

  /** The alerts to tell about now; notes that they are told. */
  takeNotifications(timeMs: number, intervalMs: number): AlertInstance[] {
    const taken: AlertInstance[] = [];
    for (const [key, alert] of this.active) {
      if (!needsSending(alert, timeMs, this.options.resendDelayMs)) continue;
      const told = { ...alert, lastSentAtMs: timeMs, validUntilMs: timeMs + this.options.validForMs(intervalMs) };
      this.active.set(key, told);
      taken.push(shown(told));
    }
    return taken;
  }

  /** Takes over since when alerts are active from what was written before a restart; gives how many found theirs. */
  restoreForState(series: readonly ForStateSeries[], timeMs: number): number {
    const byLabels = new Map(series.map((one) => [one.labels.with([['__name__', '']]).key, one]));
    let count = 0;
    for (const [key, alert] of this.active) {
      const found = byLabels.get(key);
      if (!found || found.value === 'stale') continue;
      this.active.set(key, { ...alert, activeAtMs: restoreActiveAt(found.value, found.timeMs, timeMs, this.rule.forMs, this.options.forGracePeriodMs) });
      count += 1;
    }
    this.restored = true;
    return count;
  }

  store(): StoredAlert[] {
    return this.alerts.map((alert) => ({ ...alert, value: formatDecimal(alert.value) }));
  }

  load(stored: readonly StoredAlert[]): void {
    for (const { annotations, ...alert } of stored) this.active.set(Labels.from(alert.labels).key, { ...alert, describe: () => annotations, value: numberOf(alert.value) });
  }
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** Too many alerts; they are dropped all. */
/** What an alert is whose data is missing, by the policy of its rule. */
const CAUSES = { resolve: undefined, keep: 'kept', alert: 'no_data' } as const;

class AlertLimitError extends Error {}

function needsSending({ state, resolvedAtMs, lastSentAtMs }: LiveAlert, timeMs: number, resendDelayMs: number): boolean {
  if (state === 'pending') return false;
  if (lastSentAtMs === undefined) return true;
  return (resolvedAtMs ?? 0) > lastSentAtMs || lastSentAtMs + resendDelayMs < timeMs;
}

const numberOf = (text: string): number => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));
