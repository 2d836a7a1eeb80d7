import { invalid } from '#pkg/apperror';
import { type AlertTransition, RuleGroupEvaluator, type RuleHost } from '#pkg/prometheus-rules';
import { Labels, type QueryResult, type ResultSample } from '#pkg/promql';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { type AlertEpisode, Episodes } from '../domain/alert-episodes.ts';
import { dynamicText, type MetricRule, type MetricRuleSettings } from '../domain/metric-rule.ts';
import { evaluatedGroup, newRuleGroup, type RuleGroupTerms } from '../domain/metric-rule-group.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import { DEFAULT_INTERVAL_MS } from '../domain/slots.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { MetricQueries } from '../ports/metric-queries.ts';
import { ThresholdJudge } from './threshold-judge.ts';

/** Evaluations of one backtest, how long it may take, and how many episodes it tells. */
export const MAX_BACKTEST_STEPS = 11_000;
const MAX_BACKTEST_MS = 20_000;
const MAX_EPISODES = 1000;
/** Evaluations between pauses for everybody else. */
const STEPS_AT_A_STRETCH = 100;

export interface BacktestRequest {
  /** A rule that is stored, or one that is not. */
  readonly rule: AlertRuleId | MetricRuleSettings;
  readonly start: Date;
  readonly end: Date;
  /** Undefined: that of the rule's group, or a minute. */
  readonly intervalMs: number | undefined;
}

/** What would have happened. */
export interface BacktestReport {
  /** The first ones. */
  readonly episodes: readonly AlertEpisode[];
  /** How many there are, told or not. */
  readonly episodesFound: number;
  readonly evaluations: number;
  /** Time of the last evaluation that there was time for. */
  readonly completedUntil: Date;
  /** There was no time for all of it, or there are more episodes than are told. */
  readonly isTruncated: boolean;
  /** Of the first evaluation that failed. */
  readonly firstError: string | null;
  readonly failures: number;
}

export type BacktestRule = (actor: Actor, request: BacktestRequest, signal: AbortSignal) => Promise<BacktestReport>;

interface Deps {
  readonly work: AlertingUnitOfWork;
  readonly queries: MetricQueries;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** Runs a rule over stored samples, as if it had been there at the time. Throws `not_found`, or `invalid` when it cannot be run so. */
export function backtestRule({ work, queries, clock, ids }: Deps): BacktestRule {
  async function ruleOf(actor: Actor, request: BacktestRequest): Promise<{ readonly rule: MetricRule; readonly terms: RuleGroupTerms }> {
    const terms = { namespace: 'backtest', name: 'backtest', intervalMs: request.intervalMs ?? DEFAULT_INTERVAL_MS, queryOffsetMs: 0, limit: 0, labels: {} };
    if (typeof request.rule !== 'string') {
      const group = newRuleGroup(ids.next() as RuleGroupId, { ...terms, rules: [request.rule] }, true, { now: clock.now(), nextRuleId: () => ids.next() as AlertRuleId });
      return { rule: group.rules[0] as MetricRule, terms };
    }
    const id = request.rule;
    return work.read(actor, async ({ rules, groups }) => {
      const rule = await rules.get(id);
      if (rule.kind === 'event') throw invalid('/rule_id', 'is an event rule, which is not evaluated over metrics');
      const { intervalMs, ...group } = await groups.get(rule.groupId);
      return { rule, terms: { ...group, intervalMs: request.intervalMs ?? intervalMs } };
    });
  }

  return async (actor, request, signal) => {
    const { rule, terms } = await ruleOf(actor, request);
    if (rule.kind === 'recording') throw invalid('/rule', 'opens no alerts: it records');
    const [startMs, endMs, stepMs] = [request.start.getTime(), request.end.getTime(), terms.intervalMs];
    if (endMs < startMs) throw invalid('/end', 'is before the start');
    if ((endMs - startMs) / stepMs >= MAX_BACKTEST_STEPS) throw invalid('/interval_seconds', `makes more than ${MAX_BACKTEST_STEPS} evaluations`);

    const steps = steppedQueries(queries, { startMs: startMs - terms.queryOffsetMs, endMs: endMs - terms.queryOffsetMs, stepMs });
    const judge = rule.kind === 'dynamic' ? new ThresholdJudge(rule, steps, actor) : undefined;
    const judged = rule.kind === 'dynamic' ? dynamicText(rule) : undefined;
    const host: RuleHost = {
      query: (expr, timeMs, aborted) => (judge && expr === judged ? judge.anomalies(timeMs, aborted) : steps.instant(actor, expr, timeMs, aborted)),
      append: () => Promise.resolve(),
    };
    const group = { ...terms, id: rule.groupId, standalone: true, rules: [{ ...rule, enabled: true }], createdAt: rule.createdAt, updatedAt: rule.updatedAt, version: 1 };
    const evaluator = new RuleGroupEvaluator(evaluatedGroup(group).group, host);
    return run(evaluator, { startMs, endMs, stepMs, signal, explain: (alert) => explanationOf(judge, alert) });
  };
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
  readonly signal: AbortSignal;
  readonly explain: (alert: AlertTransition['alert']) => string | undefined;
}

async function run(evaluator: RuleGroupEvaluator, { startMs, endMs, stepMs, signal, explain }: Span): Promise<BacktestReport> {
  const deadline = performance.now() + MAX_BACKTEST_MS;
  const episodes = new Episodes(MAX_EPISODES);
  let [evaluations, failures, completedMs] = [0, 0, startMs];
  let firstError: string | null = null;
  for (let timeMs = startMs; timeMs <= endMs; timeMs += stepMs) {
    if (evaluations % STEPS_AT_A_STRETCH === STEPS_AT_A_STRETCH - 1) await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted || performance.now() > deadline) break;
    const { rules } = await evaluator.evaluate(timeMs, signal);
    for (const { transitions, lastError } of rules) {
      for (const transition of transitions) episodes.take(transition, explain(transition.alert));
      if (lastError === undefined) continue;
      failures += 1;
      firstError ??= lastError;
    }
    evaluations += 1;
    completedMs = timeMs;
  }
  const isTruncated = completedMs + stepMs <= endMs || episodes.count > MAX_EPISODES;
  return { episodes: episodes.list(), episodesFound: episodes.count, evaluations, completedUntil: new Date(completedMs), isTruncated, firstError, failures };
}

function explanationOf(judge: ThresholdJudge | undefined, { sourceLabels }: AlertTransition['alert']): string | undefined {
  const key = Labels.from(sourceLabels).key;
  return judge?.findings.find(({ labels }) => Labels.from(labels).key === key)?.explanation;
}

/** Answers instant queries at the steps of a range from one range query per expression: that costs a fraction. */
function steppedQueries(queries: MetricQueries, times: { readonly startMs: number; readonly endMs: number; readonly stepMs: number }): MetricQueries {
  const known = new Map<string, Promise<ReadonlyMap<number, ResultSample[]>>>();
  const allOf = async (actor: Actor, query: string, signal: AbortSignal | undefined): Promise<ReadonlyMap<number, ResultSample[]>> => {
    const { value } = await queries.range(actor, query, times, signal);
    const byTime = new Map<number, ResultSample[]>();
    const add = (timeMs: number, sample: ResultSample) => {
      const there = byTime.get(timeMs);
      if (there) there.push(sample);
      else byTime.set(timeMs, [sample]);
    };
    for (const { labels, floats, histograms } of value.type === 'matrix' ? value.series : []) {
      floats.times.forEach((timeMs, index) => { add(timeMs, { labels, value: floats.values[index] ?? NaN }); });
      for (const { timeMs, histogram } of histograms) add(timeMs, { labels, value: histogram });
    }
    return byTime;
  };
  return {
    range: (...asked) => queries.range(...asked),
    async instant(actor, query, timeMs, signal): Promise<QueryResult> {
      if ((timeMs - times.startMs) % times.stepMs !== 0) return queries.instant(actor, query, timeMs, signal);
      const found = known.get(query) ?? allOf(actor, query, signal);
      known.set(query, found);
      return { value: { type: 'vector', timeMs, samples: (await found).get(timeMs) ?? [] }, warnings: [], infos: [], peakSamples: 0 };
    },
  };
}
