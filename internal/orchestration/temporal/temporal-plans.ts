import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Actor } from '#internal/kernel';
import { TemporalFrontend, type TemporalOptions } from '#pkg/temporal';
import { planWorkflowId, type Plan } from '../domain/plan.ts';
import type { PlanEngineState, PlanRunner } from '../ports/plan-runner.ts';
import {
  APPROVE, CANCEL_WORKFLOW, PLAN_TASK_TIMEOUT, REPLAN, RUN_PLAN, TICKET_COMPLETED, type CancelPlanRequest, type ReplanRequest, type RunPlanInput, type RunPlanResult, type TicketNews,
} from '../workflows/contract.ts';

/** Drives plans on Temporal. */
export class TemporalPlans implements PlanRunner {
  readonly #temporal: TemporalFrontend;

  constructor(options: TemporalOptions) {
    this.#temporal = new TemporalFrontend(options);
  }

  start(actor: Actor, plan: Plan): Promise<void> {
    return this.#start(actor, plan, 'REJECT_DUPLICATE');
  }

  restart(actor: Actor, plan: Plan): Promise<void> {
    return this.#start(actor, plan, 'ALLOW_DUPLICATE');
  }

  async tellTicket(planId: string, ticketId: string): Promise<void> {
    const news: TicketNews = { ticketId };
    await this.#tell(() => this.#handle(planId).signal(TICKET_COMPLETED, news));
  }

  async tellCancelled({ id, cancelRequestedBy }: Plan): Promise<void> {
    const request: CancelPlanRequest = cancelRequestedBy === undefined ? {} : { by: cancelRequestedBy };
    await this.#tell(() => this.#handle(id).signal(CANCEL_WORKFLOW, request));
  }

  async tellApproved({ id }: Plan): Promise<void> {
    await this.#tell(() => this.#handle(id).executeUpdate(APPROVE, { updateId: APPROVE }));
  }

  async tellReplanned({ id, revision }: Plan): Promise<void> {
    const request: ReplanRequest = { revision };
    await this.#tell(() => this.#handle(id).executeUpdate(REPLAN, { updateId: `${REPLAN}:${revision}`, args: [request] }));
  }

  async state({ id }: Plan): Promise<PlanEngineState> {
    try {
      const { status } = await this.#temporal.call(() => this.#handle(id).describe());
      return status.name === 'RUNNING' ? 'open' : 'closed';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'unknown';
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#temporal.close();
  }

  async #start({ traceparent }: Actor, plan: Plan, workflowIdReusePolicy: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE'): Promise<void> {
    const input: RunPlanInput = { tenantId: plan.tenantId, planId: plan.id, correlationId: plan.correlationId, ...(traceparent !== undefined && { traceparent }) };
    const start = () =>
      this.#temporal.client.workflow.start<(input: RunPlanInput) => Promise<RunPlanResult>>(RUN_PLAN, {
        workflowId: planWorkflowId(plan.id),
        taskQueue: this.#temporal.taskQueue,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy,
        workflowTaskTimeout: PLAN_TASK_TIMEOUT,
        priority: { fairnessKey: plan.tenantId },
        staticSummary: plan.name.slice(0, 200),
        memo: { tenant_id: plan.tenantId, plan_id: plan.id },
      });
    await this.#temporal.call(start).catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error; // it has run before, to some end
    });
  }

  /** What the plan knows already, or is too late for, is refused by it, and that is well. */
  async #tell(call: () => Promise<unknown>): Promise<void> {
    await this.#temporal.call(call).catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError) && !(error instanceof WorkflowUpdateFailedError)) throw error;
    });
  }

  #handle(planId: string) {
    return this.#temporal.client.workflow.getHandle(planWorkflowId(planId));
  }
}
