import type { Page, PageRequest } from '#internal/kernel';
import type { FlowStatus } from '../domain/flow-status.ts';
import type { Plan, PlanFilter, PlanId } from '../domain/plan.ts';
import type { PlanTask } from '../domain/plan-task.ts';

/** Plans of one tenant and their tasks: the unit of work that hands this out has fixed the tenant. */
export interface PlanRepository {
  /** Stores the plan with its tasks unless its request key is taken, in which case nothing changes. Tells whether it stored them; waits for a racing transaction. */
  addUnlessKeyTaken(plan: Plan, tasks: readonly PlanTask[]): Promise<boolean>;
  findByRequestKey(requestKey: string): Promise<Plan | undefined>;
  /** Throws `not_found`, also for a plan of another tenant. */
  get(id: PlanId): Promise<Plan>;
  /** A plan locked until the transaction ends. Throws `not_found`. */
  lock(id: PlanId): Promise<Plan>;
  /** Newest first by (created_at, id). */
  list(filter: PlanFilter, page: PageRequest): Promise<Page<Plan>>;
  /** Throws `conflict` when the plan changed since it was read. */
  save(plan: Plan): Promise<void>;
  /** Plans that have not ended. */
  countOpen(): Promise<number>;
  /** Over the plans that ended since then. */
  flowStatus(since: Date): Promise<FlowStatus>;
  /** All tasks of a plan, also removed ones, by position. */
  tasks(id: PlanId): Promise<readonly PlanTask[]>;
  /** Stores new tasks of a plan and replaces what is there of known ones. */
  putTasks(id: PlanId, tasks: readonly PlanTask[]): Promise<void>;
}
