import type { UnitOfWork } from '#internal/kernel';
import type { AlertRepository } from './alert-repository.ts';
import type { AlertRuleRepository } from './alert-rule-repository.ts';
import type { RuleGroupRepository } from './rule-group-repository.ts';

export interface AlertingRepositories {
  readonly alerts: AlertRepository;
  readonly rules: AlertRuleRepository;
  readonly groups: RuleGroupRepository;
}

/** The transactions of alerting: what happens to alerts, rules and their groups commits together with its audit entries and events. */
export type AlertingUnitOfWork = UnitOfWork<AlertingRepositories>;
