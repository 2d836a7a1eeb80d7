import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { Execution, ExecutionFilter, ExecutionId } from '../domain/execution.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { CancelExecution } from '../service/cancel-execution.ts';
import type { GetExecutionTree } from '../service/get-execution-tree.ts';
import type { GetExecution } from '../service/get-execution.ts';
import type { ListExecutions } from '../service/list-executions.ts';
import type { PauseExecution } from '../service/pause-execution.ts';
import type { RequestExecution } from '../service/request-execution.ts';
import type { RerunExecution } from '../service/rerun-execution.ts';
import { toExecutionJson, toSummaryJson, toTreeJson, type TemporalWeb } from './execution-json.ts';

interface Use {
  readonly requestExecution: RequestExecution;
  readonly listExecutions: ListExecutions;
  readonly getExecution: GetExecution;
  readonly getExecutionTree: GetExecutionTree;
  readonly cancelExecution: CancelExecution;
  readonly pauseExecution: PauseExecution;
  readonly rerunExecution: RerunExecution;
}

export function executionOperations(use: Use, web: TemporalWeb): Pick<Operations, 'executeWorkflow' | 'listExecutions' | 'getExecution' | 'getExecutionTree' | 'cancelExecution' | 'pauseExecution' | 'resumeExecution' | 'rerunExecution'> {
  const summary = (execution: Execution) => toSummaryJson(execution, web);
  return {
    async executeWorkflow({ actor, path, body }) {
      const execution = await use.requestExecution(actor, {
        workflowId: path.workflowId as WorkflowId,
        ...(body.version !== undefined && { version: body.version }),
        input: body.input ?? {},
        ...(body.priority !== undefined && { priority: body.priority }),
        compensateOnIneffective: false,
      });
      return { status: 202, body: summary(execution), location: `/api/v1/executions/${execution.id}` };
    },

    async listExecutions({ actor, query }) {
      const filter: ExecutionFilter = {
        ...(query.workflow_id !== undefined && { workflowId: query.workflow_id as WorkflowId }),
        ...(query.status !== undefined && { status: query.status }),
        ...(query.alert_id !== undefined && { alertId: query.alert_id }),
        ...(query.parent_execution_id !== undefined && { parentExecutionId: query.parent_execution_id }),
        ...(query.correlation_id !== undefined && { correlationId: query.correlation_id }),
      };
      const page = await use.listExecutions(actor, filter, pageRequest('listExecutions', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listExecutions', query, page, summary) };
    },

    async getExecution({ actor, path }) {
      const execution = await use.getExecution(actor, path.executionId as ExecutionId);
      return { status: 200, body: toExecutionJson(execution, web), etag: execution.version };
    },

    async getExecutionTree({ actor, path }) {
      const { execution, tasks, rerunRefusal } = await use.getExecutionTree(actor, path.executionId as ExecutionId);
      return { status: 200, body: { ...summary(execution), error: execution.error ?? null, tasks: tasks.map((node) => toTreeJson(node, toSummaryJson(execution, web).temporal.web_url, rerunRefusal)) } };
    },

    async pauseExecution({ actor, path }) {
      return { status: 202, body: summary(await use.pauseExecution(actor, path.executionId as ExecutionId, true)) };
    },

    async resumeExecution({ actor, path }) {
      return { status: 202, body: summary(await use.pauseExecution(actor, path.executionId as ExecutionId, false)) };
    },

    async rerunExecution({ actor, path, body }) {
      const execution = await use.rerunExecution(actor, path.executionId as ExecutionId, { from: body.from, ...(body.input !== undefined && { input: body.input }) });
      return { status: 202, body: summary(execution), location: `/api/v1/executions/${execution.id}` };
    },

    async cancelExecution({ actor, path }) {
      const execution = await use.cancelExecution(actor, path.executionId as ExecutionId);
      return { status: 202, body: summary(execution) };
    },
  };
}
