import { createHash } from 'node:crypto';
import type { Actor, Clock, IdGenerator, Json } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { canonicalJson } from '#pkg/hash-chain';
import type { TemporalOptions } from '#pkg/temporal';
import { planActivities } from './activities/plan-activities.ts';
import { planSubscriptions } from './consumers/plan-subscriptions.ts';
import { planWorkflowId } from './domain/plan.ts';
import { webhookSignatures } from './crypto/webhook-signatures.ts';
import { planOperations } from './http/plan-operations.ts';
import { policyOperations } from './http/policy-operations.ts';
import { webhookOperations } from './http/webhook-operations.ts';
import { OpaPolicies } from './opa/opa-policies.ts';
import { shippedPolicy } from './opa/shipped-policy.ts';
import type { AgentDirectory } from './ports/agent-directory.ts';
import type { PlanTickets } from './ports/plan-tickets.ts';
import { postgresOrchestration } from './postgres/postgres-orchestration.ts';
import { planOwner } from './postgres/postgres-plan-owner.ts';
import { recordedDurations } from './postgres/recorded-durations.ts';
import { advancePlan } from './service/advance-plan.ts';
import { approvePlan } from './service/approve-plan.ts';
import { cancelPlan } from './service/cancel-plan.ts';
import { decidePlan } from './service/decide-plan.ts';
import { deletePolicy } from './service/delete-policy.ts';
import { getFlowStatus } from './service/get-flow-status.ts';
import { getPlan } from './service/get-plan.ts';
import { listPlans } from './service/list-plans.ts';
import { openPlanTickets } from './service/open-plan-tickets.ts';
import { putPolicy } from './service/put-policy.ts';
import { getPolicy, listPolicies } from './service/read-policies.ts';
import { receivePipelineWebhook } from './service/receive-pipeline-webhook.ts';
import { reconcilePlan } from './service/reconcile-plan.ts';
import { replanPlan } from './service/replan-plan.ts';
import { startPlan } from './service/start-plan.ts';
import { submitPlan } from './service/submit-plan.ts';
import { tellEngine } from './service/tell-engine.ts';
import { tryPolicy } from './service/try-policy.ts';
import { validatePlan } from './service/validate-plan.ts';
import { TemporalPlans } from './temporal/temporal-plans.ts';

export interface OrchestrationDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly tickets: PlanTickets;
  readonly agents: AgentDirectory;
  readonly temporal: TemporalOptions;
  /** Path of the command `opa`, which compiles policies; without one only compiled bundles are taken. */
  readonly opa?: string;
  /** File of the compiled policy that holds for tenants without one of their own. */
  readonly defaultPolicyFile: string;
  /** A secret of the tenant by its name; undefined when there is none. */
  readonly secretOf: (actor: Actor, name: string) => Promise<Json | undefined>;
}

const digest = (value: Json): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** Wires plans and Flow C, which runs them. Nothing connects before it is used. */
export function createOrchestration({ transactions, clock, ids, tickets, agents, temporal, opa, defaultPolicyFile, secretOf }: OrchestrationDeps) {
  const work = postgresOrchestration(transactions);
  const runner = new TemporalPlans(temporal);
  const engine = new OpaPolicies(opa);
  const defaultPolicy = shippedPolicy(defaultPolicyFile);
  const policy = decidePlan({ work, clock, engine, agents, defaultPolicy });
  const useCases = {
    validatePlan: validatePlan({ clock }),
    submitPlan: submitPlan({ work, clock, ids, digest, policy }),
    listPlans: listPlans({ work }),
    getPlan: getPlan({ work }),
    cancelPlan: cancelPlan({ work, clock }),
    approvePlan: approvePlan({ work, clock, policy }),
    replanPlan: replanPlan({ work, clock, tickets, digest, policy }),
    getFlowStatus: getFlowStatus({ work, clock }),
    listPolicies: listPolicies({ work }),
    getPolicy: getPolicy({ work }),
    putPolicy: putPolicy({ work, clock, compiler: engine, engine }),
    deletePolicy: deletePolicy({ work }),
    tryPolicy: tryPolicy({ work, compiler: engine, engine, defaultPolicy }),
    receivePipelineWebhook: receivePipelineWebhook({ work, clock, tickets, verifier: webhookSignatures(secretOf) }),
  };
  return {
    operations: { ...planOperations(useCases), ...policyOperations(useCases), ...webhookOperations(useCases) },
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
    /** Ends the connection to Temporal and the thread of policies. */
    async stop(): Promise<void> {
      await runner.close();
      await engine.close();
    },
  };
}
