import type { Actor, Clock } from '#internal/kernel';
import { depthOf } from '../domain/causation.ts';
import { readEvent } from '../domain/cloud-event.ts';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { durationMs } from '../domain/duration.ts';
import { completeSets } from '../domain/event-sets.ts';
import { hasEnded, type ExecutionId } from '../domain/execution.ts';
import { CATCH_UP_MS, fireAfter, scheduleDue, scheduledKey, type NextCronTime, type ScheduleState } from '../domain/schedule-state.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { RequestExecution } from './request-execution.ts';

export interface FireSchedule {
  /** Reacts to the timer: requests an execution, unless the last one still runs or the time is long past, and sets the next timer. */
  timer(actor: Actor, id: WorkflowId, at: Date): Promise<void>;
  /** Reacts to the end of an execution: a schedule of `after` counts from here. */
  ended(actor: Actor, id: ExecutionId): Promise<void>;
  /** Reacts to events that were delivered to the workflow: requests an execution for each complete set of them, whose input they are. */
  events(actor: Actor, id: WorkflowId): Promise<void>;
}

const EVENTS_AT_ONCE = 500;

/** Starts executions of workflows that start by themselves. All of it is idempotent: a timer counts once, an execution has a key of its fire. */
export function fireSchedule(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly request: RequestExecution; readonly nextCron: NextCronTime }): FireSchedule {
  const { work, clock, request, nextCron } = deps;
  const scheduleOf = async (workflows: { getVersion(id: WorkflowId, version: number): Promise<{ readonly definition: unknown }> }, { workflowId, workflowVersion }: ScheduleState) =>
    ((await workflows.getVersion(workflowId as WorkflowId, workflowVersion)).definition as WorkflowDefinition).schedule;
  const start = (actor: Actor, { workflowId, workflowVersion }: ScheduleState, what: string, input: RequestInput, causationDepth = 0) =>
    request(actor, { workflowId: workflowId as WorkflowId, version: workflowVersion, requestKey: scheduledKey(workflowId, what), compensateOnIneffective: false, input, ...(causationDepth > 0 && { causationDepth }) });

  return {
    timer: (actor, id, at) =>
      work.run(actor, async ({ schedules, workflows, executions, outbox }) => {
        const state = await schedules.lock(id);
        if (!state || state.pausedAt || state.nextAt?.getTime() !== at.getTime()) return;
        const schedule = await scheduleOf(workflows, state);
        if (!schedule) return;
        const now = clock.now();
        const busy = state.lastExecutionId !== undefined && !hasEnded(await executions.get(state.lastExecutionId as ExecutionId));
        const late = state.kind !== 'after' && now.getTime() - at.getTime() > CATCH_UP_MS;
        const started = busy || late ? undefined : await start(actor, state, at.toISOString(), {});
        const nextAt = fireAfter(schedule, at, now, nextCron);
        const { nextAt: _, ...rest } = state;
        await schedules.put({ ...rest, ...(nextAt && { nextAt }), ...(started && { lastExecutionId: started.id }) });
        if (nextAt) outbox.publish(scheduleDue(id, nextAt));
      }),

    ended: (actor, executionId) =>
      work.run(actor, async ({ executions, schedules, workflows, outbox }) => {
        const { workflowId, finishedAt } = await executions.get(executionId);
        const state = await schedules.lock(workflowId);
        if (state?.kind !== 'after' || state.lastExecutionId !== executionId || state.nextAt || !finishedAt) return;
        const schedule = await scheduleOf(workflows, state);
        const pause = schedule && 'after' in schedule ? durationMs(schedule.after) : undefined;
        if (pause === undefined) return;
        const nextAt = new Date(finishedAt.getTime() + pause);
        await schedules.put({ ...state, nextAt });
        if (!state.pausedAt) outbox.publish(scheduleDue(workflowId, nextAt));
      }),

    events: (actor, id) =>
      work.run(actor, async ({ schedules, subscriptions, workflows }) => {
        const state = await schedules.lock(id);
        const subscription = await subscriptions.find({ workflowId: id });
        if (!state || !subscription) return;
        const schedule = await scheduleOf(workflows, state);
        if (!schedule || !('on' in schedule)) return;
        const offered = await subscriptions.delivered(subscription.id, -1, EVENTS_AT_ONCE);
        for (const set of completeSets(subscription.interest, offered)) {
          const last = set.events.at(-1);
          // While it is paused, events pass by.
          if (last && !state.pausedAt) await start(actor, state, `on:${subscription.id}:${last.position}`, set.events.map(({ event }) => readEvent(event, schedule.read)), Math.max(...set.events.map(({ event }) => depthOf(event))));
          await subscriptions.forget(subscription.id, set.used);
        }
      }),
  };
}

type RequestInput = Parameters<RequestExecution>[1]['input'];
