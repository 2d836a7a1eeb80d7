import type { TenantId } from '#internal/kernel';
import type { Plan, PlanId } from '../domain/plan.ts';
import type { PlanTask } from '../domain/plan-task.ts';
import type { RegoPolicy } from '../domain/rego-policy.ts';

/** Everything that the in-memory orchestration stores. */
export interface OrchestrationTables {
  readonly plans: readonly Plan[];
  readonly policies: readonly { readonly tenantId: TenantId; readonly policy: RegoPolicy; readonly wasm: Uint8Array }[];
  readonly webhooks: readonly { readonly tenantId: TenantId; readonly signature: string; readonly receivedAt: Date }[];
  readonly tasks: readonly { readonly tenantId: TenantId; readonly planId: PlanId; readonly task: PlanTask }[];
}

/** Where the repositories of this folder keep it. */
export interface OrchestrationState {
  tables: OrchestrationTables;
}
