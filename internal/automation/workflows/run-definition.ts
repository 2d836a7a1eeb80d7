import { ActivityFailure, CancellationScope, defineSignal, isCancellation, patched, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import type { Json } from '#internal/kernel';
import { durationMs } from '../domain/duration.ts';
import { problem, type Problem } from '../domain/definition-problem.ts';
import { compensate } from './compensate.ts';
import { CANCEL_EXECUTION, EXECUTION_NEWS, PAUSE_EXECUTION, type CancelRequest, type PauseRequest, type RunDefinitionInput, type RunDefinitionResult } from './contract.ts';
import type { Ending } from './continued-run.ts';
import { beginExecution, continueExecution, ExecutionState, finishExecution, shapeOutput, verifyOutcome } from './execution-state.ts';
import { beginsWithCall } from './folded-ends.ts';
import { runList } from './interpreter.ts';
import { outermost } from './run-scope.ts';
import { stopIfCancelled } from './task-context.ts';
import { TaskFault, unlessFailed } from './task-fault.ts';

type Outcome = RunDefinitionResult['outcome'];
type Reached = { readonly output: Json; readonly outcome?: Outcome };

/**
 * Interprets a workflow definition: runs its tasks, verifies the outcome where that is asked for, and undoes what was done when a task fails,
 * when the execution is cancelled or takes too long, or when it had no effect.
 */
export async function runDefinition(input: RunDefinitionInput): Promise<RunDefinitionResult> {
  const state = new ExecutionState(input);
  const main = new CancellationScope();
  let stop: Omit<Ending, 'outcome'> | undefined;
  setHandler(defineSignal<[CancelRequest?]>(CANCEL_EXECUTION), async (request) => {
    // Signals are heard before results: a timer of no length lets the decision that is repeated be taken first.
    if (request?.afterRedo) await sleep(1);
    stop ??= { status: request?.as ?? 'cancelled', error: request?.as === undefined ? cancelled(request) : closedFromOutside(request) };
    main.cancel();
  });

  setHandler(defineSignal<[string]>(EXECUTION_NEWS), (topic) => void state.news.add(topic));
  setHandler(defineSignal<[PauseRequest]>(PAUSE_EXECUTION), ({ paused }) => {
    state.paused = paused;
  });

  const deadline = new CancellationScope();
  const limit = timeLimitMs(state);
  if (limit !== undefined) {
    const expire = (): void => {
      stop ??= { status: 'timed_out', error: problem('timeout', '/', `the execution took longer than ${limit} ms`) };
      main.cancel();
    };
    const left = state.facts.startedAt + limit - Date.now();
    // A timer of no length may come later than the end of a short run, and the next run would set the next one.
    if (left <= 0 && input.continued && !input.continued.ending && patched('overdue-at-once')) expire();
    // Cancelled when the work is done in time.
    else deadline.run(async () => { await sleep(Math.max(1, left)); expire(); }).catch(() => undefined);
  }

  if (input.continued) await continueExecution({ ...state.envelope(), runId: workflowInfo().runId });
  // Stopped before it goes on: a task that began now would be undone without having been done.
  const stopped = input.continued && main.consideredCancelled && patched('stopped-before-it-goes-on') ? stop : undefined;
  let end: Reached | Ending;
  try {
    end = input.continued?.ending ?? stopped ?? (await main.run(() => work(state)));
  } catch (error) {
    if (error instanceof TaskFault) end = { status: 'failed', error: error.problem };
    else if (isCancellation(error)) end = stop ?? { status: 'cancelled', error: cancelled() };
    else if (error instanceof ActivityFailure) end = { status: 'failed', error: problem('runtime', '/', error.cause?.message ?? error.message) };
    else throw error;
  }
  deadline.cancel();
  return CancellationScope.nonCancellable(() => conclude(state, end));
}

async function work(state: ExecutionState): Promise<Reached | Ending> {
  const { definition, input, facts } = state;
  let data: Json = null;
  if (!input.continued) {
    data = await begun(state);
    state.context = input.startAt?.context ?? data;
  }
  ({ data } = await runList(state, definition.do, '/do', data, outermost(state.visits)));
  if (definition.output) {
    data = unlessFailed(await shapeOutput({ ...state.envelope(), rules: definition.output, data, context: state.context, workflow: facts })).data;
  }
  if (!state.completed) stopIfCancelled();
  if (input.verification === undefined) return { output: data };

  const { outcome, reason } = await verifyOutcome({ ...state.envelope(), verification: input.verification, startedAt: Date.now() });
  stopIfCancelled();
  if (outcome !== 'ineffective') return { output: data, outcome };
  return { status: 'failed', error: { ...problem('runtime', '/verify', reason), title: 'Ineffective' }, outcome };
}

/** The execution runs: its input, checked and shaped. */
async function begun(state: ExecutionState): Promise<Json> {
  const { definition, input, facts } = state;
  if (beginsWithCall(state)) {
    state.beginWithFirstCall();
    return input.input;
  }
  const { data } = unlessFailed(await beginExecution({
    ...state.envelope(), runId: workflowInfo().runId, input: input.input, workflow: facts, ...(definition.input && { rules: definition.input }),
  }));
  return data;
}

async function conclude(state: ExecutionState, end: Reached | Ending): Promise<RunDefinitionResult> {
  const outcome = end.outcome === undefined ? {} : { outcome: end.outcome };
  state.giveUpTickets('');
  if (!('error' in end)) {
    if (!state.completed) await finishExecution({ ...state.envelope(), status: 'completed', output: end.output, ...outcome });
    state.shown.end('completed');
    return { status: 'completed', ...outcome };
  }
  const undoes = end.outcome === undefined || state.input.compensateOnIneffective;
  const unwound = undoes && (await compensate(state, end));
  const failures = state.undoFailures;
  const undone = unwound && end.status === 'failed' ? 'compensated' : end.status;
  const status = failures.length > 0 ? 'compensation_failed' : undone;
  const error = failures.length > 0 ? { ...end.error, compensation_failures: failures } : end.error;
  await finishExecution({ ...state.envelope(), status, error, ...outcome });
  state.shown.end(status);
  return { status, ...outcome };
}

/** The shorter of what the execution and its definition allow. */
function timeLimitMs({ input, definition }: ExecutionState): number | undefined {
  const own = typeof definition.timeout === 'string' ? definition.use?.timeouts?.[definition.timeout] : definition.timeout;
  const limits = [own && durationMs(own.after), input.timeoutSeconds === undefined ? undefined : input.timeoutSeconds * 1000].filter((ms) => ms !== undefined);
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

const closedFromOutside = ({ reason = '' }: CancelRequest): Problem => ({ ...problem('runtime', '/', reason), title: 'The execution was ended from outside' });

const cancelled = ({ by, reason }: CancelRequest = {}): Problem => ({
  ...problem('runtime', '/', ['the execution was cancelled', by && `by ${by}`, reason && `: ${reason}`].filter(Boolean).join(' ')),
  title: 'Cancelled',
});
