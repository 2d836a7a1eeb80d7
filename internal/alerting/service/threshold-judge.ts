import { type History, hourOfWeekJudgement, type Judgement, robustJudgement } from '#pkg/baseline';
import type { RuleQueryResult } from '#pkg/prometheus-rules';
import { formatDecimal, Labels, type ResultSample } from '#pkg/promql';
import type { Actor } from '#internal/kernel';
import type { DynamicThreshold } from '../domain/dynamic-threshold.ts';
import type { MetricRule } from '../domain/metric-rule.ts';
import type { ThresholdFinding } from '../domain/rule-group-progress.ts';
import type { MetricQueries } from '../ports/metric-queries.ts';

export type DynamicRule = Extract<MetricRule, { readonly kind: 'dynamic' }>;

interface Remembered {
  readonly readAtMs: number;
  readonly series: ReadonlyMap<string, History>;
}

/** A history is read anew when a part of it this long has passed, and at least every hour. */
const HISTORY_PARTS = 60;
const MAX_AGE_MS = 3_600_000;

const nameOnly = new Set(['__name__']);
const NO_HISTORY: History = { timestamps: new Float64Array(0), values: new Float64Array(0) };

/** Judges the values of a dynamic rule's expression by their history, and remembers why. */
export class ThresholdJudge {
  #remembered: Remembered | undefined;
  #findings: readonly ThresholdFinding[] = [];

  constructor(
    private readonly rule: DynamicRule,
    private readonly queries: MetricQueries,
    private readonly actor: Actor,
  ) {}

  /** What was found last, for each element of the expression's value. */
  get findings(): readonly ThresholdFinding[] {
    return this.#findings;
  }

  /** The elements whose values are anomalous. */
  async anomalies(timeMs: number, signal: AbortSignal | undefined): Promise<RuleQueryResult> {
    const { expr, threshold } = this.rule.condition;
    const result = await this.queries.instant(this.actor, expr, timeMs, signal);
    const samples = vectorOf(result);
    const history = samples.length === 0 ? new Map<string, History>() : await this.#history(timeMs, signal);
    const judged = samples.flatMap((sample) => {
      if (typeof sample.value !== 'number') return [];
      return [{ sample, judgement: judge(threshold, history.get(sample.labels.key) ?? NO_HISTORY, timeMs, sample.value) }];
    });
    this.#findings = judged.map(({ sample, judgement }) => findingOf(this.rule, sample, judgement));
    const anomalous = judged.filter(({ judgement }) => judgement.verdict === 'anomalous').map(({ sample }) => sample);
    return { ...result, value: { type: 'vector', timeMs, samples: anomalous } };
  }

  async #history(timeMs: number, signal: AbortSignal | undefined): Promise<Remembered['series']> {
    const { expr, threshold: { historyMs, stepMs } } = this.rule.condition;
    const age = timeMs - (this.#remembered?.readAtMs ?? -Infinity);
    if (this.#remembered && age >= 0 && age < Math.min(MAX_AGE_MS, historyMs / HISTORY_PARTS)) return this.#remembered.series;
    // Up to the last step before now: the value in question must not be its own measure.
    const endMs = timeMs - stepMs;
    const { value } = await this.queries.range(this.actor, expr, { startMs: timeMs - historyMs, endMs, stepMs }, signal);
    const matrix = value.type === 'matrix' ? value.series : [];
    const series = new Map(matrix.map(({ labels, floats: { times, values } }) => [labels.key, { timestamps: times, values }]));
    this.#remembered = { readAtMs: timeMs, series };
    return series;
  }
}

function judge(threshold: DynamicThreshold, history: History, timestampMs: number, value: number): Judgement {
  const { maxScore, direction, minDeviation, minSamples, minWeeks, timeZone } = threshold;
  const yardstick = { maxScore, direction, minDeviation, minSamples };
  return threshold.method === 'hour_of_week'
    ? hourOfWeekJudgement(history, { timestampMs, value }, { ...yardstick, minWeeks, timeZone })
    : robustJudgement(history.values, value, yardstick);
}

function vectorOf({ value }: RuleQueryResult): readonly ResultSample[] {
  if (value.type === 'vector') return value.samples;
  if (value.type === 'scalar') return [{ labels: Labels.empty, value: value.value }];
  throw new Error('rule result is not a vector or scalar');
}

const findingOf = ({ id }: DynamicRule, { labels, value }: ResultSample, judgement: Judgement): ThresholdFinding => ({
  ruleId: id,
  labels: labels.without(nameOnly).toRecord(),
  verdict: judgement.verdict,
  value: formatDecimal(value as number),
  expected: formatDecimal(judgement.expected),
  lower: formatDecimal(judgement.lower),
  upper: formatDecimal(judgement.upper),
  score: formatDecimal(judgement.score),
  samples: judgement.samples,
  explanation: judgement.explanation,
});
