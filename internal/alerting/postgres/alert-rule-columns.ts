import type { AlertRule } from '../domain/alert-rule.ts';
import type { MetricRule } from '../domain/metric-rule.ts';

/** Columns of `alerting.alert_rules` that make a rule of any kind. */
export const alertRuleColumns = [
  'id', 'kind', 'name', 'matchers', 'forSeconds', 'severity', 'labels', 'annotations', 'enabled', 'position', 'groupId', 'definition', 'createdAt', 'updatedAt', 'version',
] as const;

/** Rules over metrics come after those that are tried. */
export const METRIC_RULE_POSITION = 1_000_000;

type Columns = Readonly<Record<(typeof alertRuleColumns)[number], unknown>>;

/** A rule from its columns, whose constraints are its types. */
export function alertRuleOf(row: Columns): AlertRule {
  const { kind, matchers, forSeconds, severity, position, groupId, definition, ...shared } = row;
  return (kind === 'event' ? { kind, ...shared, matchers, forSeconds, severity, position } : { kind, ...shared, groupId, condition: definition }) as AlertRule;
}

/** A rule over metrics as a row of a bulk statement. */
export const metricRuleRow = ({ id, kind, name, labels, annotations, enabled, condition, createdAt, updatedAt, version }: MetricRule, index: number) =>
  ({ id, kind, name, labels, annotations, enabled, definition: condition, group_index: index, created_at: createdAt, updated_at: updatedAt, version });
