import type { JsonObject } from '#internal/kernel';
import type { Plan, PlanEndStatus } from './plan.ts';
import type { PlanTask, PlanTaskStatus } from './plan-task.ts';

/** What a plan has come to, as our API shows it. `integrity_sha256` covers the canonical form of the rest together with the end of every task. */
export function planResult(plan: Plan, tasks: readonly PlanTask[], status: PlanEndStatus, now: Date, digest: (value: JsonObject) => string): JsonObject {
  const counted = tasks.filter((task) => task.status !== 'removed');
  const counts = countsOf(counted);
  const taken = pathTaken(counted);
  const result: JsonObject = {
    plan_id: plan.id,
    document_sha256: plan.documentHash,
    revision: plan.revision,
    status,
    counts: { ...counts },
    success_rate: counted.length === 0 ? 0 : (counts.completed ?? 0) / counted.length,
    duration_ms: now.getTime() - (plan.startedAt ?? plan.createdAt).getTime(),
    work_ms: counted.reduce((sum, task) => sum + durationOf(task), 0),
    estimated_work_ms: counted.reduce((sum, { estimatedDurationMs }) => sum + estimatedDurationMs, 0),
    critical_path: { tasks: taken.map(({ taskId }) => taskId), duration_ms: spanOf(taken) },
    compensations: { completed: tasks.filter(({ compensationStatus }) => compensationStatus === 'completed').length, failed: tasks.filter(({ compensationStatus }) => compensationStatus === 'failed').length },
    within_sla: now <= plan.deadline,
  };
  return { ...result, integrity_sha256: digest({ ...result, tasks: tasks.map(endOfTask) }) };
}

const countsOf = (tasks: readonly PlanTask[]): Partial<Record<PlanTaskStatus, number>> => {
  const counts: Partial<Record<PlanTaskStatus, number>> = {};
  for (const { status } of tasks) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

const durationOf = ({ startedAt, completedAt }: PlanTask): number => (startedAt && completedAt ? Math.max(0, completedAt.getTime() - startedAt.getTime()) : 0);

/** The chain that took the time: from the task that ended last, back through the dependency that each had to wait for longest. */
function pathTaken(tasks: readonly PlanTask[]): readonly PlanTask[] {
  const byId = new Map(tasks.map((task) => [task.taskId, task]));
  const path: PlanTask[] = [];
  for (let at = lastOf(tasks); at; at = lastOf(at.dependencies.flatMap((id) => byId.get(id) ?? []))) path.unshift(at);
  return path;
}

function lastOf(tasks: readonly PlanTask[]): PlanTask | undefined {
  let last: PlanTask | undefined;
  for (const task of tasks) if (task.completedAt && task.startedAt && (!last?.completedAt || task.completedAt > last.completedAt)) last = task;
  return last;
}

const spanOf = (path: readonly PlanTask[]): number => {
  const [begin, end] = [path.at(0)?.startedAt, path.at(-1)?.completedAt];
  return begin && end ? Math.max(0, end.getTime() - begin.getTime()) : 0;
};

const endOfTask = ({ taskId, status, ticketId, startedAt, completedAt, compensationStatus, compensationTicketId }: PlanTask): JsonObject => ({
  task_id: taskId,
  status,
  ticket_id: ticketId ?? null,
  started_at: startedAt?.toISOString() ?? null,
  completed_at: completedAt?.toISOString() ?? null,
  compensation_status: compensationStatus ?? null,
  compensation_ticket_id: compensationTicketId ?? null,
});
