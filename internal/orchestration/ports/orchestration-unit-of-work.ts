import type { UnitOfWork } from '#internal/kernel';
import type { PlanRepository } from './plan-repository.ts';

export interface OrchestrationRepositories {
  readonly plans: PlanRepository;
}

export type OrchestrationUnitOfWork = UnitOfWork<OrchestrationRepositories>;
