import { CancellationScope, condition, proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { ThrottleActivities } from '../activities/throttle-contract.ts';
import { extensionsOf } from '../domain/definition.ts';
import { SLOT_LEASE_MS, slotHolder, turnTopic } from '../domain/throttle-queue.ts';
import type { ExecutionState } from './execution-state.ts';
import type { RunScope } from './run-scope.ts';
import { stopIfCancelled, taskData, type Ended } from './task-context.ts';
import { unlessFailed } from './task-fault.ts';
import { uninterrupted } from './uninterrupted.ts';

const local = proxyLocalActivities<ThrottleActivities>({ startToCloseTimeout: '20 seconds', retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' } });
const acquireSlot = uninterrupted(local.acquireSlot);
const renewSlot = uninterrupted(local.renewSlot);
const releaseSlot = uninterrupted(local.releaseSlot);

/** Runs a task when its throttle lets it, and gives the slot back however it ends. The wait does not count for the task's own timeout. */
export const throttled = (state: ExecutionState, run: TaskRun, data: Json, scope: RunScope, work: () => Promise<Ended>): Promise<Ended> =>
  extensionsOf(run.task).throttle ? inSlot(state, run, data, scope, work) : work();

async function inSlot(state: ExecutionState, run: TaskRun, data: Json, scope: RunScope, work: () => Promise<Ended>): Promise<Ended> {
  const holder = slotHolder(state.input.executionId, run.path, run.attempt);
  const topic = turnTopic(holder);
  let key: string | undefined;
  try {
    for (;;) {
      const answer = unlessFailed(await acquireSlot({ ...state.envelope(), ...taskData(state, data, scope), run, holder }));
      if ('skipped' in answer) break;
      key = answer.key;
      stopIfCancelled();
      if (answer.retryMs === undefined) break;
      // A signal tells when it is its turn; asking by itself is the safety net, and how time passes under a rate.
      await condition(() => state.news.has(topic), answer.retryMs);
      state.news.delete(topic);
    }
  } catch (error) {
    // Nothing of the task has happened yet.
    state.saga.settle(run.path, 'none');
    if (key !== undefined) await releaseSlot({ ...state.envelope(), key, holder });
    throw error;
  }
  if (key === undefined) return work();
  const renewing = new CancellationScope();
  renewing.run(() => renewed(state, key ?? '', holder)).catch(() => undefined);
  try {
    // The slot belongs to this run: a run that followed would have to ask for its key again, in a context that may have changed.
    return await state.position.pinned(work);
  } finally {
    renewing.cancel();
    await releaseSlot({ ...state.envelope(), key, holder });
  }
}

async function renewed(state: ExecutionState, key: string, holder: string): Promise<void> {
  for (;;) {
    await sleep(SLOT_LEASE_MS / 2);
    await renewSlot({ ...state.envelope(), key, holder });
  }
}
