import { type GroupOutcome, type GroupState, RuleGroupEvaluator } from '#pkg/prometheus-rules';
import type { Actor } from '#internal/kernel';
import { dynamicText, type MetricRule } from '../domain/metric-rule.ts';
import { evaluatedGroup, type RuleGroup } from '../domain/metric-rule-group.ts';
import type { SavedGroupState, ThresholdFinding } from '../domain/rule-group-progress.ts';
import { promiseOf, signalsOf, toldAlerts } from '../domain/rule-signals.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { MetricAppender } from '../ports/metric-appender.ts';
import type { MetricQueries } from '../ports/metric-queries.ts';
import { GroupHost } from './group-host.ts';
import type { ReceiveSignals, SignalOutcome } from './receive-signals.ts';
import { type DynamicRule, ThresholdJudge } from './threshold-judge.ts';

export interface GroupRunnerDeps {
  readonly work: AlertingUnitOfWork;
  readonly queries: MetricQueries;
  readonly appender: MetricAppender;
  readonly receiveSignals: ReceiveSignals;
  /** Where people reach the API, for links. */
  readonly publicUrl: string;
}

/** What an evaluation of a group took, and what went wrong with its rules. */
export interface RunReport {
  readonly seconds: number;
  readonly ruleSeconds: readonly number[];
  readonly failed: number;
  /** False when another worker holds the group by now: nothing was written, and this one must not go on. */
  readonly stillHeld: boolean;
}

/** What is thrown inside the transaction when the lease is somebody else's. */
class LeaseLost extends Error {}

/** Findings of dynamic rules are written down at least this often. */
const REFRESH_FINDINGS_MS = 300_000;

/** A group of rules as one worker evaluates it, time and again: with what its rules remember, and what of that is written down. */
export class GroupRunner {
  private evaluator!: RuleGroupEvaluator;
  private rules: readonly MetricRule[] = [];
  private judges: ReadonlyMap<string, ThresholdJudge> = new Map();
  private host!: GroupHost;
  private signature = '';

  /** `saved` is what is written down; it counts again whenever a change could not be written. */
  constructor(
    private readonly deps: GroupRunnerDeps,
    private readonly actor: Actor,
    private readonly lease: { readonly holder: string; readonly token: number },
    public group: RuleGroup,
    private saved: SavedGroupState | undefined,
  ) {
    this.load(group, saved?.state);
  }

  /** Time of the evaluation that is written down. */
  get savedSlotMs(): number {
    return this.saved?.slotAt.getTime() ?? -Infinity;
  }

  /** Goes on with another version of the group. */
  change(group: RuleGroup): void {
    this.load(group, this.evaluator.snapshot());
    this.signature = '';
  }

  /** Evaluates all rules at that time. What changed is written in one transaction, together with what it means for alerts. Rejects when that fails. */
  async evaluate(slotMs: number, signal: AbortSignal): Promise<RunReport> {
    const outcome = await this.evaluator.evaluate(slotMs, signal);
    await this.host.flush();
    const failures = this.host.takeFailures();
    let stillHeld = true;
    if (!signal.aborted && this.hasChanged(outcome, failures)) stillHeld = await this.write(slotMs, outcome, failures);
    const failed = outcome.rules.filter(({ health, index }) => health === 'err' || failures.has(index)).length;
    return { seconds: outcome.durationMs / 1000, ruleSeconds: outcome.rules.map(({ durationMs }) => durationMs / 1000), failed, stillHeld };
  }

  /** Ends the series that the rules wrote: the group is gone. */
  async end(timeMs: number): Promise<void> {
    const { rules } = this.evaluator.snapshot();
    const gone = new RuleGroupEvaluator({ ...this.evaluator.group, rules: [] }, this.host);
    gone.restore({ version: 1, rules, staleSeries: [] });
    await gone.evaluate(timeMs);
    await this.host.flush();
  }

  private load(group: RuleGroup, state: GroupState | undefined): void {
    const { actor, deps } = this;
    const { group: evaluated, rules } = evaluatedGroup(group);
    const dynamic = rules.filter((rule): rule is DynamicRule => rule.kind === 'dynamic');
    this.judges = new Map(dynamic.map((rule) => [dynamicText(rule), new ThresholdJudge(rule, deps.queries, actor)]));
    this.host = new GroupHost({ actor, ...deps, special: (expr, timeMs, signal) => this.judges.get(expr)?.anomalies(timeMs, signal) });
    this.evaluator = new RuleGroupEvaluator(evaluated, this.host, { externalUrl: deps.publicUrl, explainResolved: true, ...promiseOf(group.intervalMs) });
    this.group = group;
    this.rules = rules;
    if (state) this.evaluator.restore(state);
  }

  /** Values change all the time and are not worth a transaction; states, errors and the series that have to be ended one day are. */
  private hasChanged({ rules, timeMs }: GroupOutcome, failures: ReadonlyMap<number, string>): boolean {
    const before = this.signature;
    this.signature = rules.map(({ index, lastError, samples }) => `${failures.get(index) ?? lastError ?? ''}\u0000${samples.length}`).join('\u0001');
    if (this.signature !== before) return true;
    if (this.judges.size > 0 && timeMs - this.savedSlotMs >= REFRESH_FINDINGS_MS) return true;
    return rules.some((rule) => rule.transitions.length > 0 || toldAlerts(rule, timeMs).length > 0 || rule.samples.some(({ value }) => value === 'stale'));
  }

  private async write(slotMs: number, outcome: GroupOutcome, failures: Map<number, string>): Promise<boolean> {
    const { deps, actor, lease, group } = this;
    const findings = [...this.judges.values()].flatMap((judge) => judge.findings);
    const told = outcome.rules.flatMap((rule) => this.signalsOf(rule, slotMs, findings).map((signal) => ({ rule: rule.index, signal })));
    let state: SavedGroupState;
    try {
      state = await deps.work.run(actor, async ({ groups }) => {
        const refused = told.length === 0 ? [] : refusedBy(await deps.receiveSignals(actor, told.map(({ signal }) => signal)), told);
        for (const [index, reason] of refused) if (!failures.has(index)) failures.set(index, reason);
        const next: SavedGroupState = { slotAt: new Date(slotMs), state: withFailures(this.evaluator.snapshot(), failures), findings };
        if (!(await groups.saveState(group.id, lease, next))) throw new LeaseLost();
        return next;
      });
    } catch (error) {
      this.signature = '';
      if (error instanceof LeaseLost) return false;
      this.load(group, this.saved?.state);
      throw error;
    }
    this.saved = state;
    return true;
  }

  private signalsOf(outcome: GroupOutcome['rules'][number], slotMs: number, findings: readonly ThresholdFinding[]) {
    const rule = this.rules[outcome.index];
    if (!rule) return [];
    const own = findings.filter(({ ruleId }) => ruleId === rule.id);
    return signalsOf(toldAlerts(outcome, slotMs), outcome, rule.id, own, `${this.deps.publicUrl}/api/v1/alert-rules/${rule.id}`);
  }
}

/** Why alerts of a rule are none that anybody could be told of, the first of each rule. */
function refusedBy(outcomes: readonly SignalOutcome[], told: readonly { readonly rule: number }[]): ReadonlyMap<number, string> {
  const refused = new Map<number, string>();
  for (const [at, { rule }] of told.entries()) {
    const outcome = outcomes[at];
    if (outcome?.kind !== 'invalid' || refused.has(rule)) continue;
    const reasons = outcome.details.map(({ field, reason }) => `${field} ${reason}`);
    refused.set(rule, `an alert of the rule is refused: ${reasons.join('; ')}`);
  }
  return refused;
}

/** What is remembered, with the failures to store samples, which the evaluator does not learn of. */
const withFailures = (state: GroupState, failures: ReadonlyMap<number, string>): GroupState =>
  failures.size === 0 ? state : { ...state, rules: state.rules.map((rule, index) => (failures.has(index) ? { ...rule, health: 'err', lastError: failures.get(index) } : rule)) };
