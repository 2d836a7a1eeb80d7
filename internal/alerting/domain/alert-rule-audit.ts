import type { AuditEntry, JsonObject } from '#internal/kernel';
import type { AlertRule } from './alert-rule.ts';

/** The audit entries of a rule's life. */
export const ruleCreated = (rule: AlertRule): AuditEntry => ({ ...entry('created', rule), after: stateOf(rule) });
export const ruleUpdated = (before: AlertRule, after: AlertRule): AuditEntry => ({ ...entry('updated', after), before: stateOf(before), after: stateOf(after) });
export const ruleDeleted = (rule: AlertRule): AuditEntry => ({ ...entry('deleted', rule), before: stateOf(rule) });

const entry = (verb: string, { id }: AlertRule) => ({ action: `alerting.alert_rule.${verb}`, entityType: 'alert_rule', entityId: id });

const stateOf = (rule: AlertRule): JsonObject => ({
  name: rule.name,
  matchers: rule.matchers.map(({ name, op, value }) => ({ name, op, value })),
  for_seconds: rule.forSeconds,
  severity: rule.severity,
  labels: rule.labels,
  annotations: rule.annotations,
  enabled: rule.enabled,
  position: rule.position,
  version: rule.version,
});
