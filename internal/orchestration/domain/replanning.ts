import type { Plan } from './plan.ts';
import type { PlanDocument, TaskSpec } from './plan-document.ts';
import { planTasks, taskHasEnded, type PlanTask } from './plan-task.ts';

/** What a new document makes of the tasks that are there. */
export interface Replanned {
  /** All tasks as they will be. */
  readonly tasks: readonly PlanTask[];
  /** Tasks whose tickets nobody needs any more: what they did was not begun. */
  readonly dropped: readonly PlanTask[];
}

/** The tasks of a document together with those that are done already, which no document undoes. */
export function withDone(document: PlanDocument, tasks: readonly PlanTask[]): PlanDocument {
  const named = new Set(document.tasks.map(({ taskId }) => taskId));
  return { ...document, tasks: [...document.tasks, ...tasks.filter(({ taskId, status }) => status === 'completed' && !named.has(taskId))] };
}

/**
 * Tasks that are done stay as they are, whatever the document says of them; open tasks that the document says as before stay, too, with their tickets;
 * what it says otherwise begins anew, and what it does not name is removed. `document` holds all that is done: see `withDone`.
 */
export function replan(document: PlanDocument, current: readonly PlanTask[], plan: Plan, now: Date): Replanned {
  const before = new Map(current.map((task) => [task.taskId, task]));
  const fresh = planTasks(document.tasks, plan, { revision: plan.revision, earliest: now });
  const named = new Set(fresh.map(({ taskId }) => taskId));
  const dropped: PlanTask[] = [];
  const next = fresh.map((task) => {
    const old = before.get(task.taskId);
    if (!old || old.status === 'removed') return task;
    if (taskHasEnded(old) || sameWork(old, task)) return { ...old, wave: task.wave, position: task.position };
    dropped.push(old);
    return task;
  });
  const gone = current.filter(({ taskId }) => !named.has(taskId)).map((task, index): PlanTask => {
    if (task.status !== 'removed') dropped.push(task);
    return { ...task, status: 'removed', position: fresh.length + index };
  });
  return { tasks: [...next, ...gone], dropped };
}

const WORK = ['taskType', 'description', 'dependencies', 'parameters', 'requiredCapabilities', 'estimatedDurationMs', 'maxRetries', 'priority', 'compensation'] as const satisfies readonly (keyof TaskSpec | keyof PlanTask)[];

const sameWork = (one: PlanTask, other: PlanTask): boolean => WORK.every((field) => JSON.stringify(one[field]) === JSON.stringify(other[field]));
