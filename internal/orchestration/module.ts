import { createHash } from 'node:crypto';
import type { Clock, IdGenerator, Json } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { canonicalJson } from '#pkg/hash-chain';
import { planOperations } from './http/plan-operations.ts';
import { postgresOrchestration } from './postgres/postgres-orchestration.ts';
import { getPlan } from './service/get-plan.ts';
import { listPlans } from './service/list-plans.ts';
import { submitPlan } from './service/submit-plan.ts';
import { validatePlan } from './service/validate-plan.ts';

export interface OrchestrationDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

const digest = (value: Json): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** Wires plans. */
export function createOrchestration({ transactions, clock, ids }: OrchestrationDeps) {
  const work = postgresOrchestration(transactions);
  const useCases = {
    validatePlan: validatePlan({ clock }),
    submitPlan: submitPlan({ work, clock, ids, digest }),
    listPlans: listPlans({ work }),
    getPlan: getPlan({ work }),
  };
  return { operations: planOperations(useCases), useCases };
}
