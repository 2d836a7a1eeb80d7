import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { FireOutcome, ScheduleFire } from '../domain/schedule-fire.ts';
import type { ScheduleFilter } from '../domain/schedule-state.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { NamedSchedule } from '../ports/schedule-repository.ts';

export type ListWorkflowSchedules = (actor: Actor, filter: ScheduleFilter, page: PageRequest) => Promise<Page<NamedSchedule>>;
/** Throws `not_found` for a workflow that is not there; one without a schedule may have had one, and keeps its record. */
export type ListWorkflowScheduleFires = (actor: Actor, id: WorkflowId, filter: { readonly outcome?: FireOutcome }, page: PageRequest) => Promise<Page<ScheduleFire>>;

/** One page of the schedules of a tenant, those of the newest workflows first. */
export const listWorkflowSchedules = ({ work }: { readonly work: AutomationUnitOfWork }): ListWorkflowSchedules => (actor, filter, page) => work.read(actor, ({ schedules }) => schedules.list(filter, page));

/** What became of a workflow's fires, newest first. */
export const listWorkflowScheduleFires = ({ work }: { readonly work: AutomationUnitOfWork }): ListWorkflowScheduleFires => (actor, id, filter, page) =>
  work.read(actor, async ({ schedules, workflows }) => {
    await workflows.get(id);
    return schedules.fires(id, filter, page);
  });
