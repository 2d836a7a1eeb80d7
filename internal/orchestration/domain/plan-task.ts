import type { Json } from '#internal/kernel';
import { remainingAfter } from './critical-path.ts';
import { DEFAULT_RETRIES, type PlanDocument, type TaskSpec } from './plan-document.ts';
import { BAND_TERMS, type TaskPriority } from './risk-band.ts';
import { layersOf } from './task-graph.ts';

/** `waiting` for its dependencies or its turn, `offered` to agents, or ended. `removed` by a replan. */
export type PlanTaskStatus = 'waiting' | 'offered' | 'completed' | 'failed' | 'cancelled' | 'removed';
/** How far undoing it is; absent while there is nothing to undo. */
export type CompensationStatus = 'offered' | 'completed' | 'failed';

/** One task of a plan and what has become of it. */
export interface PlanTask extends Omit<TaskSpec, 'priority'> {
  readonly position: number;
  /** Generation of the topological order, from 0. */
  readonly wave: number;
  /** The revision of the plan that brought it. */
  readonly revision: number;
  readonly priority: TaskPriority;
  readonly maxRetries: number;
  /** When it should be done, so that what depends on it can still be in time. */
  readonly slaDeadline: Date;
  readonly status: PlanTaskStatus;
  readonly ticketId?: string;
  /** The agent that it was reserved for, until one has it: then that one. */
  readonly agentId?: string;
  /** Whose slot was reserved for it when it was offered, and until when nobody else could have it. */
  readonly reservedFor?: string;
  readonly reservedUntil?: Date;
  /** Why it was offered when it was, and who went first. */
  readonly scheduleReason?: string;
  readonly offeredAt?: Date;
  readonly startedAt?: Date;
  readonly completedAt?: Date;
  readonly error?: Json;
  readonly compensationStatus?: CompensationStatus;
  readonly compensationTicketId?: string;
}

type Terms = Pick<PlanDocument, 'riskBand' | 'retryPolicies'> & { readonly deadline: Date };

/** The tasks of a document without faults, each waiting, with all that the plan decides for it. */
export function planTasks(specs: readonly TaskSpec[], { riskBand, retryPolicies, deadline }: Terms, { revision, earliest }: { readonly revision: number; readonly earliest: Date }): readonly PlanTask[] {
  const remaining = remainingAfter(specs, ({ estimatedDurationMs }) => estimatedDurationMs);
  const waves = new Map(layersOf(specs).waves.flatMap((wave, index) => wave.map(({ taskId }) => [taskId, index] as const)));
  return specs.map((spec, position) => ({
    ...spec,
    position,
    wave: waves.get(spec.taskId) ?? 0,
    revision,
    priority: spec.priority ?? BAND_TERMS[riskBand].priority,
    maxRetries: retryPolicies[spec.taskType]?.maxRetries ?? DEFAULT_RETRIES[spec.taskType],
    slaDeadline: new Date(Math.max(earliest.getTime() + 1, deadline.getTime() - (remaining.get(spec.taskId) ?? 0))),
    status: 'waiting',
  }));
}

/** Whether nothing more happens to it by itself. */
export const taskHasEnded = ({ status }: Pick<PlanTask, 'status'>): boolean => status !== 'waiting' && status !== 'offered';
