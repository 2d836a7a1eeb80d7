import { invalid } from '#pkg/apperror';
import type { RuleGroup as EvaluatedGroup } from '#pkg/prometheus-rules';
import type { AlertRuleId } from './alert-rule-id.ts';
import { checkText, type Labels, parseLabels } from './labels.ts';
import { checkMetricRule, evaluatedRule, type MetricRule, type MetricRuleSettings } from './metric-rule.ts';
import type { RuleGroupId } from './rule-group-id.ts';

/** What one tenant may have. */
export const MAX_RULE_GROUPS = 2000;
export const MAX_RULES_PER_GROUP = 200;
export const MAX_METRIC_RULES = 20_000;

/** Namespace of groups that were made for a single rule. */
export const STANDALONE_NAMESPACE = 'alert-rules';

/** How a group is evaluated. */
export interface RuleGroupTerms {
  /** Where it comes from: the name of a rule file, as people call it. */
  readonly namespace: string;
  /** Unique in its namespace. */
  readonly name: string;
  readonly intervalMs: number;
  /** How far back in time its rules look, so that late samples arrive before. */
  readonly queryOffsetMs: number;
  /** A rule that yields more series or active alerts than this fails; 0: no limit. */
  readonly limit: number;
  /** Of every rule that does not set them itself. */
  readonly labels: Labels;
}

/** A rule as it is sent; `id` keeps the one that has it. */
export type GroupedRuleSettings = MetricRuleSettings & { readonly id?: AlertRuleId | undefined };

/** What people decide about a group and its rules, in the order of their evaluation. */
export interface RuleGroupSettings extends RuleGroupTerms {
  readonly rules: readonly GroupedRuleSettings[];
}

/** Rules that are evaluated together, one after the other, at one time. */
export interface RuleGroup extends RuleGroupTerms {
  readonly id: RuleGroupId;
  /** Made for its only rule: it goes when the rule goes. */
  readonly standalone: boolean;
  readonly rules: readonly MetricRule[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Changes when anything of it changes, its rules included. */
  readonly version: number;
}

/** What new things are made with. */
export interface Making {
  readonly now: Date;
  readonly nextRuleId: () => AlertRuleId;
}

/** Throws `invalid` with a JSON pointer into the settings. */
export function newRuleGroup(id: RuleGroupId, settings: RuleGroupSettings, standalone: boolean, { now, nextRuleId }: Making): RuleGroup {
  checkGroup(settings);
  const { rules, ...terms } = settings;
  const made = rules.map((rule): MetricRule => ({ ...withoutId(rule), id: nextRuleId(), groupId: id, createdAt: now, updatedAt: now, version: 1 }));
  return { ...terms, id, standalone, rules: made, createdAt: now, updatedAt: now, version: 1 };
}

/**
 * The group with other settings. A rule stays the rule that it is, with its alerts, when its id is given, or else when kind, name and labels are the
 * same, equal ones in their order, as Prometheus does it. Throws as `newRuleGroup`.
 */
export function changeRuleGroup(group: RuleGroup, settings: RuleGroupSettings, { now, nextRuleId }: Making): RuleGroup {
  checkGroup(settings);
  const { rules: wanted, ...terms } = settings;
  const free = new Map(group.rules.map((rule) => [rule.id, rule]));
  const named = new Set(wanted.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const take = (rule: MetricRule | undefined): MetricRule | undefined => (rule && free.delete(rule.id) ? rule : undefined);
  const rules = wanted.map((given, index): MetricRule => {
    const { id } = given;
    const known = id === undefined ? take([...free.values()].find((rule) => !named.has(rule.id) && identityOf(rule) === identityOf(given))) : take(free.get(id));
    if (id !== undefined && !known) throw invalid(`/rules/${index}/id`, 'is not a rule of this group, or stands there twice');
    const own = withoutId(given);
    if (!known) return { ...own, id: nextRuleId(), groupId: group.id, createdAt: now, updatedAt: now, version: 1 };
    return isSame(known, own) ? known : { ...own, id: known.id, groupId: group.id, createdAt: known.createdAt, updatedAt: now, version: known.version + 1 };
  });
  return { ...group, ...terms, rules, updatedAt: now, version: group.version + 1 };
}

/** The settings that would make the group what it is. */
export const settingsOf = ({ namespace, name, intervalMs, queryOffsetMs, limit, labels, rules }: RuleGroup): RuleGroupSettings =>
  ({ namespace, name, intervalMs, queryOffsetMs, limit, labels, rules });

/** Whether a change would change anything but versions and times. */
export const isUnchanged = (before: RuleGroup, after: RuleGroup): boolean =>
  canonical(termsOf(before)) === canonical(termsOf(after)) && before.rules.length === after.rules.length && before.rules.every((rule, index) => rule === after.rules[index]);

/** The group as the evaluator knows it, without rules that are switched off, and these rules. */
export function evaluatedGroup(group: RuleGroup): { readonly group: EvaluatedGroup; readonly rules: readonly MetricRule[] } {
  const rules = group.rules.filter(({ enabled }) => enabled);
  const { name, intervalMs, queryOffsetMs, limit, labels } = group;
  return { group: { name, intervalMs, queryOffsetMs, limit, labels, rules: rules.map(evaluatedRule) }, rules };
}

const DAY_MS = 86_400_000;
const MAX_LIMIT = 1_000_000;

function checkGroup({ namespace, name, intervalMs, queryOffsetMs, limit, labels, rules }: RuleGroupSettings): void {
  if (intervalMs < 1000 || intervalMs > DAY_MS) throw invalid('/interval_seconds', 'is not between a second and a day');
  if (queryOffsetMs < 0 || queryOffsetMs > DAY_MS) throw invalid('/query_offset_seconds', 'is not between nothing and a day');
  if (limit < 0 || limit > MAX_LIMIT) throw invalid('/limit', `is not between 0 and ${MAX_LIMIT}`);
  checkText(namespace, '/namespace', 200);
  checkText(name, '/name', 200);
  parseLabels(labels, '/labels');
  if (rules.length > MAX_RULES_PER_GROUP) throw invalid('/rules', `has more than ${MAX_RULES_PER_GROUP} rules`);
  rules.forEach((rule, index) => { checkMetricRule(rule, `/rules/${index}`); });
}

const withoutId = ({ id: _id, ...settings }: GroupedRuleSettings): MetricRuleSettings => bare(settings);

// Exactly the settings, whatever else the object may carry.
const bare = (rule: MetricRuleSettings): MetricRuleSettings => {
  const { name, labels, annotations, enabled } = rule;
  switch (rule.kind) {
    case 'promql':
      return { kind: rule.kind, condition: rule.condition, name, labels, annotations, enabled };
    case 'dynamic':
      return { kind: rule.kind, condition: rule.condition, name, labels, annotations, enabled };
    case 'recording':
      return { kind: rule.kind, condition: rule.condition, name, labels, annotations, enabled };
  }
};

const identityOf = ({ kind, name, labels }: MetricRuleSettings): string => canonical([kind, name, labels]);
const isSame = (rule: MetricRuleSettings, other: MetricRuleSettings): boolean => canonical(bare(rule)) === canonical(bare(other));
const termsOf = ({ namespace, name, intervalMs, queryOffsetMs, limit, labels }: RuleGroup) => ({ namespace, name, intervalMs, queryOffsetMs, limit, labels });

/** JSON with sorted keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part);
