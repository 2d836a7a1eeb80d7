import { Labels, type QueryValue, type ResultSample } from '#pkg/promql';
import { type AlertingRule, type EvaluatorOptions, type RuleGroup, RuleGroupEvaluator, type RuleHost, type RuleSample } from './index.ts';

const minutes = (count: number): number => count * 60_000;
const T0 = 1_700_000_000_000;

const alerting = (changes: Partial<AlertingRule> = {}): AlertingRule => ({ kind: 'alerting', alert: 'Down', expr: 'up == 0', forMs: 0, keepFiringForMs: 0, labels: {}, annotations: {}, ...changes });
const group = (rules: RuleGroup['rules'], changes: Partial<RuleGroup> = {}): RuleGroup => ({ name: 'g', limit: 0, labels: {}, intervalMs: 60_000, rules, ...changes });

type Answer = readonly [labels: Record<string, string>, value: number][] | Error;

/** A host whose queries are answered by hand. */
class ScriptedHost implements RuleHost {
  readonly appended: RuleSample[][] = [];
  readonly asked: [string, number][] = [];
  answers: Record<string, Answer> = {};

  async query(expr: string, timeMs: number): Promise<{ value: QueryValue }> {
    this.asked.push([expr, timeMs]);
    const answer = this.answers[expr] ?? [];
    if (answer instanceof Error) throw answer;
    return { value: { type: 'vector', timeMs, samples: answer.map(([labels, value]): ResultSample => ({ labels: Labels.from(labels), value })) } };
  }

  async append(samples: readonly RuleSample[]): Promise<void> {
    this.appended.push([...samples]);
  }
}

const setUp = (rules: RuleGroup['rules'], changes: Partial<RuleGroup> = {}, options: EvaluatorOptions = {}) => {
  const host = new ScriptedHost();
  return { host, evaluator: new RuleGroupEvaluator(group(rules, changes), host, { now: () => 0, ...options }) };
};

describe('an alerting rule', () => {
  test('is pending for its time, then fires, then is resolved and kept for a while', async () => {
    const { host, evaluator } = setUp([alerting({ forMs: minutes(2) })]);
    const states: string[] = [];
    for (let minute = 0; minute <= 22; minute += 1) {
      host.answers['up == 0'] = minute < 4 ? [[{ __name__: 'up', job: 'api' }, 0]] : [];
      const { rules } = await evaluator.evaluate(T0 + minutes(minute));
      states.push(rules[0]?.alerts[0]?.state ?? '-');
    }
    expect(states.join(' ')).toBe(`${'pending '.repeat(2)}${'firing '.repeat(2)}${'inactive '.repeat(16)}- - -`);
  });
});
