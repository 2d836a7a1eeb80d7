import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import { temporalWorkflowId, type Execution, type ExecutionFilter, type ExecutionId } from '../domain/execution.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { CancelExecution } from '../service/cancel-execution.ts';
import type { ExecutionWithSteps, GetExecution } from '../service/get-execution.ts';
import type { ListExecutions } from '../service/list-executions.ts';
import type { RequestExecution } from '../service/request-execution.ts';

interface Use {
  readonly requestExecution: RequestExecution;
  readonly listExecutions: ListExecutions;
  readonly getExecution: GetExecution;
  readonly cancelExecution: CancelExecution;
}

/** Where people look at Temporal: its Web UI, if there is one, and the namespace. */
export interface TemporalWeb {
  readonly uiUrl?: string;
  readonly namespace: string;
}

export function executionOperations(use: Use, web: TemporalWeb): Pick<Operations, 'executeWorkflow' | 'listExecutions' | 'getExecution' | 'cancelExecution'> {
  const summary = (execution: Execution) => toSummaryJson(execution, web);
  return {
    async executeWorkflow({ actor, path, body }) {
      const execution = await use.requestExecution(actor, {
        workflowId: path.workflowId as WorkflowId,
        ...(body.version !== undefined && { version: body.version }),
        input: body.input ?? {},
        compensateOnIneffective: false,
      });
      return { status: 202, body: summary(execution), location: `/api/v1/executions/${execution.id}` };
    },

    async listExecutions({ actor, query }) {
      const filter: ExecutionFilter = {
        ...(query.workflow_id !== undefined && { workflowId: query.workflow_id as WorkflowId }),
        ...(query.status !== undefined && { status: query.status }),
        ...(query.alert_id !== undefined && { alertId: query.alert_id }),
        ...(query.correlation_id !== undefined && { correlationId: query.correlation_id }),
      };
      const page = await use.listExecutions(actor, filter, pageRequest('listExecutions', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listExecutions', query, page, summary) };
    },

    async getExecution({ actor, path }) {
      const execution = await use.getExecution(actor, path.executionId as ExecutionId);
      return { status: 200, body: toExecutionJson(execution, web), etag: execution.version };
    },

    async cancelExecution({ actor, path }) {
      const execution = await use.cancelExecution(actor, path.executionId as ExecutionId);
      return { status: 202, body: summary(execution) };
    },
  };
}

const toSummaryJson = (execution: Execution, web: TemporalWeb) => ({
  id: execution.id,
  workflow_id: execution.workflowId,
  workflow_version: execution.workflowVersion,
  workflow_name: execution.workflowName,
  status: execution.status,
  outcome: execution.outcome ?? null,
  target: execution.target ?? null,
  alert_id: execution.alertId ?? null,
  request_key: execution.requestKey ?? null,
  requested_by: execution.requestedBy,
  correlation_id: execution.correlationId,
  temporal: temporalJson(execution, web),
  cancel_requested_at: execution.cancelRequestedAt?.toISOString() ?? null,
  cancel_requested_by: execution.cancelRequestedBy ?? null,
  created_at: execution.createdAt.toISOString(),
  started_at: execution.startedAt?.toISOString() ?? null,
  finished_at: execution.finishedAt?.toISOString() ?? null,
});

const toExecutionJson = (execution: ExecutionWithSteps, web: TemporalWeb) => ({
  ...toSummaryJson(execution, web),
  input: execution.input,
  output: execution.output ?? null,
  error: execution.error ?? null,
  verification: execution.verification ?? null,
  compensate_on_ineffective: execution.compensateOnIneffective,
  timeout_seconds: execution.timeoutSeconds ?? null,
  steps: execution.steps.map(toStepJson),
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
  started_at: step.startedAt.toISOString(),
  finished_at: step.finishedAt?.toISOString() ?? null,
  duration_ms: step.finishedAt ? Math.max(0, step.finishedAt.getTime() - step.startedAt.getTime()) : null,
  ticket_id: step.ticketId ?? null,
  activity_id: step.activityId ?? null,
});

function temporalJson({ id, temporalRunId }: Execution, { uiUrl, namespace }: TemporalWeb) {
  const workflowId = temporalWorkflowId(id);
  const page = temporalRunId === undefined || uiUrl === undefined ? undefined : `namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}/${temporalRunId}/history`;
  return { workflow_id: workflowId, run_id: temporalRunId ?? null, web_url: page === undefined ? null : `${uiUrl?.replace(/\/$/, '')}/${page}` };
}
