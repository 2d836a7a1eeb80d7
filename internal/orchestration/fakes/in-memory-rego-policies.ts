import { conflict, notFound } from '#pkg/apperror';
import type { TenantId } from '#internal/kernel';
import type { RegoPolicyRepository } from '../ports/rego-policy-repository.ts';
import type { OrchestrationState } from './orchestration-tables.ts';

export function inMemoryRegoPolicies(state: OrchestrationState, tenantId: TenantId): RegoPolicyRepository {
  const own = () => state.tables.policies.filter((row) => row.tenantId === tenantId);
  const row = (name: string) => own().find(({ policy }) => policy.name === name);
  const known = (name: string) => {
    const found = row(name);
    if (!found) throw notFound('policy', name);
    return found;
  };
  const others = (name: string) => state.tables.policies.filter((each) => each.tenantId !== tenantId || each.policy.name !== name);
  return {
    all: async () => own().map(({ policy }) => policy).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    get: async (name) => known(name).policy,
    find: async (name) => row(name)?.policy,
    wasm: async (name) => known(name).wasm,
    async put(policy, wasm) {
      const stored = row(policy.name);
      if (stored && stored.policy.version !== policy.version - 1) throw conflict(`policy ${policy.name} changed since it was read`);
      state.tables = { ...state.tables, policies: [...others(policy.name), { tenantId, policy, wasm }] };
    },
    async remove(name) {
      known(name);
      state.tables = { ...state.tables, policies: others(name) };
    },
  };
}
