import type { Page, PageRequest } from '#internal/kernel';
import type { FireOutcome, ScheduleFire } from '../domain/schedule-fire.ts';
import type { ScheduleFilter, ScheduleState } from '../domain/schedule-state.ts';

/** A schedule beside the name of its workflow. */
export type NamedSchedule = ScheduleState & { readonly workflowName: string };

/** Schedules of one tenant, one per workflow that starts by itself: the unit of work that hands this out has fixed the tenant. */
export interface ScheduleRepository {
  /** The schedule, locked until the transaction ends; undefined when the workflow has none. */
  lock(workflowId: string): Promise<ScheduleState | undefined>;
  find(workflowId: string): Promise<ScheduleState | undefined>;
  /** By the ids of their workflows, newest first. */
  list(filter: ScheduleFilter, page: PageRequest): Promise<Page<NamedSchedule>>;
  /** Stores it, in place of the one that is there. */
  put(schedule: ScheduleState): Promise<void>;
  remove(workflowId: string): Promise<void>;
  /** Adds to the record of a workflow's fires, and forgets the oldest of them when there are more than `FIRES_KEPT`. The record outlives the schedule. */
  addFires(fires: readonly ScheduleFire[]): Promise<void>;
  /** Newest first by (created_at, id). */
  fires(workflowId: string, filter: { readonly outcome?: FireOutcome }, page: PageRequest): Promise<Page<ScheduleFire>>;
  /** The execution that the workflow's schedule started last, as far as that is on record. */
  lastStarted(workflowId: string): Promise<string | undefined>;
}
