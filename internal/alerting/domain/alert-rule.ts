import type { EventRule, EventRuleSettings } from './event-rule.ts';
import type { MetricRule, MetricRuleSettings } from './metric-rule.ts';
import type { RuleGroupId } from './rule-group-id.ts';

/** A rule of any kind: `event` decides what becomes of signals, the others are evaluated over metrics. */
export type AlertRule = EventRule | MetricRule;

/** A rule over metrics by itself. */
export type LoneRuleSettings = MetricRuleSettings & {
  /** The group whose last rule it becomes; without one it gets a group of its own, and cannot change its group later. */
  readonly groupId?: RuleGroupId | undefined;
  /** Of its own group; undefined: a minute, or what it was. */
  readonly intervalMs?: number | undefined;
};

/** What people decide about a rule of any kind. */
export type AlertRuleSettings = ({ readonly kind: 'event' } & EventRuleSettings) | LoneRuleSettings;
