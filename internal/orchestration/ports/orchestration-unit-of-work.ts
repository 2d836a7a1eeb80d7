import type { UnitOfWork } from '#internal/kernel';
import type { PlanRepository } from './plan-repository.ts';
import type { RegoPolicyRepository } from './rego-policy-repository.ts';
import type { WebhookLedger } from './webhook-ledger.ts';

export interface OrchestrationRepositories {
  readonly plans: PlanRepository;
  readonly policies: RegoPolicyRepository;
  readonly webhooks: WebhookLedger;
}

export type OrchestrationUnitOfWork = UnitOfWork<OrchestrationRepositories>;
