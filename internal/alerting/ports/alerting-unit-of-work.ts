import type { UnitOfWork } from '#internal/kernel';
import type { AlertRepository } from './alert-repository.ts';
import type { AlertRuleRepository } from './alert-rule-repository.ts';

export interface AlertingRepositories {
  readonly alerts: AlertRepository;
  readonly rules: AlertRuleRepository;
}

/** The transactions of alerting: what happens to alerts and rules commits together with its audit entries and events. */
export type AlertingUnitOfWork = UnitOfWork<AlertingRepositories>;
