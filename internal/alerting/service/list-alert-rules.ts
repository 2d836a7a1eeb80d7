import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { AlertRule } from '../domain/alert-rule.ts';
import type { AlertRuleFilter } from '../ports/alert-rule-repository.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

export type ListAlertRules = (actor: Actor, filter: AlertRuleFilter, page: PageRequest) => Promise<Page<AlertRule>>;

/** One page of the tenant's rules: event rules in the order in which they are tried, then those over metrics. */
export function listAlertRules({ work }: { readonly work: AlertingUnitOfWork }): ListAlertRules {
  return (actor, filter, page) => work.read(actor, ({ rules }) => rules.list(filter, page));
}
