import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { AlertRule } from '../domain/alert-rule.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

export type ListAlertRules = (actor: Actor, page: PageRequest) => Promise<Page<AlertRule>>;

/** One page of the tenant's rules, in the order in which they are tried. */
export function listAlertRules({ work }: { readonly work: AlertingUnitOfWork }): ListAlertRules {
  return (actor, page) => work.read(actor, ({ rules }) => rules.list(page));
}
