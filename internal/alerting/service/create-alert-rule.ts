import { limit } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import { MAX_ALERT_RULES, newAlertRule, type AlertRule, type AlertRuleId, type AlertRuleSettings } from '../domain/alert-rule.ts';
import { ruleCreated } from '../domain/alert-rule-audit.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { RuleCache } from './rule-cache.ts';

export type CreateAlertRule = (actor: Actor, settings: AlertRuleSettings) => Promise<AlertRule>;

interface CreateAlertRuleDeps {
  readonly work: AlertingUnitOfWork;
  readonly ruleCache: RuleCache;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** Throws `invalid`, `conflict` when the name is taken, or `limit` when the tenant has as many rules as it may have. */
export function createAlertRule({ work, ruleCache, clock, ids }: CreateAlertRuleDeps): CreateAlertRule {
  return async (actor, settings) => {
    const rule = newAlertRule(ids.next() as AlertRuleId, settings, clock.now());
    await work.run(actor, async ({ rules, audit }) => {
      if ((await rules.count()) >= MAX_ALERT_RULES) throw limit(`a tenant has at most ${MAX_ALERT_RULES} alert rules`);
      await rules.add(rule);
      audit.record(ruleCreated(rule));
    });
    ruleCache.forget(actor.tenantId);
    return rule;
  };
}
