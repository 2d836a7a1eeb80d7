import type { OperationInput } from '#internal/platform/http';
import { invalid } from '#pkg/apperror';
import type { PlanDocument, RetryPolicies, TaskSpec } from '../domain/plan-document.ts';

type DraftJson = OperationInput<'submitPlan'>['body'];

const DEFAULT_DURATION_MS = 60_000;
const DEFAULT_PARALLEL = 100;

/** A draft that has the shape of the contract, with what it leaves out. Throws `invalid` for a deadline that is no time. */
export const toPlanDocument = (draft: DraftJson): PlanDocument => ({
  name: draft.name,
  ...(draft.intent_id !== undefined && { intentId: draft.intent_id }),
  ...(draft.decision_id !== undefined && { decisionId: draft.decision_id }),
  riskBand: draft.risk_band ?? 'MEDIUM',
  sla: {
    ...(draft.sla?.deadline !== undefined && { deadline: deadlineOf(draft.sla.deadline) }),
    ...(draft.sla?.timeout_ms !== undefined && { timeoutMs: draft.sla.timeout_ms }),
  },
  requiresApproval: draft.requires_approval ?? false,
  maxParallel: draft.max_parallel ?? DEFAULT_PARALLEL,
  retryPolicies: retriesOf(draft.retry_policies ?? {}),
  metadata: draft.metadata ?? {},
  tasks: draft.tasks.map(toTaskSpec),
});

function toTaskSpec(task: DraftJson['tasks'][number]): TaskSpec {
  const { compensation, required_capabilities: capabilities = [] } = task;
  return {
    taskId: task.task_id,
    taskType: task.task_type,
    description: task.description ?? '',
    dependencies: task.dependencies ?? [],
    parameters: task.parameters ?? {},
    requiredCapabilities: capabilities,
    estimatedDurationMs: task.estimated_duration_ms ?? DEFAULT_DURATION_MS,
    ...(task.priority !== undefined && { priority: task.priority }),
    ...(compensation && {
      compensation: { description: compensation.description ?? '', parameters: compensation.parameters, requiredCapabilities: compensation.required_capabilities ?? capabilities },
    }),
  };
}

const retriesOf = (policies: NonNullable<DraftJson['retry_policies']>): RetryPolicies =>
  Object.fromEntries(Object.entries(policies).map(([type, { max_retries: maxRetries }]) => [type, { maxRetries }]));

function deadlineOf(text: string): Date {
  const deadline = new Date(text);
  if (Number.isNaN(deadline.getTime()) || deadline.getUTCFullYear() > 9999) throw invalid('/sla/deadline', 'is not a time');
  return deadline;
}
