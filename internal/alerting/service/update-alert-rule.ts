import { AppError } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { changeAlertRule, type AlertRule, type AlertRuleId, type AlertRuleSettings } from '../domain/alert-rule.ts';
import { ruleUpdated } from '../domain/alert-rule-audit.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { RuleCache } from './rule-cache.ts';

/** `version` is the one that the caller has read; `undefined` changes whatever is there. */
export type UpdateAlertRule = (actor: Actor, id: AlertRuleId, settings: AlertRuleSettings, version: number | undefined) => Promise<AlertRule>;

interface UpdateAlertRuleDeps {
  readonly work: AlertingUnitOfWork;
  readonly ruleCache: RuleCache;
  readonly clock: Clock;
}

/** Replaces the settings of a rule. Throws `not_found`, `precondition_failed`, `invalid`, or `conflict` when the name is taken. */
export function updateAlertRule({ work, ruleCache, clock }: UpdateAlertRuleDeps): UpdateAlertRule {
  return async (actor, id, settings, version) => {
    const updated = await work.run(actor, async ({ rules, audit }) => {
      const before = await rules.lock(id);
      requireVersion(before, version);
      const after = changeAlertRule(before, settings, clock.now());
      await rules.save(after);
      audit.record(ruleUpdated(before, after));
      return after;
    });
    ruleCache.forget(actor.tenantId);
    return updated;
  };
}

/** Throws `precondition_failed` when the rule is not the version that the caller has read. */
export function requireVersion(rule: AlertRule, version: number | undefined): void {
  if (version !== undefined && rule.version !== version) {
    throw new AppError('precondition_failed', `the alert rule is at version ${rule.version} by now`);
  }
}
