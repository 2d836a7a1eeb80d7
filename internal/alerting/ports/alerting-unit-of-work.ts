import type { UnitOfWork } from '#internal/kernel';
import type { AlertRepository } from './alert-repository.ts';
import type { AlertRuleRepository } from './alert-rule-repository.ts';
import type { RoutingConfigRepository } from './routing-config-repository.ts';
import type { RuleGroupRepository } from './rule-group-repository.ts';
import type { SilenceRepository } from './silence-repository.ts';

export interface AlertingRepositories {
  readonly alerts: AlertRepository;
  readonly rules: AlertRuleRepository;
  readonly groups: RuleGroupRepository;
  readonly routing: RoutingConfigRepository;
  readonly silences: SilenceRepository;
}

/** The transactions of alerting: what happens to alerts, rules and their groups, and to the routing, commits together with its audit entries and events. */
export type AlertingUnitOfWork = UnitOfWork<AlertingRepositories>;
