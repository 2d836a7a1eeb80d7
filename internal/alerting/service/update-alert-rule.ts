import { invalid } from '#pkg/apperror';
import { type Actor, type Clock, type IdGenerator, later } from '#internal/kernel';
import type { AlertRule, AlertRuleSettings, LoneRuleSettings } from '../domain/alert-rule.ts';
import { ruleUpdated } from '../domain/alert-rule-audit.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { changeEventRule } from '../domain/event-rule.ts';
import { checkMetricRule } from '../domain/metric-rule.ts';
import { changeRuleGroup, type GroupedRuleSettings, settingsOf } from '../domain/metric-rule-group.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { type LockedRule, lockRule } from './locked-rule.ts';
import type { RuleCache } from './rule-cache.ts';
import { saveGroup } from './store-rule-group.ts';

/** `version` is the one that the caller has read; `undefined` changes whatever is there. */
export type UpdateAlertRule = (actor: Actor, id: AlertRuleId, settings: AlertRuleSettings, version: number | undefined) => Promise<AlertRule>;

interface UpdateAlertRuleDeps {
  readonly work: AlertingUnitOfWork;
  readonly ruleCache: RuleCache;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

type Scope = Parameters<Parameters<AlertingUnitOfWork['run']>[1]>[0];
type Grouped = Extract<LockedRule, { readonly group: object }>;

/** Replaces the settings of a rule. Throws `not_found`, `precondition_failed`, `invalid` (also for another kind), or `conflict` when the name is taken. */
export function updateAlertRule({ work, ruleCache, clock, ids }: UpdateAlertRuleDeps): UpdateAlertRule {
  async function changeInGroup(scope: Scope, actor: Actor, { rule: before, group }: Grouped, { groupId, intervalMs, ...wanted }: LoneRuleSettings): Promise<AlertRule> {
    if (groupId !== undefined && groupId !== group.id) throw invalid('/group_id', 'a rule cannot move to another group');
    if (intervalMs !== undefined && !group.standalone) throw invalid('/interval_seconds', 'is that of the group, which has other rules as well');
    const settings = settingsOf(group);
    const rules = settings.rules.map((rule): GroupedRuleSettings => (rule.id === before.id ? { ...wanted, id: before.id } : rule));
    const terms = group.standalone ? { name: wanted.name, intervalMs: intervalMs ?? group.intervalMs } : {};
    const making = { now: later(clock.now(), group.updatedAt), nextRuleId: () => ids.next() as AlertRuleId };
    const after = changeRuleGroup(group, { ...settings, ...terms, rules }, making);
    await saveGroup(scope, actor, group, after);
    return after.rules.find(({ id }) => id === before.id) ?? before;
  }

  async function change(scope: Scope, actor: Actor, locked: LockedRule, settings: AlertRuleSettings): Promise<AlertRule> {
    if (locked.rule.kind !== settings.kind) throw invalid('/kind', `the rule is of the kind ${locked.rule.kind}, which cannot change`);
    if (locked.group) return changeInGroup(scope, actor, locked, settings as LoneRuleSettings);
    const { kind: _kind, ...own } = settings as Extract<AlertRuleSettings, { kind: 'event' }>;
    const after = changeEventRule(locked.rule, own, later(clock.now(), locked.rule.updatedAt));
    await scope.rules.save(after);
    return after;
  }

  return async (actor, id, settings, version) => {
    if (settings.kind !== 'event') checkMetricRule(settings, '');
    const updated = await work.run(actor, async (scope) => {
      const locked = await lockRule(scope, id, version);
      const after = await change(scope, actor, locked, settings);
      scope.audit.record(ruleUpdated(locked.rule, after));
      return after;
    });
    ruleCache.forget(actor.tenantId);
    return updated;
  };
}
