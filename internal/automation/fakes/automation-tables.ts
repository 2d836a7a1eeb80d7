import type { Approval } from '../domain/approval.ts';
import type { Execution } from '../domain/execution.ts';
import type { ScheduleFire } from '../domain/schedule-fire.ts';
import type { ScheduleState } from '../domain/schedule-state.ts';
import type { StoredEvent } from '../domain/stored-event.ts';
import type { TenantQuota } from '../domain/tenant-quota.ts';
import type { SavedDraft, Workflow, WorkflowVersion } from '../domain/workflow.ts';
import type { FilterMatch } from '../domain/event-interest.ts';
import type { EventPlace } from '../domain/event-places.ts';
import type { EventSet } from '../domain/event-sets.ts';
import type { EventSubscription } from '../ports/subscription-repository.ts';
import type { StepRecord } from '../ports/execution-journal.ts';

export type StoredSubscription = EventSubscription & { readonly tenantId: string; readonly closedAt?: Date };

/** Everything the fake holds; replaced as a whole, never changed in place, so that a transaction can be taken back. */
export interface AutomationTables {
  readonly workflows: readonly Workflow[];
  readonly versions: readonly WorkflowVersion[];
  readonly drafts: readonly SavedDraft[];
  readonly executions: readonly Execution[];
  /** Executions whose start was put off. */
  readonly putOff: ReadonlySet<string>;
  readonly quotas: readonly { readonly tenantId: string; readonly quota: TenantQuota }[];
  readonly schedules: readonly { readonly tenantId: string; readonly schedule: ScheduleState }[];
  readonly fires: readonly { readonly tenantId: string; readonly fire: ScheduleFire }[];
  readonly approvals: readonly Approval[];
  readonly events: readonly StoredEvent[];
  readonly eventDays: readonly { readonly tenantId: string; readonly day: string }[];
  readonly subscriptions: readonly StoredSubscription[];
  readonly deliveries: readonly { readonly subscriptionId: string; readonly eventId: string; readonly position: number; readonly matches: readonly FilterMatch[]; readonly setId?: string }[];
  readonly eventSets: readonly { readonly tenantId: string; readonly set: EventSet; readonly places: readonly EventPlace[] }[];
  readonly steps: readonly { readonly tenantId: string; readonly executionId: string; readonly step: StepRecord }[];
}

/** The tables of a transaction: read the present ones, put new ones in their place. */
export interface AutomationState {
  tables: AutomationTables;
}
