import { limit } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { MAX_METRIC_RULES, MAX_RULE_GROUPS, type RuleGroup } from '../domain/metric-rule-group.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { endRuleAlerts } from './end-rule-alerts.ts';

type Scope = Parameters<Parameters<AlertingUnitOfWork['run']>[1]>[0];

/** Stores a new group. Throws `limit` when the tenant has as many groups or rules as it may have, and `conflict` when its name is taken. */
export async function addGroup(scope: Scope, group: RuleGroup): Promise<void> {
  await demandRoom(scope, { groups: 1, rules: group.rules.length });
  await scope.groups.add(group);
}

/** Writes a changed group back, and ends the alerts of rules that are not evaluated any more. Throws as `addGroup`. */
export async function saveGroup(scope: Scope, actor: Actor, before: RuleGroup, after: RuleGroup): Promise<void> {
  const added = after.rules.length - before.rules.length;
  if (added > 0) await demandRoom(scope, { groups: 0, rules: added });
  await scope.groups.save(after);
  const rulesNow = new Map(after.rules.map((rule) => [rule.id, rule]));
  const ids = before.rules.map(({ id }) => id);
  await endRuleAlerts(scope, actor, ids.filter((id) => !rulesNow.has(id)), 'RuleDeleted', after.updatedAt);
  await endRuleAlerts(scope, actor, ids.filter((id) => rulesNow.get(id)?.enabled === false), 'Paused', after.updatedAt);
}

/** Removes a group with its rules, and ends their alerts. */
export async function removeGroup(scope: Scope, actor: Actor, group: RuleGroup, now: Date): Promise<void> {
  await scope.groups.remove(group.id);
  await endRuleAlerts(scope, actor, group.rules.map(({ id }) => id), 'RuleDeleted', now);
}

async function demandRoom({ groups }: Scope, more: { readonly groups: number; readonly rules: number }): Promise<void> {
  const there = await groups.count();
  if (there.groups + more.groups > MAX_RULE_GROUPS) throw limit(`a tenant has at most ${MAX_RULE_GROUPS} rule groups`);
  if (there.rules + more.rules > MAX_METRIC_RULES) throw limit(`a tenant has at most ${MAX_METRIC_RULES} rules over metrics`);
}
