import type { TenantId } from '#internal/kernel';
import type { ScheduleRepository } from '../ports/schedule-repository.ts';
import type { AutomationState } from './automation-tables.ts';

export function inMemorySchedules(state: AutomationState, tenantId: TenantId): ScheduleRepository {
  const others = (workflowId: string) => state.tables.schedules.filter((row) => row.tenantId !== tenantId || row.schedule.workflowId !== workflowId);
  const find: ScheduleRepository['find'] = async (workflowId) => state.tables.schedules.find((row) => row.tenantId === tenantId && row.schedule.workflowId === workflowId)?.schedule;
  return {
    find,
    lock: find,
    async put(schedule) {
      state.tables = { ...state.tables, schedules: [...others(schedule.workflowId), { tenantId, schedule }] };
    },
    async remove(workflowId) {
      state.tables = { ...state.tables, schedules: others(workflowId) };
    },
  };
}
