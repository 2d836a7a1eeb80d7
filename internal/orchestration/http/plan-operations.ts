import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { PlanFilter, PlanId } from '../domain/plan.ts';
import { planDiagram } from '../domain/plan-diagram.ts';
import type { ApprovePlan } from '../service/approve-plan.ts';
import type { CancelPlan } from '../service/cancel-plan.ts';
import type { GetFlowStatus } from '../service/get-flow-status.ts';
import type { GetPlan } from '../service/get-plan.ts';
import type { ListPlans } from '../service/list-plans.ts';
import type { ReplanPlan } from '../service/replan-plan.ts';
import type { SubmitPlan } from '../service/submit-plan.ts';
import type { ValidatePlan } from '../service/validate-plan.ts';
import { toPlanDocument } from './plan-document-json.ts';
import { toCheckJson, toPlanJson, toPlanSummaryJson } from './plan-json.ts';

interface Use {
  readonly submitPlan: SubmitPlan;
  readonly validatePlan: ValidatePlan;
  readonly listPlans: ListPlans;
  readonly getPlan: GetPlan;
  readonly cancelPlan: CancelPlan;
  readonly approvePlan: ApprovePlan;
  readonly replanPlan: ReplanPlan;
  readonly getFlowStatus: GetFlowStatus;
}

/** Thirty days, as the contract says. */
const DEFAULT_WINDOW_SECONDS = 2_592_000;

export function planOperations(use: Use): Pick<Operations, 'submitPlan' | 'validatePlan' | 'listPlans' | 'getPlan' | 'getPlanDiagram' | 'cancelPlan' | 'approvePlan' | 'replanPlan' | 'getFlowStatus'> {
  return {
    async submitPlan({ actor, body }) {
      const plan = await use.submitPlan(actor, { document: toPlanDocument(body), ...(body.request_key !== undefined && { requestKey: body.request_key }) });
      return { status: 202, body: toPlanSummaryJson(plan), location: `/api/v1/plans/${plan.id}` };
    },

    async validatePlan({ body }) {
      return { status: 200, body: toCheckJson(use.validatePlan(toPlanDocument(body)), body.tasks.length) };
    },

    async listPlans({ actor, query }) {
      const filter: PlanFilter = {
        ...(query.status !== undefined && { status: query.status }),
        ...(query.risk_band !== undefined && { riskBand: query.risk_band }),
        ...(query.intent_id !== undefined && { intentId: query.intent_id }),
        ...(query.decision_id !== undefined && { decisionId: query.decision_id }),
      };
      const page = await use.listPlans(actor, filter, pageRequest('listPlans', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listPlans', query, page, toPlanSummaryJson) };
    },

    async getPlan({ actor, path }) {
      const plan = await use.getPlan(actor, path.planId as PlanId);
      return { status: 200, body: toPlanJson(plan), etag: plan.version };
    },

    async getPlanDiagram({ actor, path, accept }) {
      const { tasks } = await use.getPlan(actor, path.planId as PlanId);
      return { status: 200, body: planDiagram(tasks), mediaType: accept };
    },

    async cancelPlan({ actor, path }) {
      return { status: 202, body: toPlanSummaryJson(await use.cancelPlan(actor, path.planId as PlanId)) };
    },

    async replanPlan({ actor, path, body }) {
      return { status: 202, body: toPlanSummaryJson(await use.replanPlan(actor, path.planId as PlanId, toPlanDocument(body))) };
    },

    async getFlowStatus({ actor, query }) {
      const status = await use.getFlowStatus(actor, query.window_seconds ?? DEFAULT_WINDOW_SECONDS);
      return {
        status: 200,
        body: {
          since: status.since.toISOString(),
          total_processed: status.totalProcessed,
          success_rate: status.successRate ?? null,
          average_latency_ms: status.averageLatencyMs ?? null,
          p95_latency_ms: status.p95LatencyMs ?? null,
          active_executions: status.activeExecutions,
        },
      };
    },

    async approvePlan({ actor, path }) {
      return { status: 202, body: toPlanSummaryJson(await use.approvePlan(actor, path.planId as PlanId)) };
    },
  };
}
