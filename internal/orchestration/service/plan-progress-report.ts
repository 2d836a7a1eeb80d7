import { planHasEnded, type PlanStatus } from '../domain/plan.ts';
import type { PlanTask } from '../domain/plan-task.ts';
import type { PlanInHand } from './plan-in-hand.ts';

/** Where a plan is, for the one who drives it. */
export interface PlanProgress {
  readonly status: PlanStatus;
  readonly ended: boolean;
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly deadlineMs: number;
  /** Tasks that still need a ticket. */
  readonly unopened: number;
  /** Tickets of tasks and compensations that agents may work on now. */
  readonly inFlight: number;
  readonly tasks: readonly TaskProgress[];
}

export interface TaskProgress {
  readonly taskId: string;
  readonly status: PlanTask['status'];
  readonly ticketId?: string;
  readonly compensation?: NonNullable<PlanTask['compensationStatus']>;
}

/** Tells of the tasks that changed, or of all. */
export function progressReport({ plan, tasks, changed }: PlanInHand, everything = false): PlanProgress {
  return {
    status: plan.status,
    ended: planHasEnded(plan),
    revision: plan.revision,
    deadlineMs: plan.deadline.getTime(),
    unopened: tasks.filter(({ status, ticketId }) => status === 'waiting' && ticketId === undefined).length,
    inFlight: tasks.filter(({ status, compensationStatus }) => status === 'offered' || compensationStatus === 'offered').length,
    tasks: (everything ? tasks : changed).map(({ taskId, status, ticketId, compensationStatus }) => ({
      taskId,
      status,
      ...(ticketId !== undefined && { ticketId }),
      ...(compensationStatus && { compensation: compensationStatus }),
    })),
  };
}
