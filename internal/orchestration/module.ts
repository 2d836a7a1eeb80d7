import { createHash } from 'node:crypto';
import type { Clock, IdGenerator, Json } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { canonicalJson } from '#pkg/hash-chain';
import type { TemporalOptions } from '#pkg/temporal';
import { planActivities } from './activities/plan-activities.ts';
import { planSubscriptions } from './consumers/plan-subscriptions.ts';
import { planWorkflowId } from './domain/plan.ts';
import { planOperations } from './http/plan-operations.ts';
import type { AgentDirectory } from './ports/agent-directory.ts';
import type { PlanTickets } from './ports/plan-tickets.ts';
import { postgresOrchestration } from './postgres/postgres-orchestration.ts';
import { planOwner } from './postgres/postgres-plan-owner.ts';
import { recordedDurations } from './postgres/recorded-durations.ts';
import { advancePlan } from './service/advance-plan.ts';
import { approvePlan } from './service/approve-plan.ts';
import { cancelPlan } from './service/cancel-plan.ts';
import { getPlan } from './service/get-plan.ts';
import { listPlans } from './service/list-plans.ts';
import { openPlanTickets } from './service/open-plan-tickets.ts';
import { reconcilePlan } from './service/reconcile-plan.ts';
import { startPlan } from './service/start-plan.ts';
import { submitPlan } from './service/submit-plan.ts';
import { tellEngine } from './service/tell-engine.ts';
import { validatePlan } from './service/validate-plan.ts';
import { TemporalPlans } from './temporal/temporal-plans.ts';

export interface OrchestrationDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly tickets: PlanTickets;
  readonly agents: AgentDirectory;
  readonly temporal: TemporalOptions;
}

const digest = (value: Json): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** Wires plans and Flow C, which runs them. Nothing connects before it is used. */
export function createOrchestration({ transactions, clock, ids, tickets, agents, temporal }: OrchestrationDeps) {
  const work = postgresOrchestration(transactions);
  const runner = new TemporalPlans(temporal);
  const useCases = {
    validatePlan: validatePlan({ clock }),
    submitPlan: submitPlan({ work, clock, ids, digest }),
    listPlans: listPlans({ work }),
    getPlan: getPlan({ work }),
    cancelPlan: cancelPlan({ work, clock }),
    approvePlan: approvePlan({ work, clock }),
  };
  return {
    operations: planOperations(useCases),
    activities: planActivities({
      openPlanTickets: openPlanTickets({ work, clock, tickets }),
      advancePlan: advancePlan({ work, clock, tickets, agents, predictor: recordedDurations(transactions), digest }),
    }),
    subscriptions: planSubscriptions({
      startPlan: startPlan({ work, runner }),
      tellEngine: tellEngine({ work, runner }),
      reconcilePlan: reconcilePlan({ work, clock, runner }),
      tellTicket: (planId, ticketId) => runner.tellTicket(planId, ticketId),
    }),
    useCases,
    temporal: { ownerOf: planOwner(transactions), workflowIdOf: planWorkflowId },
    /** Ends the connection to Temporal. */
    stop: () => runner.close(),
  };
}
