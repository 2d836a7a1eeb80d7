import { conflict, notFound } from '#pkg/apperror';
import type { TenantId } from '#internal/kernel';
import { newestPage } from '#internal/platform/fakes';
import { hasEnded, type Execution, type ExecutionId } from '../domain/execution.ts';
import { PRIORITIES } from '../domain/execution-quota.ts';
import type { ExecutionRepository } from '../ports/execution-repository.ts';
import type { AutomationState } from './automation-tables.ts';

const filters = ['workflowId', 'status', 'alertId', 'correlationId', 'parentExecutionId'] as const;

export function inMemoryExecutions(state: AutomationState, tenantId: TenantId): ExecutionRepository {
  const own = () => state.tables.executions.filter((execution) => execution.tenantId === tenantId);
  const find = (id: ExecutionId): Execution => {
    const found = own().find((execution) => execution.id === id);
    if (!found) throw notFound('execution', id);
    return found;
  };
  const putOff = (id: ExecutionId): boolean => state.tables.putOff.has(id);
  const byKey = (key: string) => own().find(({ requestKey }) => requestKey === key);

  return {
    async addUnlessKeyTaken(execution) {
      if (execution.requestKey !== undefined && byKey(execution.requestKey)) return false;
      state.tables = { ...state.tables, executions: [...state.tables.executions, execution] };
      return true;
    },
    findByRequestKey: async (key) => byKey(key),
    get: async (id) => find(id),
    lock: async (id) => find(id),
    cancelRequestedBy: async (id) => find(id).cancelRequestedBy,
    list: async (filter, page) =>
      newestPage(own().filter((execution) => filters.every((field) => filter[field] === undefined || filter[field] === execution[field])), page),
    anyPutOff: async () => own().some((execution) => waits(execution) && putOff(execution.id)),
    async admit(most, now, starting) {
      const open = own().filter((execution) => execution.admittedAt !== undefined && !hasEnded(execution)).length;
      const urgency = ({ priority = 'NORMAL' }: Execution) => PRIORITIES.indexOf(priority);
      const next = own().filter(waits).sort((one, other) => urgency(one) - urgency(other) || one.createdAt.getTime() - other.createdAt.getTime());
      const ids = next.slice(0, Math.max(0, most - open)).map(({ id }) => id);
      state.tables = { ...state.tables, executions: state.tables.executions.map((row) => (ids.includes(row.id) ? { ...row, admittedAt: now } : row)) };
      const resumed = ids.filter((id) => putOff(id) && id !== starting);
      if (starting !== undefined && waits(find(starting))) state.tables = { ...state.tables, putOff: new Set([...state.tables.putOff, starting]) };
      return { starts: starting !== undefined && find(starting).admittedAt !== undefined, resumed };
    },
    newest: async (nth) => own().map(({ createdAt }) => createdAt).sort((one, other) => other.getTime() - one.getTime())[nth - 1],
    async save(execution) {
      const { version, admittedAt } = find(execution.id);
      if (version !== execution.version) throw conflict(`execution ${execution.id} changed since it was read`);
      const saved = { ...execution, version: version + 1, ...(admittedAt && { admittedAt }) };
      state.tables = { ...state.tables, executions: state.tables.executions.map((row) => (row.id === execution.id ? saved : row)) };
    },
    async putStep(id, step) {
      find(id);
      const row = { tenantId, executionId: id, step };
      const same = (other: typeof row) => other.executionId === id && other.step.path === step.path && other.step.attempt === step.attempt;
      const { steps } = state.tables;
      const { ticketId, input } = steps.find((other) => same(other as typeof row))?.step ?? {};
      const kept: typeof row = { ...row, step: { ...(ticketId !== undefined && { ticketId }), ...(input !== undefined && { input }), ...step } };
      state.tables = { ...state.tables, steps: steps.some((other) => same(other as typeof row)) ? steps.map((other) => (same(other as typeof row) ? kept : other)) : [...steps, row] };
    },
    steps: async (id, limit) => {
      find(id);
      return state.tables.steps.filter((row) => row.tenantId === tenantId && row.executionId === id).map(({ step }) => step).slice(-limit);
    },
  };
}

const waits = ({ status, admittedAt }: Execution): boolean => status === 'pending' && admittedAt === undefined;
