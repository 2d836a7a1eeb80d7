import { limit } from '#pkg/apperror';
import { type Actor, type Clock, type IdGenerator, later } from '#internal/kernel';
import type { AlertRule, AlertRuleSettings, LoneRuleSettings } from '../domain/alert-rule.ts';
import { ruleCreated } from '../domain/alert-rule-audit.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { MAX_EVENT_RULES, newEventRule } from '../domain/event-rule.ts';
import { checkMetricRule } from '../domain/metric-rule.ts';
import { changeRuleGroup, newRuleGroup, settingsOf, STANDALONE_NAMESPACE } from '../domain/metric-rule-group.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import { DEFAULT_INTERVAL_MS } from '../domain/slots.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { RuleCache } from './rule-cache.ts';
import { addGroup, saveGroup } from './store-rule-group.ts';

export type CreateAlertRule = (actor: Actor, settings: AlertRuleSettings) => Promise<AlertRule>;

interface CreateAlertRuleDeps {
  readonly work: AlertingUnitOfWork;
  readonly ruleCache: RuleCache;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/**
 * Adds a rule. One over metrics becomes the last of the group that it names, or gets a group of its own. Throws `invalid`, `conflict` when the name
 * is taken, `not_found` when there is no such group, or `limit` when the tenant has as many rules as it may have.
 */
export function createAlertRule({ work, ruleCache, clock, ids }: CreateAlertRuleDeps): CreateAlertRule {
  const nextRuleId = () => ids.next() as AlertRuleId;

  const createMetricRule = (actor: Actor, { groupId, intervalMs, ...rule }: LoneRuleSettings): Promise<AlertRule> =>
    work.run(actor, async (scope) => {
      const making = { now: clock.now(), nextRuleId };
      let group;
      if (groupId === undefined) {
        const terms = { namespace: STANDALONE_NAMESPACE, name: rule.name, intervalMs: intervalMs ?? DEFAULT_INTERVAL_MS, queryOffsetMs: 0, limit: 0, labels: {} };
        group = newRuleGroup(ids.next() as RuleGroupId, { ...terms, rules: [rule] }, true, making);
        await addGroup(scope, group);
      } else {
        const before = await scope.groups.lock(groupId);
        const settings = settingsOf(before);
        group = { ...changeRuleGroup(before, { ...settings, rules: [...settings.rules, rule] }, { ...making, now: later(making.now, before.updatedAt) }), standalone: false };
        await saveGroup(scope, actor, before, group);
      }
      const created = group.rules.at(-1);
      if (!created) throw new Error('the rule is not in its group');
      scope.audit.record(ruleCreated(created));
      return created;
    });

  return async (actor, settings) => {
    if (settings.kind !== 'event') {
      checkMetricRule(settings, '');
      return createMetricRule(actor, settings);
    }
    const { kind: _kind, ...own } = settings;
    const rule = newEventRule(nextRuleId(), own, clock.now());
    await work.run(actor, async ({ rules, audit }) => {
      if ((await rules.count()) >= MAX_EVENT_RULES) throw limit(`a tenant has at most ${MAX_EVENT_RULES} event rules`);
      await rules.add(rule);
      audit.record(ruleCreated(rule));
    });
    ruleCache.forget(actor.tenantId);
    return rule;
  };
}
