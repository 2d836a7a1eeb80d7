import type { components } from '#internal/platform/http';
import type { Agent } from '../domain/agent.ts';
import type { ScoredAgent } from '../domain/matching.ts';
import type { WatchEvent } from '../service/watch-agents.ts';

// Field by field, so that a new field of the domain does not leak into the contract.
export const agentJson = (agent: Agent): components['schemas']['Agent'] => ({
  agent_id: agent.id,
  name: agent.name,
  version: agent.version,
  capabilities: [...agent.capabilities],
  labels: { ...agent.labels },
  slots: agent.slots,
  reserved_slots: agent.reservedSlots,
  address: agent.address ?? null,
  status: agent.status,
  draining: agent.draining,
  generation: agent.generation,
  telemetry: { cpu: agent.telemetry.cpu, memory: agent.telemetry.memory, in_flight: agent.telemetry.inFlight, queued: agent.telemetry.queued },
  registered_at: agent.registeredAt.toISOString(),
  last_heartbeat_at: agent.lastHeartbeatAt.toISOString(),
});

export const scoredAgentJson = ({ agent, successRate, freeSlots, ...parts }: ScoredAgent): components['schemas']['ScoredAgent'] => ({
  agent: agentJson(agent),
  score: parts.score,
  health: parts.health,
  pheromone: parts.pheromone,
  success_rate: successRate,
  free_slots: freeSlots,
  explored: parts.explored,
});

/** A change, or the news that changes were missed; as the data of a server-sent event. */
export const agentChangeJson = (event: Exclude<WatchEvent, { kind: 'alive' }>): components['schemas']['AgentChange'] =>
  event.kind === 'relist'
    ? { revision: event.revision, type: 'relist', agent: null, occurred_at: null }
    : { revision: event.change.revision, type: event.change.type, agent: agentJson(event.change.agent), occurred_at: event.change.occurredAt.toISOString() };
