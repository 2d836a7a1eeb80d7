import type { Actor } from '#internal/kernel';
import { InMemoryUnitOfWork } from '#internal/platform/fakes';
import type { AutomationRepositories } from '../ports/automation-unit-of-work.ts';
import type { AutomationState, AutomationTables } from './automation-tables.ts';
import { inMemoryApprovals } from './in-memory-approvals.ts';
import { inMemoryEventSets } from './in-memory-event-sets.ts';
import { inMemoryEvents } from './in-memory-events.ts';
import { inMemoryExecutions } from './in-memory-executions.ts';
import { inMemoryQuotas } from './in-memory-quotas.ts';
import { inMemorySchedules } from './in-memory-schedules.ts';
import { inMemorySubscriptions } from './in-memory-subscriptions.ts';
import { inMemoryWorkflows } from './in-memory-workflows.ts';

/** Workflows and executions in lists. */
export class InMemoryAutomation extends InMemoryUnitOfWork<AutomationRepositories, AutomationTables> implements AutomationState {
  /** For the repositories of this folder. */
  tables: AutomationTables = { workflows: [], versions: [], drafts: [], executions: [], putOff: new Set(), quotas: [], schedules: [], fires: [], approvals: [], events: [], eventDays: [], subscriptions: [], deliveries: [], eventSets: [], steps: [] };

  protected repositories({ tenantId }: Actor): AutomationRepositories {
    return { workflows: inMemoryWorkflows(this, tenantId), executions: inMemoryExecutions(this, tenantId), quotas: inMemoryQuotas(this, tenantId), schedules: inMemorySchedules(this, tenantId), approvals: inMemoryApprovals(this, tenantId), events: inMemoryEvents(this, tenantId), eventSets: inMemoryEventSets(this, tenantId), subscriptions: inMemorySubscriptions(this, tenantId) };
  }
}
