import type { Operations } from '#internal/platform/http';
import type { WorkflowId } from '../domain/workflow.ts';
import type { GetWorkflowSchedule, PauseWorkflowSchedule, ResumeWorkflowSchedule, ScheduleWithFires } from '../service/control-schedule.ts';

interface Use {
  readonly getWorkflowSchedule: GetWorkflowSchedule;
  readonly pauseWorkflowSchedule: PauseWorkflowSchedule;
  readonly resumeWorkflowSchedule: ResumeWorkflowSchedule;
}

export function scheduleOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async getWorkflowSchedule({ actor, path }) {
      return { status: 200, body: toScheduleJson(await use.getWorkflowSchedule(actor, path.workflowId as WorkflowId)) };
    },
    async pauseWorkflowSchedule({ actor, path, body }) {
      return { status: 200, body: toScheduleJson(await use.pauseWorkflowSchedule(actor, path.workflowId as WorkflowId, body.note)) };
    },
    async resumeWorkflowSchedule({ actor, path }) {
      return { status: 200, body: toScheduleJson(await use.resumeWorkflowSchedule(actor, path.workflowId as WorkflowId)) };
    },
  };
}

const toScheduleJson = ({ workflowId, workflowVersion, kind, lastExecutionId, pausedAt, pausedBy, note, fires }: ScheduleWithFires) => ({
  workflow_id: workflowId,
  workflow_version: workflowVersion,
  kind,
  next_fire_times: fires.map((at) => at.toISOString()),
  last_execution_id: lastExecutionId ?? null,
  paused_at: pausedAt?.toISOString() ?? null,
  paused_by: pausedBy ?? null,
  note: note ?? null,
});
