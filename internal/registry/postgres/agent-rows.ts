import type { Selectable } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { Agent, AgentId, AgentStatus } from '../domain/agent.ts';

export type AgentRow = Selectable<TablesOf<'registry'>['registry.agents']>;

export const toRow = ({ telemetry, capabilities, labels, address, ...agent }: Agent) => ({
  ...agent,
  ...telemetry,
  capabilities: [...capabilities],
  labels: JSON.stringify(labels),
  address: address ?? null,
});

export const toAgent = ({ cpu, memory, inFlight, queued, address, labels, ...row }: AgentRow): Agent => ({
  ...row,
  id: row.id as AgentId,
  tenantId: row.tenantId as TenantId,
  status: row.status as AgentStatus,
  labels: labels as Agent['labels'],
  telemetry: { cpu, memory, inFlight, queued },
  ...(address !== null && { address }),
});
