import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker';
import { workflowBundle } from '#test/temporal';
import { planActivities } from '../activities/plan-activities.ts';
import { planWorkflowId, type PlanId } from '../domain/plan.ts';
import type { PlanDocument } from '../domain/plan-document.ts';
import type { runPlan } from '../workflows/run-plan.ts';
import { CANCEL_WORKFLOW, PLAN_TASK_TIMEOUT, RUN_PLAN, TICKET_COMPLETED, type RunPlanInput } from '../workflows/contract.ts';
import { PlanWorld } from './plan-world.ts';

/** The workflows of this context as the worker bundles them. */
export const planWorkflows = (file = '../workflows/index.ts'): Promise<WorkflowBundle> => workflowBundle(path.resolve(__dirname, file));

/** A plan that runs on Temporal, and what a test does to it. */
export interface DrivenPlan {
  readonly id: PlanId;
  readonly handle: WorkflowHandle<typeof runPlan>;
  /** Waits until agents may lease the tickets of these tasks. */
  offered(...taskIds: readonly string[]): Promise<void>;
  /** An agent ends a ticket, and the plan is told. */
  ends(taskId: string, status?: 'completed' | 'failed'): Promise<void>;
  cancel(): Promise<void>;
}

/** A worker with the real workflow and the real activities on an in-memory world, on a Temporal server. */
export class PlanDriver {
  readonly world = new PlanWorld();
  readonly #taskQueue = `plans-${randomUUID()}`;
  readonly #stop: (() => Promise<void>)[] = [];

  private constructor(private readonly client: Client) {}

  static async start(address: string): Promise<PlanDriver> {
    const connection = await Connection.connect({ address });
    const native = await NativeConnection.connect({ address });
    const driver = new PlanDriver(new Client({ connection }));
    const { world } = driver;
    world.now = new Date();
    const worker = await Worker.create({
      connection: native,
      taskQueue: driver.#taskQueue,
      workflowBundle: await planWorkflows(),
      activities: planActivities({ openPlanTickets: world.openTickets, advancePlan: world.advance }),
    });
    const running = worker.run();
    driver.#stop.push(async () => {
      worker.shutdown();
      await running;
      await native.close();
      await connection.close();
    });
    return driver;
  }

  /** `options` add to the workflow's input. */
  async run(document: PlanDocument, options: Partial<RunPlanInput> = {}): Promise<DrivenPlan> {
    const { world } = this;
    const { id, correlationId, tenantId } = await world.submit(world.ana, { document });
    const handle = await this.client.workflow.start<typeof runPlan>(RUN_PLAN, {
      workflowId: `${planWorkflowId(id)}:${randomUUID()}`,
      taskQueue: this.#taskQueue,
      workflowTaskTimeout: PLAN_TASK_TIMEOUT,
      args: [{ tenantId, planId: id, correlationId, ...options }],
    });
    return {
      id,
      handle,
      async offered(...taskIds) {
        for (let looks = 0; !taskIds.every((each) => world.ledger.leasable.includes(each)); looks += 1) {
          if (looks > 400) throw new Error(`not offered: ${taskIds.join(', ')}`);
          await new Promise((resolve) => setTimeout(resolve, 25));
        }
      },
      ends: (taskId, status = 'completed') => handle.signal(TICKET_COMPLETED, { ticketId: world.ledger.finish(taskId, status) }),
      cancel: () => handle.signal(CANCEL_WORKFLOW, { by: 'ana' }),
    };
  }

  async stop(): Promise<void> {
    for (const stop of this.#stop) await stop();
  }
}
