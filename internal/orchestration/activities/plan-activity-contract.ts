import type { PlanProgress } from '../service/plan-progress-report.ts';

/** Whom an activity is for; stored in histories, so fields are added, never changed. */
export interface PlanRef {
  readonly tenantId: string;
  readonly planId: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}

export interface OpenTicketsInput {
  readonly plan: PlanRef;
  readonly limit: number;
}

export interface AdvanceInput {
  readonly plan: PlanRef;
  readonly news: readonly string[];
  readonly lookAtAll: boolean;
  readonly everything: boolean;
  readonly cancel?: { readonly by?: string };
}

/** The worker's half of `runPlan`: both are local activities, for they touch nothing but our own database. */
export interface PlanActivities {
  /** Begins the plan and opens some of its tickets. Throws `conflict` when it may not run. */
  openPlanTickets(input: OpenTicketsInput): Promise<PlanProgress>;
  /** One step; see the use case `advancePlan`. */
  advancePlan(input: AdvanceInput): Promise<PlanProgress>;
}
