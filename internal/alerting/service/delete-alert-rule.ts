import type { Actor } from '#internal/kernel';
import type { AlertRuleId } from '../domain/alert-rule.ts';
import { ruleDeleted } from '../domain/alert-rule-audit.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { RuleCache } from './rule-cache.ts';
import { requireVersion } from './update-alert-rule.ts';

/** `version` is the one that the caller has read; `undefined` deletes whatever is there. */
export type DeleteAlertRule = (actor: Actor, id: AlertRuleId, version: number | undefined) => Promise<void>;

/** Removes a rule; alerts that it opened stay as they are. Throws `not_found` or `precondition_failed`. */
export function deleteAlertRule({ work, ruleCache }: { readonly work: AlertingUnitOfWork; readonly ruleCache: RuleCache }): DeleteAlertRule {
  return async (actor, id, version) => {
    await work.run(actor, async ({ rules, audit }) => {
      const rule = await rules.lock(id);
      requireVersion(rule, version);
      await rules.remove(id);
      audit.record(ruleDeleted(rule));
    });
    ruleCache.forget(actor.tenantId);
  };
}
