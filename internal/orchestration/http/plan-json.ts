import { analysisOf, type PlanAnalysis } from '../domain/check-plan.ts';
import type { Plan } from '../domain/plan.ts';
import type { PlanTask } from '../domain/plan-task.ts';
import type { PlanCheck } from '../service/validate-plan.ts';
import type { PlanWithTasks } from '../service/get-plan.ts';

export const toPlanSummaryJson = (plan: Plan) => ({
  id: plan.id,
  name: plan.name,
  request_key: plan.requestKey ?? null,
  intent_id: plan.intentId ?? null,
  decision_id: plan.decisionId ?? null,
  risk_band: plan.riskBand,
  status: plan.status,
  revision: plan.revision,
  task_count: plan.taskCount,
  deadline: plan.deadline.toISOString(),
  requires_approval: plan.requiresApproval,
  approved_by: plan.approvedBy ?? null,
  approved_at: plan.approvedAt?.toISOString() ?? null,
  max_parallel: plan.maxParallel,
  requested_by: plan.requestedBy,
  cancel_requested_by: plan.cancelRequestedBy ?? null,
  cancel_requested_at: plan.cancelRequestedAt?.toISOString() ?? null,
  cause: plan.cause ? { kind: plan.cause.kind, detail: plan.cause.detail, task_id: plan.cause.taskId ?? null } : null,
  correlation_id: plan.correlationId,
  created_at: plan.createdAt.toISOString(),
  started_at: plan.startedAt?.toISOString() ?? null,
  finished_at: plan.finishedAt?.toISOString() ?? null,
});

export function toPlanJson({ tasks, ...plan }: PlanWithTasks) {
  const analysis = analysisOf(tasks.filter(({ status }) => status !== 'removed'));
  return {
    ...toPlanSummaryJson(plan),
    retry_policies: Object.fromEntries(Object.entries(plan.retryPolicies).map(([type, { maxRetries }]) => [type, { max_retries: maxRetries }])),
    metadata: plan.metadata,
    document_sha256: plan.documentHash,
    tickets: Object.fromEntries([...Map.groupBy(tasks, ({ status }) => status)].map(([status, those]) => [status, those.length])),
    waves: wavesJson(analysis),
    estimated_effort_ms: analysis.effortMs,
    critical_path: pathJson(analysis),
    result: plan.result ?? null,
    tasks: tasks.map(toTaskJson),
  };
}

export const toCheckJson = (check: PlanCheck, taskCount: number) => ({
  valid: check.valid,
  errors: check.valid ? [] : check.faults.map(({ field, reason }) => ({ field, reason })),
  task_count: taskCount,
  estimated_effort_ms: check.valid ? check.analysis.effortMs : null,
  critical_path: check.valid ? pathJson(check.analysis) : null,
  waves: check.valid ? wavesJson(check.analysis) : [],
});

const wavesJson = ({ waves }: Pick<PlanAnalysis, 'waves'>): string[][] => waves.map((wave) => wave.map(({ taskId }) => taskId));
const pathJson = ({ criticalPath: { tasks, durationMs } }: Pick<PlanAnalysis, 'criticalPath'>) => ({ tasks: [...tasks], duration_ms: durationMs });

const toTaskJson = (task: PlanTask) => ({
  task_id: task.taskId,
  task_type: task.taskType,
  description: task.description,
  dependencies: [...task.dependencies],
  parameters: task.parameters,
  required_capabilities: [...task.requiredCapabilities],
  estimated_duration_ms: task.estimatedDurationMs,
  priority: task.priority,
  max_retries: task.maxRetries,
  sla_deadline: task.slaDeadline.toISOString(),
  wave: task.wave,
  revision: task.revision,
  status: task.status,
  ticket_id: task.ticketId ?? null,
  agent_id: task.agentId ?? null,
  reservation: task.reservedFor !== undefined && task.reservedUntil ? { agent_id: task.reservedFor, expires_at: task.reservedUntil.toISOString() } : null,
  schedule_reason: task.scheduleReason ?? null,
  offered_at: task.offeredAt?.toISOString() ?? null,
  started_at: task.startedAt?.toISOString() ?? null,
  completed_at: task.completedAt?.toISOString() ?? null,
  error: task.error ?? null,
  compensation: task.compensation
    ? { description: task.compensation.description, parameters: task.compensation.parameters, required_capabilities: [...task.compensation.requiredCapabilities] }
    : null,
  compensation_status: task.compensationStatus ?? null,
  compensation_ticket_id: task.compensationTicketId ?? null,
});
