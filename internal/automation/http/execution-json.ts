import type { Json } from '#internal/kernel';
import { temporalWorkflowId, type Execution } from '../domain/execution.ts';
import type { RecordedStep, TreeNode } from '../domain/execution-tree.ts';
import type { ExecutionWithSteps } from '../service/get-execution.ts';

/** Where people look at Temporal: its Web UI, if there is one, and the namespace. */
export interface TemporalWeb {
  readonly uiUrl?: string;
  readonly namespace: string;
}

/** An execution as lists show it. */
export const toSummaryJson = (execution: Execution, web: TemporalWeb) => ({
  id: execution.id,
  workflow_id: execution.workflowId,
  workflow_version: execution.workflowVersion,
  workflow_name: execution.workflowName,
  status: execution.status,
  priority: execution.priority ?? ('NORMAL' as const),
  outcome: execution.outcome ?? null,
  target: execution.target ?? null,
  alert_id: execution.alertId ?? null,
  request_key: execution.requestKey ?? null,
  requested_by: execution.requestedBy,
  correlation_id: execution.correlationId,
  causation_depth: execution.causationDepth ?? 0,
  temporal: temporalJson(execution, web),
  paused: execution.pausedAt !== undefined,
  paused_by: execution.pausedBy ?? null,
  rerun_of: execution.rerunOf ?? null,
  rerun_from: execution.rerunFrom ? (execution.rerunFrom.path ?? null) : null,
  cancel_requested_at: execution.cancelRequestedAt?.toISOString() ?? null,
  cancel_requested_by: execution.cancelRequestedBy ?? null,
  created_at: execution.createdAt.toISOString(),
  started_at: execution.startedAt?.toISOString() ?? null,
  finished_at: execution.finishedAt?.toISOString() ?? null,
});

/** An execution with its steps. */
export const toExecutionJson = (execution: ExecutionWithSteps, web: TemporalWeb) => ({
  ...toSummaryJson(execution, web),
  input: execution.input,
  output: execution.output ?? null,
  error: execution.error ?? null,
  verification: execution.verification ?? null,
  compensate_on_ineffective: execution.compensateOnIneffective,
  timeout_seconds: execution.timeoutSeconds ?? null,
  steps: execution.steps.map(toStepJson),
});

/** A task of the tree; `page` is the execution's page of Temporal's Web UI, if there is one. */
export function toTreeJson(node: TreeNode, page: string | null, refusal: (path: string) => string | undefined): ReturnType<typeof nodeJson> & { readonly rerun: RerunJson; readonly children: readonly Json[] } {
  return {
    ...nodeJson(node, page),
    rerun: rerunJson(node, refusal),
    // The contract's schemas are not recursive; every level looks like this one.
    children: node.children.map((child) => toTreeJson(child, page, refusal) as Json),
  };
}

type RerunJson = Readonly<Record<'from' | 'refused', string | null>>;

/** A round of a loop is run again from its first task. */
function rerunJson({ kind, path, children }: TreeNode, refusal: (path: string) => string | undefined): RerunJson {
  const from = kind === 'iteration' ? (children[0]?.path ?? path) : path;
  const refused = refusal(from) ?? null;
  return { from: refused === null ? from : null, refused };
}

const nodeJson = ({ path, name, kind, status, iteration, startedAt, finishedAt, attempts }: TreeNode, page: string | null) => ({
  path, name, kind, status, iteration,
  input: attempts.at(-1)?.input ?? null,
  output: attempts.at(-1)?.output ?? null,
  error: attempts.at(-1)?.error ?? null,
  ...timesJson({ startedAt, ...(finishedAt && { finishedAt }) }),
  attempts: attempts.map(toAttemptJson),
  links: linksJson(attempts, page),
});

const toAttemptJson = (step: RecordedStep) => ({ attempt: step.attempt, status: step.status, error: step.error ?? null, ...timesJson(step), ticket_id: step.ticketId ?? null, activity_id: step.activityId ?? null, approval_id: step.approvalId ?? null, child_execution_id: step.childExecutionId ?? null });

function linksJson(attempts: readonly RecordedStep[], page: string | null) {
  const path = (place: string, id: string | undefined) => (id === undefined ? null : `/api/v1/${place}/${id}`);
  const ranByActivity = attempts.some(({ activityId }) => activityId !== undefined);
  return {
    ticket: path('tickets', attempts.findLast(({ ticketId }) => ticketId !== undefined)?.ticketId),
    approval: path('approvals', attempts.findLast(({ approvalId }) => approvalId !== undefined)?.approvalId),
    execution: path('executions', attempts.findLast(({ childExecutionId }) => childExecutionId !== undefined)?.childExecutionId),
    temporal: ranByActivity ? page : null,
  };
}

const timesJson = ({ startedAt, finishedAt }: Pick<RecordedStep, 'startedAt' | 'finishedAt'>) => ({
  started_at: startedAt.toISOString(),
  finished_at: finishedAt?.toISOString() ?? null,
  duration_ms: finishedAt ? Math.max(0, finishedAt.getTime() - startedAt.getTime()) : null,
});

const toStepJson = (step: ExecutionWithSteps['steps'][number]) => ({
  path: step.path,
  name: step.name,
  kind: step.kind,
  status: step.status,
  attempt: step.attempt,
  input: step.input ?? null,
  output: step.output ?? null,
  error: step.error ?? null,
  ...timesJson(step),
  ticket_id: step.ticketId ?? null,
  activity_id: step.activityId ?? null,
});

function temporalJson({ id, temporalRunId }: Execution, { uiUrl, namespace }: TemporalWeb) {
  const workflowId = temporalWorkflowId(id);
  const page = temporalRunId === undefined || uiUrl === undefined ? undefined : `namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}/${temporalRunId}/history`;
  return { workflow_id: workflowId, run_id: temporalRunId ?? null, web_url: page === undefined ? null : `${uiUrl?.replace(/\/$/, '')}/${page}` };
}
