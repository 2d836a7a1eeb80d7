import { AppError } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { egressChanged, requireVersion, type EgressRule, type EgressSettings } from '../domain/egress-settings.ts';
import type { EgressRuleCheck } from '../ports/egress-rule-check.ts';
import type { SettingsUnitOfWork } from '../ports/settings-unit-of-work.ts';

export interface EgressChange {
  readonly publicHttps: boolean;
  readonly rules: readonly EgressRule[];
  readonly ifMatch: number | undefined;
}

export type UpdateEgressSettings = (actor: Actor, change: EgressChange) => Promise<EgressSettings>;

/** Replaces the allow-list. Throws `invalid` with every rule that is not accepted, and `precondition_failed`. */
export function updateEgressSettings(deps: { readonly work: SettingsUnitOfWork; readonly check: EgressRuleCheck; readonly clock: Clock }): UpdateEgressSettings {
  return async (actor, { publicHttps, rules, ifMatch }) => {
    const details = rules.flatMap((rule, index) => {
      const reason = deps.check.problemOf(rule);
      return reason === undefined ? [] : [{ field: `/rules/${index}`, reason }];
    });
    const [first] = details;
    if (first) throw new AppError('invalid', `${first.field}: ${first.reason}`, { details });
    return deps.work.run(actor, async ({ egress, audit }) => {
      const before = await egress.get();
      requireVersion(before, ifMatch);
      const after = { publicHttps, rules, updatedBy: actor.subject, updatedAt: deps.clock.now(), version: before.version };
      await egress.save(after);
      audit.record(egressChanged(actor.tenantId, before, after));
      return { ...after, version: after.version + 1 };
    });
  };
}
