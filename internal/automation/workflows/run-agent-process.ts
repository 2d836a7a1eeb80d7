import type { Effect } from '#pkg/saga';
import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { ProcessEnd } from '../activities/exchange-contract.ts';
import type { ProcessTask } from '../domain/definition.ts';
import { awaitNews } from './await-news.ts';
import { cancelProcess, lookAtProcess, openProcessTicket } from './exchange-proxies.ts';
import type { ExecutionState } from './execution-state.ts';
import type { RunScope } from './run-scope.ts';
import { stopIfCancelled, taskData, timeoutMs, type Ended } from './task-context.ts';
import { TaskFault } from './task-fault.ts';

/**
 * Runs a `run: container`, `script` or `shell` task: an agent leases its ticket, and nothing runs here. When the task is stopped, or takes too
 * long, the ticket is cancelled. With `await: false` nobody waits, the output is the input, and the ticket outlives the execution.
 */
export async function runAgentProcess(state: ExecutionState, run: TaskRun & { readonly task: ProcessTask }, input: Json, scope: RunScope): Promise<Ended> {
  const { path, task } = run;
  const settle = (effect: Effect): void => {
    if (effect === 'none') state.saga.settle(path, effect);
  };
  const opened = await openProcessTicket({ ...state.envelope(), ...taskData(state, input, scope), run, input, ticket: orderOf(state, run, scope) });
  if ('error' in opened) {
    settle('none');
    throw new TaskFault(opened.error);
  }
  if (task.run.await === false) return { data: input };

  const { ticketId } = opened;
  state.shown.ticket(path, 'PENDING');
  state.shown.show();
  const look = async (): Promise<ProcessEnd | undefined> => (await lookAtProcess({ ...state.envelope(), run, ticketId })).end;
  let end: ProcessEnd;
  try {
    stopIfCancelled();
    end = (opened.ended ? await look() : undefined) ?? (await awaitNews(state, `ticket:${ticketId}`, look));
    stopIfCancelled();
  } catch (error) {
    // The ticket of a key that others use, too, is theirs.
    if (opened.ours) settle((await cancelProcess({ ...state.envelope(), run, ticketId })).effect);
    state.shown.ticket(path, 'CANCELLED');
    throw error;
  }
  state.shown.ticket(path, end.ticket);
  if ('data' in end) return { data: end.data };
  settle(end.effect);
  throw new TaskFault(end.error);
}

/** A process that is run again after a failure is a new ticket: the agents have tried the first one as often as it allows. */
function orderOf(state: ExecutionState, { task, path, attempt }: TaskRun, { undoing }: RunScope) {
  const { executionId, priority = 'NORMAL', timeoutSeconds } = state.input;
  const limit = timeoutMs(task, state);
  const again = attempt > 1 ? `:${attempt}` : '';
  return {
    type: undoing ? ('COMPENSATE' as const) : ('EXECUTE' as const),
    key: encodeURI(`${executionId}:${path}:${undoing ? 'undo' : 'do'}${again}`),
    priority,
    ...(timeoutSeconds !== undefined && { slaDeadline: state.facts.startedAt + timeoutSeconds * 1000 }),
    ...(limit !== undefined && { timeoutMs: limit }),
  };
}
