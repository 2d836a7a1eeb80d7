import { conflict, notFound } from '#pkg/apperror';
import type { TenantId } from '#internal/kernel';
import { newestPage } from '#internal/platform/fakes';
import type { ApprovalId } from '../domain/approval.ts';
import type { ApprovalRepository } from '../ports/approval-repository.ts';
import type { AutomationState } from './automation-tables.ts';

export function inMemoryApprovals(state: AutomationState, tenantId: TenantId): ApprovalRepository {
  const own = () => state.tables.approvals.filter((approval) => approval.tenantId === tenantId);
  const find = (id: ApprovalId) => {
    const found = own().find((approval) => approval.id === id);
    if (!found) throw notFound('approval', id);
    return found;
  };
  return {
    async addUnlessAsked(approval) {
      if (own().some(({ executionId, key }) => executionId === approval.executionId && key === approval.key)) return false;
      state.tables = { ...state.tables, approvals: [...state.tables.approvals, approval] };
      return true;
    },
    get: async (id) => find(id),
    lock: async (id) => find(id),
    findByKey: async (executionId, key) => own().find((approval) => approval.executionId === executionId && approval.key === key),
    pendingOf: async (executionId) => own().filter((approval) => approval.executionId === executionId && approval.status === 'pending'),
    list: async ({ status, executionId }, page) =>
      newestPage(own().filter((approval) => (status === undefined || approval.status === status) && (executionId === undefined || approval.executionId === executionId)), page),
    async save(approval) {
      if (find(approval.id).version !== approval.version) throw conflict(`approval ${approval.id} changed since it was read`);
      const saved = { ...approval, version: approval.version + 1 };
      state.tables = { ...state.tables, approvals: state.tables.approvals.map((row) => (row.id === approval.id ? saved : row)) };
    },
  };
}
