import type { Actor } from '#internal/kernel';
import { InMemoryUnitOfWork } from '#internal/platform/fakes';
import type { OrchestrationRepositories } from '../ports/orchestration-unit-of-work.ts';
import { inMemoryPlans } from './in-memory-plans.ts';
import { inMemoryRegoPolicies } from './in-memory-rego-policies.ts';
import { inMemoryWebhooks } from './in-memory-webhooks.ts';
import type { OrchestrationState, OrchestrationTables } from './orchestration-tables.ts';

/** Plans in lists. */
export class InMemoryOrchestration extends InMemoryUnitOfWork<OrchestrationRepositories, OrchestrationTables> implements OrchestrationState {
  /** For the repositories of this folder. */
  tables: OrchestrationTables = { plans: [], tasks: [], policies: [], webhooks: [] };

  protected repositories({ tenantId }: Actor): OrchestrationRepositories {
    return { plans: inMemoryPlans(this, tenantId), policies: inMemoryRegoPolicies(this, tenantId), webhooks: inMemoryWebhooks(this, tenantId) };
  }
}
