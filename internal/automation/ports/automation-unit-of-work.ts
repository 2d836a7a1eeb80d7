import type { UnitOfWork } from '#internal/kernel';
import type { ApprovalRepository } from './approval-repository.ts';
import type { EventSetRepository } from './event-set-repository.ts';
import type { EventRepository } from './event-repository.ts';
import type { ExecutionRepository } from './execution-repository.ts';
import type { QuotaRepository } from './quota-repository.ts';
import type { ScheduleRepository } from './schedule-repository.ts';
import type { SubscriptionRepository } from './subscription-repository.ts';
import type { WorkflowRepository } from './workflow-repository.ts';

export interface AutomationRepositories {
  readonly workflows: WorkflowRepository;
  readonly executions: ExecutionRepository;
  readonly approvals: ApprovalRepository;
  readonly events: EventRepository;
  readonly eventSets: EventSetRepository;
  readonly quotas: QuotaRepository;
  readonly schedules: ScheduleRepository;
  readonly subscriptions: SubscriptionRepository;
}

export type AutomationUnitOfWork = UnitOfWork<AutomationRepositories>;
