import type { PlanStatus } from '../domain/plan.ts';
import type { PlanTask } from '../domain/plan-task.ts';

/** Name of the workflow type. Its id is `orchestration:plan:<plan id>`; see `planWorkflowId`. */
export const RUN_PLAN = 'runPlan';
/** Signal: a ticket of the plan has ended. Argument `TicketNews`. */
export const TICKET_COMPLETED = 'ticket_completed';
/** Signal: stop, and undo what is done. Argument `CancelPlanRequest`. A cancellation of the workflow itself means the same. */
export const CANCEL_WORKFLOW = 'cancel_workflow';
/** Query: `PlanState`. */
export const GET_STATUS = 'get_status';
/** Query: `PlanTicketState[]`. */
export const GET_TICKETS = 'get_tickets';
/** Update: somebody has approved the plan. Refused unless it waits for that. Answers the plan's status. */
export const APPROVE = 'approve';
/** Update: the plan has a new revision. Argument `ReplanRequest`. Refused when it is not newer, or the plan is over. Answers the plan's status. */
export const REPLAN = 'replan';

/** Longest time that a dead worker holds a plan up: the client that starts one passes it. */
export const PLAN_TASK_TIMEOUT = '5 seconds';

/** Names the plan; everything else is read where it is kept. Fields may be added, never changed. */
export interface RunPlanInput {
  readonly tenantId: string;
  readonly planId: string;
  readonly correlationId: string;
  readonly traceparent?: string;
  /** Events of a history after which the next one begins, when the server suggests none earlier. */
  readonly eventsPerRun?: number;
  /** What an earlier run of the same plan has not told yet. */
  readonly carried?: {
    readonly news: readonly string[];
    readonly cancel?: CancelPlanRequest;
    /** Times the plan was carried on into a new history. */
    readonly runs: number;
  };
}

export interface TicketNews {
  readonly ticketId: string;
}

export interface CancelPlanRequest {
  readonly by?: string;
}

export interface ReplanRequest {
  readonly revision: number;
}

export interface PlanState {
  readonly planId: string;
  readonly status: PlanStatus;
  readonly revision: number;
  readonly inFlight: number;
  /** How many tasks are in each state. */
  readonly tasks: Readonly<Partial<Record<PlanTask['status'], number>>>;
}

export interface PlanTicketState {
  readonly taskId: string;
  readonly status: PlanTask['status'];
  readonly ticketId?: string;
  readonly compensation?: NonNullable<PlanTask['compensationStatus']>;
}

export interface RunPlanResult {
  readonly status: PlanStatus;
}
