import type { AuditEntry, JsonObject, NewEvent } from '#internal/kernel';
import type { Agent } from './agent.ts';

/** What happened to an agent: the last word of its audit action and of its event. */
export type AgentChangeType = 'registered' | 'status_changed' | 'drain_requested' | 'deregistered' | 'removed';

/** A change with its place in the tenant's order of changes. */
export interface AgentChange {
  /** 1, 2, 3 … without gaps, in the order of the commits. */
  readonly revision: number;
  readonly type: AgentChangeType;
  /** As it is after the change; its last state when it left. */
  readonly agent: Agent;
  readonly occurredAt: Date;
}

/** A change before it has a revision. */
export interface NewAgentChange {
  readonly type: AgentChangeType;
  readonly before?: Agent | undefined;
  readonly after: Agent;
}

export const auditOf = ({ type, before, after }: NewAgentChange): AuditEntry => ({
  action: `registry.agent.${type}`,
  entityType: 'agent',
  entityId: after.id,
  ...(before && { before: factsOf(before) }),
  after: factsOf(after),
});

export const eventOf = ({ type, before, after }: NewAgentChange, revision: number): NewEvent => ({
  type: `registry.agent.${type}`,
  aggregateId: after.id,
  data: { ...factsOf(after), previous_status: before?.status ?? null, revision },
});

const factsOf = ({ id, name, version, capabilities, labels, slots, status, draining, generation }: Agent): JsonObject => ({
  agent_id: id,
  name,
  version,
  capabilities,
  labels,
  slots,
  status,
  draining,
  generation,
});
