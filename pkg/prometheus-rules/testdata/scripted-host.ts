import { type FloatHistogram, Labels, type QueryValue, type ResultSample } from '#pkg/promql';
import { type AlertingRule, type AppendOutcome, type EvaluatorOptions, type GroupOutcome, type RecordingRule, type RuleGroup, RuleGroupEvaluator, type RuleHost, type RuleOrigin, type RuleSample } from '../index.ts';

export const minutes = (count: number): number => count * 60_000;
export const T0 = 1_700_000_040_000;

export const alerting = (changes: Partial<AlertingRule> = {}): AlertingRule => ({ kind: 'alerting', alert: 'Down', expr: 'up == 0', forMs: 0, keepFiringForMs: 0, labels: {}, annotations: {}, ...changes });
export const recording = (changes: Partial<RecordingRule> = {}): RecordingRule => ({ kind: 'recording', record: 'r', expr: 'up', labels: {}, ...changes });
export const groupOf = (rules: RuleGroup['rules'], changes: Partial<RuleGroup> = {}): RuleGroup => ({ name: 'g', limit: 0, labels: {}, intervalMs: 60_000, rules, ...changes });

type Answer = QueryValue | Error | readonly (readonly [labels: Readonly<Record<string, string>>, value: number | FloatHistogram])[];

/** A host whose queries are answered by hand. */
export class ScriptedHost implements RuleHost {
  readonly appended: { readonly samples: readonly RuleSample[]; readonly origin: RuleOrigin }[] = [];
  readonly asked: [string, number][] = [];
  answers: Record<string, Answer> = {};
  onAppend: (samples: readonly RuleSample[]) => AppendOutcome | void = () => undefined;

  async query(expr: string, timeMs: number): Promise<{ value: QueryValue }> {
    this.asked.push([expr, timeMs]);
    const answer = this.answers[expr] ?? [];
    if (answer instanceof Error) throw answer;
    if ('type' in answer) return { value: answer };
    return { value: { type: 'vector', timeMs, samples: answer.map(([labels, value]): ResultSample => ({ labels: Labels.from(labels), value })) } };
  }

  async append(samples: readonly RuleSample[], origin: RuleOrigin): Promise<AppendOutcome | void> {
    const outcome = this.onAppend(samples);
    this.appended.push({ samples, origin });
    return outcome;
  }

  /** What was written last, as text. */
  get lastWritten(): string[] {
    return (this.appended.at(-1)?.samples ?? []).map(sampleText);
  }
}

/** `{a="b"} 1 @0`, the time in seconds after the beginning. */
export const sampleText = ({ labels, value, timeMs }: RuleSample): string => `${labels.toString()} ${typeof value === 'object' ? 'histogram' : value} @${(timeMs - T0) / 1000}`;

export const setUp = (rules: RuleGroup['rules'], changes: Partial<RuleGroup> = {}, options: EvaluatorOptions = {}): { host: ScriptedHost; evaluator: RuleGroupEvaluator } => {
  const host = new ScriptedHost();
  return { host, evaluator: new RuleGroupEvaluator(groupOf(rules, changes), host, { now: () => 0, ...options }) };
};

/** `pending > firing (condition)` of each transition. */
export const transitionsOf = (outcome: GroupOutcome): string[] => outcome.rules.flatMap(({ transitions }) => transitions.map(({ from, to, reason }) => `${from} > ${to} (${reason})`));
