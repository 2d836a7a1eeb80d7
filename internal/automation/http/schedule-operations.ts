import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import { durationMs, type Duration } from '../domain/duration.ts';
import type { ScheduleFire } from '../domain/schedule-fire.ts';
import type { ScheduleState } from '../domain/schedule-state.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { BackfillWorkflowSchedule } from '../service/backfill-workflow-schedule.ts';
import type { GetWorkflowSchedule, PauseWorkflowSchedule, ResumeWorkflowSchedule, ScheduleWithFires } from '../service/control-schedule.ts';
import type { ListWorkflowScheduleFires, ListWorkflowSchedules } from '../service/list-workflow-schedules.ts';
import type { TriggerWorkflowSchedule } from '../service/trigger-workflow-schedule.ts';

interface Use {
  readonly listWorkflowSchedules: ListWorkflowSchedules;
  readonly getWorkflowSchedule: GetWorkflowSchedule;
  readonly pauseWorkflowSchedule: PauseWorkflowSchedule;
  readonly resumeWorkflowSchedule: ResumeWorkflowSchedule;
  readonly triggerWorkflowSchedule: TriggerWorkflowSchedule;
  readonly backfillWorkflowSchedule: BackfillWorkflowSchedule;
  readonly listWorkflowScheduleFires: ListWorkflowScheduleFires;
}

export function scheduleOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async listWorkflowSchedules({ actor, query }) {
      const { kind, paused } = query;
      const page = await use.listWorkflowSchedules(actor, { ...(kind !== undefined && { kind }), ...(paused !== undefined && { paused }) }, pageRequest('listWorkflowSchedules', query, ['uuid']));
      return { status: 200, body: pageJson('listWorkflowSchedules', query, page, ({ workflowName, ...state }) => ({ ...toStateJson(state), workflow_name: workflowName })) };
    },
    async getWorkflowSchedule({ actor, path }) {
      return { status: 200, body: toScheduleJson(await use.getWorkflowSchedule(actor, path.workflowId as WorkflowId)) };
    },
    async pauseWorkflowSchedule({ actor, path, body }) {
      return { status: 200, body: toScheduleJson(await use.pauseWorkflowSchedule(actor, path.workflowId as WorkflowId, body.note)) };
    },
    async resumeWorkflowSchedule({ actor, path, body }) {
      return { status: 200, body: toScheduleJson(await use.resumeWorkflowSchedule(actor, path.workflowId as WorkflowId, body?.note)) };
    },
    async triggerWorkflowSchedule({ actor, path, body }) {
      const { overlap } = body ?? {};
      return { status: 200, body: toFireJson(await use.triggerWorkflowSchedule(actor, { workflowId: path.workflowId as WorkflowId, ...(overlap !== undefined && { overlap }) })) };
    },
    async backfillWorkflowSchedule({ actor, path, body }) {
      const fires = await use.backfillWorkflowSchedule(actor, { workflowId: path.workflowId as WorkflowId, from: new Date(body.from), to: new Date(body.to) });
      return { status: 200, body: { fires: fires.map(({ fireTime, executionId, fresh }) => ({ fire_time: fireTime.toISOString(), execution_id: executionId, started_now: fresh })) } };
    },
    async listWorkflowScheduleFires({ actor, path, query }) {
      const { outcome } = query;
      const bound = { ...query, workflow_id: path.workflowId }; // a cursor of one workflow means nothing for another
      const page = await use.listWorkflowScheduleFires(actor, path.workflowId as WorkflowId, outcome === undefined ? {} : { outcome }, pageRequest('listWorkflowScheduleFires', bound, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listWorkflowScheduleFires', bound, page, toFireJson) };
    },
  };
}

const toStateJson = ({ workflowId, workflowVersion, kind, nextAt, startsAt, lastExecutionId, buffered, pausedAt, pausedBy, note, waitingEvents, counts }: ScheduleState) => ({
  workflow_id: workflowId,
  workflow_version: workflowVersion,
  kind,
  next_fire_time: pausedAt ? null : (nextAt?.toISOString() ?? null),
  next_starts_at: pausedAt ? null : (startsAt?.toISOString() ?? null),
  last_execution_id: lastExecutionId ?? null,
  buffered_fire_time: buffered?.fireTime.toISOString() ?? null,
  paused_at: pausedAt?.toISOString() ?? null,
  paused_by: pausedBy ?? null,
  note: note ?? null,
  waiting_events: waitingEvents,
  counts: { started: counts.started, skipped: counts.skipped, missed: counts.missed, expired: counts.expired },
});

const toScheduleJson = ({ terms: { schedule, timeZone, overlap, jitterMs, catchUpMs }, fires, ...state }: ScheduleWithFires) => ({
  ...toStateJson(state),
  every_seconds: 'every' in schedule ? seconds(schedule.every) : null,
  cron: 'cron' in schedule ? schedule.cron : null,
  after_seconds: 'after' in schedule ? seconds(schedule.after) : null,
  time_zone: 'cron' in schedule ? timeZone : null,
  ...('every' in schedule || 'cron' in schedule ? { overlap, jitter_seconds: jitterMs / 1000, catch_up_seconds: catchUpMs / 1000 } : { overlap: null, jitter_seconds: null, catch_up_seconds: null }),
  next_fires: fires.map(({ fireTime, startsAt }) => ({ fire_time: fireTime.toISOString(), starts_at: startsAt.toISOString() })),
});

const seconds = (duration: Duration): number => (durationMs(duration) ?? 0) / 1000;

const toFireJson = ({ id, source, outcome, fireTime, lastFireTime, count, reason, executionId, createdAt }: ScheduleFire) => ({
  id,
  source,
  outcome,
  fire_time: fireTime.toISOString(),
  last_fire_time: lastFireTime?.toISOString() ?? null,
  count,
  reason: reason ?? null,
  execution_id: executionId ?? null,
  created_at: createdAt.toISOString(),
});
