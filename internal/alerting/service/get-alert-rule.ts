import type { Actor } from '#internal/kernel';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { AlertRule } from '../domain/alert-rule.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

export type GetAlertRule = (actor: Actor, id: AlertRuleId) => Promise<AlertRule>;

/** Throws `not_found`. */
export function getAlertRule({ work }: { readonly work: AlertingUnitOfWork }): GetAlertRule {
  return (actor, id) => work.read(actor, ({ rules }) => rules.get(id));
}
