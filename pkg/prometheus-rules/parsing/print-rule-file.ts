import { Document, visit } from 'yaml';
import { formatDuration } from '#pkg/promql';
import type { LabelRecord, Rule, RuleGroup } from '../model/rule-group.ts';

/** A file of rules that Prometheus reads. What Prometheus does not know (`noData`, `onError`) is left out. */
export function printRuleFile(groups: readonly RuleGroup[]): string {
  const document = new Document({ groups: groups.map(printedGroup) });
  visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value !== 'string') return;
      // Without quotes readers of YAML 1.1 take these for something else than text.
      if (/^(<<|=|y|n|yes|no|on|off|[-+]?0[bo]?[\d_]+|[-+]?\d[\d_:.]*)$/i.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 });
}

const given = (record: LabelRecord): LabelRecord | undefined => (Object.keys(record).length > 0 ? record : undefined);
const duration = (ms: number | undefined): string | undefined => (ms === undefined || ms === 0 ? undefined : formatDuration(ms));

const printedGroup = ({ name, intervalMs, queryOffsetMs, limit, labels, rules }: RuleGroup): Record<string, unknown> =>
  withoutNothing({
    name,
    interval: duration(intervalMs),
    // Zero differs from none here: it overrides the default.
    query_offset: queryOffsetMs === undefined ? undefined : formatDuration(queryOffsetMs),
    limit: limit === 0 ? undefined : limit,
    labels: given(labels),
    rules: rules.map(printedRule),
  });

function printedRule(rule: Rule): Record<string, unknown> {
  if (rule.kind === 'recording') return withoutNothing({ record: rule.record, expr: rule.expr, labels: given(rule.labels) });
  const { alert, expr, forMs, keepFiringForMs, labels, annotations } = rule;
  return withoutNothing({ alert, expr, for: duration(forMs), keep_firing_for: duration(keepFiringForMs), labels: given(labels), annotations: given(annotations) });
}

const withoutNothing = (fields: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
