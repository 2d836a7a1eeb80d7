import type { UnitOfWork } from '#internal/kernel';
import type { ExecutionRepository } from './execution-repository.ts';
import type { WorkflowRepository } from './workflow-repository.ts';

export interface AutomationRepositories {
  readonly workflows: WorkflowRepository;
  readonly executions: ExecutionRepository;
}

export type AutomationUnitOfWork = UnitOfWork<AutomationRepositories>;
