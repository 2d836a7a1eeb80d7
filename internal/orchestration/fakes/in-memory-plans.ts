import { planHasEnded } from '../domain/plan.ts';
import { conflict, notFound } from '#pkg/apperror';
import type { TenantId } from '#internal/kernel';
import { newestPage } from '#internal/platform/fakes';
import type { Plan, PlanId } from '../domain/plan.ts';
import type { PlanTask } from '../domain/plan-task.ts';
import type { PlanRepository } from '../ports/plan-repository.ts';
import type { OrchestrationState } from './orchestration-tables.ts';

const filters = ['status', 'riskBand', 'intentId', 'decisionId'] as const;

export function inMemoryPlans(state: OrchestrationState, tenantId: TenantId): PlanRepository {
  const own = () => state.tables.plans.filter((plan) => plan.tenantId === tenantId);
  const find = (id: PlanId): Plan => {
    const found = own().find((plan) => plan.id === id);
    if (!found) throw notFound('plan', id);
    return found;
  };
  const byKey = (key: string) => own().find(({ requestKey }) => requestKey === key);
  const put = (id: PlanId, tasks: readonly PlanTask[]): void => {
    const replaced = new Set(tasks.map(({ taskId }) => taskId));
    const others = state.tables.tasks.filter((row) => row.tenantId !== tenantId || row.planId !== id || !replaced.has(row.task.taskId));
    state.tables = { ...state.tables, tasks: [...others, ...tasks.map((task) => ({ tenantId, planId: id, task }))] };
  };

  return {
    async addUnlessKeyTaken(plan, tasks) {
      if (plan.requestKey !== undefined && byKey(plan.requestKey)) return false;
      state.tables = { ...state.tables, plans: [...state.tables.plans, plan] };
      put(plan.id, tasks);
      return true;
    },
    findByRequestKey: async (key) => byKey(key),
    get: async (id) => find(id),
    lock: async (id) => find(id),
    list: async (filter, page) => newestPage(own().filter((plan) => filters.every((field) => filter[field] === undefined || filter[field] === plan[field])), page),
    async save(plan) {
      if (find(plan.id).version !== plan.version) throw conflict(`plan ${plan.id} changed since it was read`);
      const saved = { ...plan, version: plan.version + 1 };
      state.tables = { ...state.tables, plans: state.tables.plans.map((row) => (row.id === plan.id ? saved : row)) };
    },
    countOpen: async () => own().filter((plan) => !planHasEnded(plan)).length,
    async flowStatus(since) {
      const ended = own().filter(({ finishedAt }) => finishedAt && finishedAt >= since);
      const latencies = ended.map(({ createdAt, finishedAt }) => (finishedAt ?? createdAt).getTime() - createdAt.getTime()).toSorted((a, b) => a - b);
      const active = { totalProcessed: ended.length, activeExecutions: own().filter((plan) => !planHasEnded(plan)).length };
      if (ended.length === 0) return active;
      const rank = 0.95 * (latencies.length - 1); // interpolated, as PostgreSQL's percentile_cont
      const [below = 0, above = below] = [latencies[Math.floor(rank)], latencies[Math.ceil(rank)]];
      return {
        ...active,
        successRate: ended.filter(({ status }) => status === 'completed').length / ended.length,
        averageLatencyMs: latencies.reduce((sum, each) => sum + each, 0) / ended.length,
        p95LatencyMs: below + (above - below) * (rank - Math.floor(rank)),
      };
    },
    tasks: async (id) =>
      state.tables.tasks
        .filter((row) => row.tenantId === tenantId && row.planId === id)
        .map(({ task }) => task)
        .toSorted((a, b) => a.position - b.position || (a.taskId < b.taskId ? -1 : 1)),
    putTasks: async (id, tasks) => put(id, tasks),
  };
}
