import {
  allHandlersFinished, ApplicationFailure, CancellationScope, condition, continueAsNew, defineQuery, defineSignal, defineUpdate, proxyLocalActivities, setHandler, workflowInfo,
} from '@temporalio/workflow';
import type { PlanActivities } from '../activities/plan-activity-contract.ts';
import type { PlanStatus } from '../domain/plan.ts';
import {
  APPROVE, CANCEL_WORKFLOW, GET_STATUS, GET_TICKETS, REPLAN, TICKET_COMPLETED, type CancelPlanRequest, type PlanState, type PlanTicketState, type ReplanRequest, type RunPlanInput,
  type RunPlanResult, type TicketNews,
} from './contract.ts';

// Failures of ours (database or worker gone) pass, so both retry for ever.
const { openPlanTickets, advancePlan } = proxyLocalActivities<PlanActivities>({ startToCloseTimeout: '20 seconds', retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' } });

/** News are events; this is the safety net for one that was lost. */
const POLL_MS = 60_000;
/** Tickets that are opened, or heard of, in one transaction. */
const BATCH = 250;
/** Far from the 51,200 at which Temporal ends a workflow. */
const MOST_EVENTS = 8_000;

/**
 * Drives a plan to its end: opens its tickets, offers them as their dependencies complete, undoes what was done when it cannot go on. What is true of
 * the plan lies in the database; this holds the time, the waiting and the order of the steps.
 */
export async function runPlan(input: RunPlanInput): Promise<RunPlanResult> {
  const { carried, eventsPerRun = MOST_EVENTS, ...plan } = input;
  const news = new Set(carried?.news);
  const tickets = new Map<string, PlanTicketState>();
  let cancel: CancelPlanRequest | undefined = carried?.cancel;
  let state: Omit<PlanState, 'tasks' | 'planId'> = { status: 'pending', revision: 1, inFlight: 0 };
  let deadlineMs = Number.POSITIVE_INFINITY;
  let told = true; // whether something has happened that the last step did not know of
  let replanned = false;

  setHandler(defineSignal<[TicketNews]>(TICKET_COMPLETED), ({ ticketId }) => {
    news.add(ticketId);
    told = true;
  });
  const stop = (request: CancelPlanRequest = {}): void => {
    cancel ??= request;
    told = true;
  };
  setHandler(defineSignal<[CancelPlanRequest?]>(CANCEL_WORKFLOW), stop);
  CancellationScope.current().cancelRequested.catch(() => stop());
  setHandler(defineQuery<PlanState>(GET_STATUS), () => {
    const tasks: Partial<Record<PlanTicketState['status'], number>> = {};
    for (const { status } of tickets.values()) tasks[status] = (tasks[status] ?? 0) + 1;
    return { planId: plan.planId, ...state, tasks };
  });
  setHandler(defineQuery<PlanTicketState[]>(GET_TICKETS), () => [...tickets.values()]);
  setHandler(defineUpdate<PlanStatus, []>(APPROVE), () => {
    told = true;
    return state.status;
  }, { validator: () => {
    if (state.status !== 'awaiting_approval') throw refused(`the plan is ${state.status} and waits for no approval`);
  } });
  setHandler(defineUpdate<PlanStatus, [ReplanRequest]>(REPLAN), () => {
    told = true;
    replanned = true;
    return state.status;
  }, { validator: ({ revision }) => {
    if (revision <= state.revision) throw refused(`revision ${revision} is not newer than ${state.revision}`);
    if (state.status !== 'pending' && state.status !== 'awaiting_approval' && state.status !== 'running') throw refused(`the plan is ${state.status}`);
  } });

  const note = (progress: Awaited<ReturnType<PlanActivities['advancePlan']>>): typeof progress => {
    const { status, revision, inFlight } = progress;
    state = { status, revision, inFlight };
    deadlineMs = progress.deadlineMs;
    for (const task of progress.tasks) tickets.set(task.taskId, task);
    return progress;
  };

  return CancellationScope.nonCancellable(async () => {
    for (let lookAtAll = carried !== undefined, everything = true; ; ) {
      told = false;
      const heard = [...news].slice(0, BATCH);
      for (const id of heard) news.delete(id);
      let progress = note(await advancePlan({ plan, news: heard, lookAtAll, everything: everything || replanned, ...(cancel && { cancel }) }));
      [everything, replanned] = [false, false];
      if (progress.ended) break;

      if (progress.status === 'pending' || (progress.status === 'running' && progress.unopened > 0)) {
        do progress = note(await openPlanTickets({ plan, limit: BATCH }));
        while (progress.unopened > 0 && !cancel);
        told = true;
      }
      if (news.size > 0) told = true;

      const { continueAsNewSuggested, historyLength } = workflowInfo();
      if (continueAsNewSuggested || historyLength > eventsPerRun) {
        await condition(allHandlersFinished);
        await continueAsNew<typeof runPlan>({ ...plan, ...(input.eventsPerRun !== undefined && { eventsPerRun }), carried: { news: [...news], ...(cancel && { cancel }), runs: (carried?.runs ?? 0) + 1 } });
      }
      const untilDeadline = state.status === 'compensating' ? Number.POSITIVE_INFINITY : Math.max(1000, deadlineMs - Date.now());
      lookAtAll = !(await condition(() => told, Math.min(POLL_MS, untilDeadline)));
    }
    await condition(allHandlersFinished);
    return { status: state.status };
  });
}

const refused = (message: string): ApplicationFailure => ApplicationFailure.nonRetryable(message, 'conflict');
