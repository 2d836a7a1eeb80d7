import type { Selectable } from 'kysely';
import { jsonOrNull, present, type TablesOf } from '#internal/db';
import type { JsonObject, TenantId } from '#internal/kernel';
import type { Plan, PlanId, PlanStatus, StopCause } from '../domain/plan.ts';
import type { Compensation, RetryPolicies, TaskType } from '../domain/plan-document.ts';
import type { CompensationStatus, PlanTask, PlanTaskStatus } from '../domain/plan-task.ts';
import type { RiskBand, TaskPriority } from '../domain/risk-band.ts';

type Tables = TablesOf<'orchestration'>;

export const fromPlan = (plan: Plan) => ({
  ...plan,
  retryPolicies: JSON.stringify(plan.retryPolicies),
  metadata: JSON.stringify(plan.metadata),
  cause: jsonOrNull(plan.cause),
  result: jsonOrNull(plan.result),
  requestKey: plan.requestKey ?? null,
  intentId: plan.intentId ?? null,
  decisionId: plan.decisionId ?? null,
  approvedBy: plan.approvedBy ?? null,
  approvedAt: plan.approvedAt ?? null,
  cancelRequestedBy: plan.cancelRequestedBy ?? null,
  cancelRequestedAt: plan.cancelRequestedAt ?? null,
  startedAt: plan.startedAt ?? null,
  finishedAt: plan.finishedAt ?? null,
});

export function toPlan(row: Selectable<Tables['orchestration.plans']>): Plan {
  const { requestKey, intentId, decisionId, approvedBy, approvedAt, cancelRequestedBy, cancelRequestedAt, cause, result, startedAt, finishedAt, ...rest } = row;
  return {
    ...rest,
    id: rest.id as PlanId,
    tenantId: rest.tenantId as TenantId,
    riskBand: rest.riskBand as RiskBand,
    status: rest.status as PlanStatus,
    retryPolicies: rest.retryPolicies as unknown as RetryPolicies,
    ...present({ requestKey, intentId, decisionId, approvedBy, approvedAt, cancelRequestedBy, cancelRequestedAt, result, startedAt, finishedAt }),
    ...(cause !== null && { cause: cause as unknown as StopCause }),
  };
}

export const fromTask = (task: PlanTask) => ({
  ...task,
  dependencies: [...task.dependencies],
  requiredCapabilities: [...task.requiredCapabilities],
  parameters: JSON.stringify(task.parameters),
  compensation: jsonOrNull(task.compensation),
  error: jsonOrNull(task.error),
  ticketId: task.ticketId ?? null,
  agentId: task.agentId ?? null,
  reservedFor: task.reservedFor ?? null,
  reservedUntil: task.reservedUntil ?? null,
  scheduleReason: task.scheduleReason ?? null,
  offeredAt: task.offeredAt ?? null,
  startedAt: task.startedAt ?? null,
  completedAt: task.completedAt ?? null,
  compensationStatus: task.compensationStatus ?? null,
  compensationTicketId: task.compensationTicketId ?? null,
});

export function toTask(row: Selectable<Tables['orchestration.planTasks']>): PlanTask {
  const { taskId, position, wave, revision, taskType, description, dependencies, parameters, requiredCapabilities, estimatedDurationMs, priority, maxRetries, slaDeadline, status } = row;
  const { compensation, compensationStatus, error, ticketId, agentId, reservedFor, reservedUntil, scheduleReason, offeredAt, startedAt, completedAt, compensationTicketId } = row;
  return {
    taskId, position, wave, revision, description, dependencies, requiredCapabilities, estimatedDurationMs, maxRetries, slaDeadline,
    taskType: taskType as TaskType,
    priority: priority as TaskPriority,
    status: status as PlanTaskStatus,
    parameters: parameters as JsonObject,
    ...(compensation !== null && { compensation: compensation as unknown as Compensation }),
    ...(compensationStatus !== null && { compensationStatus: compensationStatus as CompensationStatus }),
    ...present({ error, ticketId, agentId, reservedFor, reservedUntil, scheduleReason, offeredAt, startedAt, completedAt, compensationTicketId }),
  };
}
