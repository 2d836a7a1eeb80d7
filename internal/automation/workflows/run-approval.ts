import type { Json } from '#internal/kernel';
import type { TaskRun } from '../activities/activity-contract.ts';
import type { AnswerResult } from '../activities/exchange-contract.ts';
import { extensionsOf } from '../domain/definition.ts';
import { awaitNews } from './await-news.ts';
import { askApproval, lookAtApproval } from './exchange-proxies.ts';
import type { ExecutionState } from './execution-state.ts';
import type { RunScope } from './run-scope.ts';
import { stopIfCancelled, taskData } from './task-context.ts';
import { TaskFault, taskFault, unlessFailed } from './task-fault.ts';
import { noteOf } from './task-run.ts';

/**
 * Before a task with an `approval` runs: waits until as many people as required agree. Throws an `authorization` error when somebody rejects
 * it and a `timeout` when nobody answers in time; the task has not begun then, so there is nothing of it to undo.
 */
export async function approved(state: ExecutionState, run: TaskRun, data: Json, scope: RunScope): Promise<void> {
  if (!extensionsOf(run.task).approval) return;
  const key = `${run.path}:${run.attempt}`;
  try {
    const { asked, expiresAt } = unlessFailed(await askApproval({ ...state.envelope(), ...taskData(state, data, scope), run, key }));
    stopIfCancelled();
    if (!asked) return;
    const look = async (): Promise<AnswerResult | undefined> => {
      const answer = await lookAtApproval({ ...state.envelope(), key });
      stopIfCancelled();
      return answer.status === 'pending' ? undefined : answer;
    };
    const { status, by, comment } = await awaitNews(state, `approval:${key}`, look, expiresAt);
    if (status === 'approved') return;
    if (status === 'rejected') throw taskFault('authorization', run.pointer, `${by ?? 'somebody'} rejected it${comment === undefined ? '' : `: ${comment}`}`);
    throw taskFault('timeout', run.pointer, 'nobody approved it in time');
  } catch (error) {
    state.unsubscribe(key);
    state.saga.settle(run.path, 'none');
    if (error instanceof TaskFault) state.note({ ...noteOf(run, 'failed'), error: error.problem });
    throw error;
  }
}
