import type { LabelRecord, RecordingRule } from '../model/rule-group.ts';
import type { RuleSample } from '../model/rule-outcome.ts';
import { METRIC_NAME } from './alert-samples.ts';
import type { RuleMoment, RuleYield } from './alerting-rule-evaluator.ts';
import type { RuleHost } from './rule-host.ts';
import { messageOf, vectorOf } from './rule-vector.ts';

/** Two elements of a rule's value have the same labels once the rule's are applied. */
const DUPLICATE_SERIES = 'vector contains metrics with the same labelset after applying rule labels';

/** The samples that a recording rule yields at one time. */
export async function evaluateRecordingRule(rule: RecordingRule, labels: LabelRecord, host: RuleHost, moment: RuleMoment): Promise<RuleYield> {
  const timeMs = moment.timeMs - moment.queryOffsetMs;
  try {
    const result = await host.query(rule.expr, timeMs, moment.signal);
    const changes: readonly [string, string][] = [[METRIC_NAME, rule.record], ...Object.entries(labels)];
    const samples = vectorOf(result).map((sample): RuleSample => ({ labels: sample.labels.with(changes), timeMs, value: sample.value }));
    if (new Set(samples.map((sample) => sample.labels.key)).size < samples.length) throw new Error(DUPLICATE_SERIES);
    if (moment.limit > 0 && samples.length > moment.limit) throw new Error(`exceeded limit of ${moment.limit} with ${samples.length} series`);
    return { samples, transitions: [], error: undefined, warnings: result.warnings ?? [], infos: result.infos ?? [] };
  } catch (error) {
    return { samples: [], transitions: [], error: messageOf(error), warnings: [], infos: [] };
  }
}
