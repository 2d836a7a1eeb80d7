import { asTenantId, systemActor, type Actor } from '#internal/kernel';
import { asActivities } from '#pkg/temporal';
import type { PlanId } from '../domain/plan.ts';
import type { AdvancePlan } from '../service/advance-plan.ts';
import type { OpenPlanTickets } from '../service/open-plan-tickets.ts';
import type { AdvanceInput, OpenTicketsInput, PlanActivities, PlanRef } from './plan-activity-contract.ts';

/** Flow C, acting for the tenant of a plan. */
const flowActor = ({ tenantId, correlationId, traceparent }: PlanRef): Actor =>
  systemActor(asTenantId(tenantId), 'orchestration', { correlationId, via: 'runPlan', ...(traceparent !== undefined && { traceparent }) });

/** What a plan's workflow may do to the world. */
export function planActivities(use: { readonly openPlanTickets: OpenPlanTickets; readonly advancePlan: AdvancePlan }): PlanActivities {
  return asActivities({
    openPlanTickets: ({ plan, limit }: OpenTicketsInput) => use.openPlanTickets(flowActor(plan), { planId: plan.planId as PlanId, limit }),
    advancePlan: ({ plan, ...request }: AdvanceInput) => use.advancePlan(flowActor(plan), { planId: plan.planId as PlanId, ...request }),
  });
}
