import type { Selectable } from 'kysely';
import { jsonOrNull, present, type TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { Execution, ExecutionId, ExecutionOutcome, ExecutionStatus, RerunPlace } from '../domain/execution.ts';
import type { ExecutionPriority } from '../domain/execution-quota.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { StepRecord } from '../ports/execution-journal.ts';

type Tables = TablesOf<'automation'>;

export const fromExecution = (execution: Execution) => ({
  ...execution,
  input: JSON.stringify(execution.input),
  output: jsonOrNull(execution.output),
  error: jsonOrNull(execution.error),
  verification: jsonOrNull(execution.verification),
  outcome: execution.outcome ?? null,
  timeoutSeconds: execution.timeoutSeconds ?? null,
  target: execution.target ?? null,
  alertId: execution.alertId ?? null,
  requestKey: execution.requestKey ?? null,
  parentExecutionId: execution.parentExecutionId ?? null,
  depth: execution.depth ?? null,
  causationDepth: execution.causationDepth ?? 0,
  temporalRunId: execution.temporalRunId ?? null,
  cancelRequestedAt: execution.cancelRequestedAt ?? null,
  cancelRequestedBy: execution.cancelRequestedBy ?? null,
  priority: execution.priority ?? 'NORMAL',
  admittedAt: execution.admittedAt ?? null,
  pausedAt: execution.pausedAt ?? null,
  pausedBy: execution.pausedBy ?? null,
  rerunOf: execution.rerunOf ?? null,
  rerunFrom: execution.rerunFrom === undefined ? null : JSON.stringify(execution.rerunFrom),
  startedAt: execution.startedAt ?? null,
  finishedAt: execution.finishedAt ?? null,
});

/** The driver reads SQL NULL and the JSON value null alike; an output that is null is read as absent, which the API shows alike, too. */
export function toExecution(row: Selectable<Tables['automation.executions']>): Execution {
  const { id, tenantId, workflowId, workflowVersion, workflowName, status, input, compensateOnIneffective, requestedBy, correlationId, createdAt, version, priority, causationDepth, ...optional } = row;
  const { outcome, rerunOf, rerunFrom, ...rest } = present(optional);
  return {
    id: id as ExecutionId,
    tenantId: tenantId as TenantId,
    workflowId: workflowId as WorkflowId,
    workflowVersion,
    workflowName,
    status: status as ExecutionStatus,
    input,
    compensateOnIneffective,
    requestedBy,
    correlationId,
    createdAt,
    version,
    ...(priority !== 'NORMAL' && { priority: priority as ExecutionPriority }),
    ...(causationDepth > 0 && { causationDepth }),
    ...(rerunOf !== undefined && { rerunOf: rerunOf as ExecutionId }),
    ...(rerunFrom !== undefined && { rerunFrom: rerunFrom as unknown as RerunPlace }),
    ...(outcome !== undefined && { outcome: outcome as ExecutionOutcome }),
    ...rest,
  };
}

export const fromStep = (step: StepRecord) => ({
  path: step.path,
  attempt: step.attempt,
  name: step.name,
  kind: step.kind,
  status: step.status,
  startedAt: step.startedAt,
  finishedAt: step.finishedAt ?? null,
  input: jsonOrNull(step.input),
  output: jsonOrNull(step.output),
  error: jsonOrNull(step.error),
  context: jsonOrNull(step.context),
  ticketId: step.ticketId ?? null,
  activityId: step.activityId ?? null,
});

export function toStep(row: Selectable<Tables['automation.executionSteps']>): StepRecord {
  const { path, attempt, name, kind, status, startedAt, finishedAt, input, output, error, context, ticketId, activityId } = row;
  return { path, attempt, name, kind, status: status as StepRecord['status'], startedAt, ...present({ finishedAt, input, output, error, context, ticketId, activityId }) };
}
