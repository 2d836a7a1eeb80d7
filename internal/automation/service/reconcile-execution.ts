import { AppError } from '#pkg/apperror';
import type { Actor, Clock, Json } from '#internal/kernel';
import { closedFromOutside, conclude, hasEnded, temporalWorkflowId, type Execution, type ExecutionEndStatus, type ExecutionId } from '../domain/execution.ts';
import { executionChanged, executionCheckDue, executionFinished } from '../domain/execution-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { EngineState, ExecutionRunner } from '../ports/execution-runner.ts';
import type { StartExecution } from './start-execution.ts';

export type ReconcileExecution = (actor: Actor, id: ExecutionId, round: number) => Promise<void>;

const MINUTE = 60_000;
const LONGEST_PAUSE = 10 * MINUTE;

/**
 * Reacts to `automation.execution.check_due`: an execution that is open here but was closed at the engine from outside (terminated by an
 * operator, timed out) cannot run its compensations, so it is taken up again to undo what it had done. One that the engine does not know, or
 * that cannot be taken up, never reports its end, so it is ended here, loudly, with the reason. One that the engine still runs, and one that
 * cannot be asked about, is looked at again later, at least every ten minutes. One that should have started long ago is started: its request
 * may have been given up, or lost with the engine's last seconds. Idempotent.
 */
export function reconcileExecution(deps: {
  readonly work: AutomationUnitOfWork;
  readonly clock: Clock;
  readonly runner: ExecutionRunner;
  readonly startExecution: StartExecution;
}): ReconcileExecution {
  /** Whether the execution is, or will be, on its way to undo what it did. */
  const takeUp = async (actor: Actor, seen: Execution, state: EngineState): Promise<boolean> => {
    if (state.known && state.open) {
      // The order may have been lost on its way; hearing it again changes nothing.
      if (seen.cancelRequestedAt) await unlessDown(() => deps.runner.cancel(seen));
      return false;
    }
    if (!state.known || (state.ended !== 'terminated' && state.ended !== 'timed_out')) return false;
    const { ended } = state;
    // First the reason, so that a run that was taken up never goes on as if nothing had happened.
    const stopping = await deps.work.run(actor, async ({ executions, audit }) => {
      const execution = await executions.lock(seen.id);
      if (hasEnded(execution)) return execution;
      const closed = closedFromOutside(execution, ended, deps.clock.now());
      if (closed !== execution) await executions.save(closed);
      audit.record(executionChanged('taken_up', execution, closed));
      return closed;
    });
    const taken = await unlessDown(() => deps.runner.takeUp(stopping));
    if (taken) await unlessDown(() => deps.runner.cancel(stopping));
    return taken ?? true; // undefined: the engine went down, and is asked again
  };

  return async (actor, id, round) => {
    const seen = await deps.work.read(actor, ({ executions }) => executions.get(id));
    if (hasEnded(seen)) return;
    const state = await unlessDown(() => deps.runner.state(seen));
    const takenUp = state && (await takeUp(actor, seen, state));
    const unheardOf = seen.status === 'pending' && state?.known === false;
    if (unheardOf) await unlessDown(() => deps.startExecution(actor, id));

    await deps.work.run(actor, async ({ executions, audit, outbox }) => {
      const execution = await executions.lock(id);
      if (hasEnded(execution)) return;
      if (!state || takenUp || unheardOf || (state.known && state.open)) {
        const pause = Math.min(MINUTE * 2 ** Math.min(round, 10), LONGEST_PAUSE);
        outbox.publish(executionCheckDue(execution, round + 1, new Date(deps.clock.now().getTime() + pause)));
        return;
      }
      const ended = conclude(execution, { status: statusOf(state), error: reasonOf(id, state) }, deps.clock.now());
      await executions.save(ended);
      audit.record(executionChanged('reconciled', execution, ended));
      outbox.publish(executionFinished(ended));
    });
  };
}

/** Nothing while the engine is down: the next look comes with the next timer, however long that lasts. */
async function unlessDown<Result>(ask: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return undefined;
    throw error;
  }
}

function statusOf(state: EngineState): ExecutionEndStatus {
  if (!state.known || state.open) return 'failed';
  if (state.ended === 'timed_out') return 'timed_out';
  return state.ended === 'cancelled' ? 'cancelled' : 'failed';
}

const whatHappened = (id: ExecutionId, state: EngineState): string =>
  `Workflow ${temporalWorkflowId(id)} ${state.known && !state.open ? `was ${state.ended.replace('_', ' ')} at Temporal` : 'is unknown to Temporal'}.`;

const reasonOf = (id: ExecutionId, state: EngineState): Json => ({
  type: 'urn:orchestrix:error:execution-lost',
  title: 'The execution ended without telling',
  detail: `${whatHappened(id, state)} What its last task did is not known, and compensations that had not run will not run.`,
});
