import type { Json } from '#internal/kernel';
import type { StopCause } from './plan.ts';
import type { PlanTask } from './plan-task.ts';

/** Tasks whose ticket is open and whose dependencies are all done, in topological order. */
export function readyTasks(tasks: readonly PlanTask[]): readonly PlanTask[] {
  const done = new Set(tasks.filter(({ status }) => status === 'completed').map(({ taskId }) => taskId));
  const ready = tasks.filter(({ status, ticketId, dependencies }) => status === 'waiting' && ticketId !== undefined && dependencies.every((id) => done.has(id)));
  return ready.toSorted((a, b) => a.wave - b.wave || a.position - b.position);
}

/** Whether every task that counts has been done. */
export const allDone = (tasks: readonly PlanTask[]): boolean => tasks.every(({ status }) => status === 'completed' || status === 'removed');

/** Why the plan cannot come to its end: the first task that failed for good, or whose ticket somebody cancelled. */
export function failureIn(tasks: readonly PlanTask[]): StopCause | undefined {
  const lost = tasks.find(({ status }) => status === 'failed' || status === 'cancelled');
  return lost && { kind: 'failed', taskId: lost.taskId, detail: lost.status === 'failed' ? `task ${lost.taskId} failed` : `the ticket of task ${lost.taskId} was cancelled` };
}

/** Since when nothing but its turn keeps a task that is ready: the end of its last dependency, or `begun`. */
export function readySince(task: PlanTask, byId: ReadonlyMap<string, PlanTask>, begun: Date): Date {
  const ends = task.dependencies.map((id) => byId.get(id)?.completedAt?.getTime() ?? 0);
  return new Date(Math.max(begun.getTime(), ...ends));
}

/** What the ledger says of the ticket of a task, or of the one that undoes it. */
interface TicketState {
  readonly id: string;
  readonly status: 'open' | 'running' | 'completed' | 'failed' | 'cancelled';
  readonly agentId?: string;
  readonly startedAt?: Date;
  readonly completedAt?: Date;
  readonly error?: Json;
}

/** The task with what its ticket tells; the same task when that is nothing new. The first end is kept. */
export function heard(task: PlanTask, ticket: TicketState): PlanTask {
  if (ticket.id === task.compensationTicketId) return undoneOrNot(task, ticket);
  if (ticket.id !== task.ticketId || (task.status !== 'offered' && task.status !== 'waiting')) return task;
  const { agentId, startedAt, completedAt, error } = ticket;
  const known = { ...(agentId !== undefined && { agentId }), ...(startedAt && { startedAt }) };
  if (ticket.status === 'open' || ticket.status === 'running') {
    const news = startedAt && (task.startedAt?.getTime() !== startedAt.getTime() || task.agentId !== agentId);
    return news ? { ...task, ...known } : task;
  }
  return { ...task, ...known, status: ticket.status, ...(completedAt && { completedAt }), ...(error !== undefined && ticket.status !== 'completed' && { error }) };
}

function undoneOrNot(task: PlanTask, { status }: TicketState): PlanTask {
  if (task.compensationStatus !== 'offered' || status === 'open' || status === 'running') return task;
  return { ...task, compensationStatus: status === 'completed' ? 'completed' : 'failed' };
}
