import { AppError, notFound } from '#pkg/apperror';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { EventRule } from '../domain/event-rule.ts';
import type { MetricRule } from '../domain/metric-rule.ts';
import type { RuleGroup } from '../domain/metric-rule-group.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

type Scope = Parameters<Parameters<AlertingUnitOfWork['run']>[1]>[0];

/** A rule that nobody else can change now; one over metrics with its group. */
export type LockedRule = { readonly rule: EventRule; readonly group: undefined } | { readonly rule: MetricRule; readonly group: RuleGroup };

/** Locks a rule; one over metrics by its group, as whoever changes groups does it. Throws `not_found`, or `precondition_failed` for another version. */
export async function lockRule({ rules, groups }: Scope, id: AlertRuleId, version: number | undefined): Promise<LockedRule> {
  const known = await rules.get(id);
  if (known.kind === 'event') {
    const rule = (await rules.lock(id)) as EventRule;
    requireVersion(rule, version, 'alert rule');
    return { rule, group: undefined };
  }
  const group = await groups.lock(known.groupId);
  const rule = group.rules.find((each) => each.id === id);
  if (!rule) throw notFound('alert rule');
  requireVersion(rule, version, 'alert rule');
  return { rule, group };
}

/** Throws `precondition_failed` when the thing is not the version that the caller has read. */
export function requireVersion(thing: { readonly version: number }, version: number | undefined, what: string): void {
  if (version !== undefined && thing.version !== version) {
    throw new AppError('precondition_failed', `the ${what} is at version ${thing.version} by now`);
  }
}
