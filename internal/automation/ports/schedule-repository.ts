import type { ScheduleState } from '../domain/schedule-state.ts';

/** Schedules of one tenant, one per workflow that starts by itself: the unit of work that hands this out has fixed the tenant. */
export interface ScheduleRepository {
  /** The schedule, locked until the transaction ends; undefined when the workflow has none. */
  lock(workflowId: string): Promise<ScheduleState | undefined>;
  find(workflowId: string): Promise<ScheduleState | undefined>;
  /** Stores it, in place of the one that is there. */
  put(schedule: ScheduleState): Promise<void>;
  remove(workflowId: string): Promise<void>;
}
