import type { JsonObject } from '#internal/kernel';
import type { Plan } from './plan.ts';
import type { PlanTask } from './plan-task.ts';
import { BAND_TERMS } from './risk-band.ts';

/** One key per task and revision that brought it, so that a task that a replan changed gets a ticket of its own. */
export const ticketKey = (planId: string, { taskId, revision }: Pick<PlanTask, 'taskId' | 'revision'>): string => `plan:${planId}:${revision}:${taskId}`;

const shared = (plan: Plan) => ({
  planId: plan.id,
  ...(plan.intentId !== undefined && { intentId: plan.intentId }),
  ...(plan.decisionId !== undefined && { decisionId: plan.decisionId }),
  riskBand: plan.riskBand,
  qos: BAND_TERMS[plan.riskBand].qos,
});

/** The ticket of a task. */
export const taskDraft = (plan: Plan, task: PlanTask, byId: ReadonlyMap<string, PlanTask>) => ({
  ...shared(plan),
  taskId: task.taskId,
  type: task.taskType,
  description: task.description,
  idempotencyKey: ticketKey(plan.id, task),
  dependsOn: task.dependencies.flatMap((id) => {
    const dependency = byId.get(id);
    return dependency ? [ticketKey(plan.id, dependency)] : [];
  }),
  priority: task.priority,
  slaDeadline: task.slaDeadline,
  maxRetries: task.maxRetries,
  estimatedDurationMs: task.estimatedDurationMs,
  parameters: task.parameters,
  requiredCapabilities: task.requiredCapabilities,
  metadata: { plan_name: plan.name, wave: task.wave, revision: task.revision } satisfies JsonObject,
});

const COMPENSATION_RETRIES = 5;
const COMPENSATION_TIME_MS = 60 * 60_000;

/** The ticket that undoes a task: as urgent as can be, since the world is between two states. */
export const compensationDraft = (plan: Plan, task: PlanTask, now: Date) => ({
  ...shared(plan),
  taskId: `${task.taskId}/undo`,
  type: 'COMPENSATE' as const,
  description: task.compensation?.description ?? '',
  idempotencyKey: `${ticketKey(plan.id, task)}:undo`,
  dependsOn: [],
  priority: 'CRITICAL' as const,
  slaDeadline: new Date(now.getTime() + COMPENSATION_TIME_MS),
  maxRetries: COMPENSATION_RETRIES,
  estimatedDurationMs: task.estimatedDurationMs,
  parameters: task.compensation?.parameters ?? {},
  requiredCapabilities: task.compensation?.requiredCapabilities ?? [],
  ...(task.ticketId !== undefined && (task.status === 'completed' || task.status === 'failed') && { compensates: task.ticketId }),
  metadata: { plan_name: plan.name, undoes: task.taskId, cause: plan.cause?.detail ?? '' } satisfies JsonObject,
});
