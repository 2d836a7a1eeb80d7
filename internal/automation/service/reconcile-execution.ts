import { AppError } from '#pkg/apperror';
import type { Actor, Clock, Json } from '#internal/kernel';
import { conclude, hasEnded, temporalWorkflowId, type ExecutionEndStatus, type ExecutionId } from '../domain/execution.ts';
import { executionChanged, executionCheckDue, executionFinished } from '../domain/execution-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { EngineState, ExecutionRunner } from '../ports/execution-runner.ts';
import type { StartExecution } from './start-execution.ts';

export type ReconcileExecution = (actor: Actor, id: ExecutionId, round: number) => Promise<void>;

const MINUTE = 60_000;
const LONGEST_PAUSE = 10 * MINUTE;

/**
 * Reacts to `automation.execution.check_due`: an execution that is open here but closed or unknown at the engine (terminated by an
 * operator, timed out, lost with the engine's database) never reports its end, so it is ended here, loudly, with the reason. One that the
 * engine still runs, and one that cannot be asked about, is looked at again later, at least every ten minutes. One that should have started
 * long ago is started: its request may have been given up, or lost with the engine's last seconds. Idempotent.
 */
export function reconcileExecution(deps: {
  readonly work: AutomationUnitOfWork;
  readonly clock: Clock;
  readonly runner: ExecutionRunner;
  readonly startExecution: StartExecution;
}): ReconcileExecution {
  return async (actor, id, round) => {
    const seen = await deps.work.read(actor, ({ executions }) => executions.get(id));
    if (hasEnded(seen)) return;
    const state = await unlessDown(() => deps.runner.state(seen));
    const unheardOf = seen.status === 'pending' && state?.known === false;
    if (unheardOf) await unlessDown(() => deps.startExecution(actor, id));

    await deps.work.run(actor, async ({ executions, audit, outbox }) => {
      const execution = await executions.lock(id);
      if (hasEnded(execution)) return;
      if (!state || unheardOf || (state.known && state.open)) {
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

function reasonOf(id: ExecutionId, state: EngineState): Json {
  const what = state.known && !state.open ? `was ${state.ended.replace('_', ' ')} at Temporal` : 'is unknown to Temporal';
  return {
    type: 'urn:orchestrix:error:execution-lost',
    title: 'The execution ended without telling',
    detail: `Workflow ${temporalWorkflowId(id)} ${what}. What its last task did is not known, and compensations that had not run will not run.`,
  };
}
