import type { UnitOfWork } from '#internal/kernel';
import type { AlertGroupRepository } from './alert-group-repository.ts';
import type { AlertRepository } from './alert-repository.ts';
import type { AlertRuleRepository } from './alert-rule-repository.ts';
import type { FlappingRepository } from './flapping-repository.ts';
import type { MaintenanceWindowRepository } from './maintenance-window-repository.ts';
import type { RoutingConfigRepository } from './routing-config-repository.ts';
import type { InhibitionRepository } from './inhibition-repository.ts';
import type { NoiseRepository } from './noise-repository.ts';
import type { NotificationRepository } from './notification-repository.ts';
import type { RuleGroupRepository } from './rule-group-repository.ts';
import type { SilenceRepository } from './silence-repository.ts';

export interface AlertingRepositories {
  readonly alerts: AlertRepository;
  readonly rules: AlertRuleRepository;
  readonly groups: RuleGroupRepository;
  readonly routing: RoutingConfigRepository;
  readonly silences: SilenceRepository;
  readonly alertGroups: AlertGroupRepository;
  readonly inhibitions: InhibitionRepository;
  readonly notifications: NotificationRepository;
  readonly maintenance: MaintenanceWindowRepository;
  readonly flapping: FlappingRepository;
  readonly noise: NoiseRepository;
}

/** The transactions of alerting: what happens to alerts, their groups and notifications, to rules and their groups, and to the routing, commits together with its audit entries and events. */
export type AlertingUnitOfWork = UnitOfWork<AlertingRepositories>;
