import { pageOf, type TenantId } from '#internal/kernel';
import { newestPage } from '#internal/platform/fakes';
import { FIRES_KEPT, type ScheduleFire } from '../domain/schedule-fire.ts';
import type { ScheduleRepository } from '../ports/schedule-repository.ts';
import type { AutomationState } from './automation-tables.ts';

export function inMemorySchedules(state: AutomationState, tenantId: TenantId): ScheduleRepository {
  const others = (workflowId: string) => state.tables.schedules.filter((row) => row.tenantId !== tenantId || row.schedule.workflowId !== workflowId);
  const find: ScheduleRepository['find'] = async (workflowId) => state.tables.schedules.find((row) => row.tenantId === tenantId && row.schedule.workflowId === workflowId)?.schedule;
  const firesOf = (workflowId: string): readonly ScheduleFire[] => state.tables.fires.filter((row) => row.tenantId === tenantId && row.fire.workflowId === workflowId).map(({ fire }) => fire);
  const newest = (workflowId: string): readonly ScheduleFire[] => newestPage(firesOf(workflowId), { limit: FIRES_KEPT }).items;
  return {
    find,
    lock: find,
    async list({ kind, paused }, { limit, after }) {
      const own = state.tables.schedules.filter((row) => row.tenantId === tenantId).map(({ schedule }) => schedule);
      const wanted = own.filter((each) => (kind === undefined || each.kind === kind) && (paused === undefined || (each.pausedAt !== undefined) === paused) && (after === undefined || each.workflowId < (after[0] ?? '')));
      const named = wanted.map((each) => ({ ...each, workflowName: state.tables.workflows.find(({ id }) => id === each.workflowId)?.name ?? '' }));
      return pageOf(named.toSorted((a, b) => (a.workflowId < b.workflowId ? 1 : -1)), limit, ({ workflowId }) => [workflowId]);
    },
    async put(schedule) {
      state.tables = { ...state.tables, schedules: [...others(schedule.workflowId), { tenantId, schedule }] };
    },
    async remove(workflowId) {
      state.tables = { ...state.tables, schedules: others(workflowId) };
    },
    async addFires(fires) {
      state.tables = { ...state.tables, fires: [...state.tables.fires, ...fires.map((fire) => ({ tenantId, fire }))] };
      for (const { workflowId } of fires) {
        const kept = new Set(newest(workflowId));
        state.tables = { ...state.tables, fires: state.tables.fires.filter(({ fire, ...row }) => row.tenantId !== tenantId || fire.workflowId !== workflowId || kept.has(fire)) };
      }
    },
    fires: async (workflowId, { outcome }, page) => newestPage(firesOf(workflowId).filter((fire) => outcome === undefined || fire.outcome === outcome), page),
    lastStarted: async (workflowId) => newest(workflowId).find(({ executionId }) => executionId !== undefined)?.executionId,
  };
}
