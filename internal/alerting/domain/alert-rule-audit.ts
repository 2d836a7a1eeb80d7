import type { AuditEntry, Json, JsonObject } from '#internal/kernel';
import type { AlertRule } from './alert-rule.ts';
import type { RuleGroup } from './metric-rule-group.ts';

/** The audit entries of a rule's life. */
export const ruleCreated = (rule: AlertRule): AuditEntry => ({ ...entry('created', rule), after: stateOf(rule) });
export const ruleUpdated = (before: AlertRule, after: AlertRule): AuditEntry => ({ ...entry('updated', after), before: stateOf(before), after: stateOf(after) });
export const ruleDeleted = (rule: AlertRule): AuditEntry => ({ ...entry('deleted', rule), before: stateOf(rule) });

/** The audit entries of a group's life: they tell of its rules, too. */
export const groupCreated = (group: RuleGroup): AuditEntry => ({ ...groupEntry('created', group), after: groupStateOf(group) });
export const groupUpdated = (before: RuleGroup, after: RuleGroup): AuditEntry => ({ ...groupEntry('updated', after), before: groupStateOf(before), after: groupStateOf(after) });
export const groupDeleted = (group: RuleGroup): AuditEntry => ({ ...groupEntry('deleted', group), before: groupStateOf(group) });

const entry = (verb: string, { id }: AlertRule) => ({ action: `alerting.alert_rule.${verb}`, entityType: 'alert_rule', entityId: id });
const groupEntry = (verb: string, { id }: RuleGroup) => ({ action: `alerting.rule_group.${verb}`, entityType: 'rule_group', entityId: id });

function stateOf(rule: AlertRule): JsonObject {
  const { kind, name, labels, annotations, enabled, version } = rule;
  const shared = { name, labels, annotations, enabled, version };
  if (kind !== 'event') return { kind, ...shared, group_id: rule.groupId, condition: { ...rule.condition } as unknown as Json };
  const { matchers, forSeconds, severity, position } = rule;
  return { kind, ...shared, matchers: matchers.map((matcher) => ({ name: matcher.name, op: matcher.op, value: matcher.value })), for_seconds: forSeconds, severity, position };
}

const groupStateOf = ({ namespace, name, intervalMs, queryOffsetMs, limit, labels, rules, version }: RuleGroup): JsonObject =>
  ({ namespace, name, interval_seconds: intervalMs / 1000, query_offset_seconds: queryOffsetMs / 1000, limit, labels, version, rules: rules.map(stateOf) });
