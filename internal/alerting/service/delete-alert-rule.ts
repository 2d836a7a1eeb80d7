import { type Actor, type Clock, type IdGenerator, later } from '#internal/kernel';
import { ruleDeleted } from '../domain/alert-rule-audit.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { changeRuleGroup, settingsOf } from '../domain/metric-rule-group.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { lockRule } from './locked-rule.ts';
import type { RuleCache } from './rule-cache.ts';
import { removeGroup, saveGroup } from './store-rule-group.ts';

/** `version` is the one that the caller has read; `undefined` deletes whatever is there. */
export type DeleteAlertRule = (actor: Actor, id: AlertRuleId, version: number | undefined) => Promise<void>;

interface DeleteAlertRuleDeps {
  readonly work: AlertingUnitOfWork;
  readonly ruleCache: RuleCache;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/**
 * Removes a rule. Alerts that an event rule opened stay as they are; those of a rule over metrics end, because nobody would tell of their end.
 * Throws `not_found` or `precondition_failed`.
 */
export function deleteAlertRule({ work, ruleCache, clock, ids }: DeleteAlertRuleDeps): DeleteAlertRule {
  return async (actor, id, version) => {
    await work.run(actor, async (scope) => {
      const { rule, group } = await lockRule(scope, id, version);
      if (!group) await scope.rules.remove(id);
      else if (group.standalone) await removeGroup(scope, actor, group, clock.now());
      else {
        const settings = settingsOf(group);
        const rules = group.rules.filter((each) => each.id !== id);
        const making = { now: later(clock.now(), group.updatedAt), nextRuleId: () => ids.next() as AlertRuleId };
        await saveGroup(scope, actor, group, changeRuleGroup(group, { ...settings, rules }, making));
      }
      scope.audit.record(ruleDeleted(rule));
    });
    ruleCache.forget(actor.tenantId);
  };
}
