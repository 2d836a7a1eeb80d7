import { type DomainEvent, reactingTo } from '#internal/kernel';
import type { EventHandler } from '#internal/platform/outbox';
import type { AgentId } from '../domain/agent.ts';
import type { ChangeSignal } from '../ports/change-signal.ts';
import type { CheckAgentHealth } from '../service/check-agent-health.ts';
import { HEALTH_CHECK_DUE } from '../service/keep-checking.ts';
import type { Outcome, RecordOutcome } from '../service/record-outcome.ts';
import type { NoteLease, ReleaseAgent } from '../service/reserve-agents.ts';

interface Use {
  readonly checkAgentHealth: CheckAgentHealth;
  readonly recordOutcome: RecordOutcome;
  readonly releaseAgent: ReleaseAgent;
  readonly noteLease: NoteLease;
  readonly signal: ChangeSignal;
}

/** What the registry does about events, by their type: its own timer and changes, and what became of tickets. */
export function registrySubscriptions(use: Use) {
  const wakeWatchers = ({ tenantId }: DomainEvent): Promise<void> => use.signal.send(tenantId);
  const record = (event: DomainEvent, outcome: Outcome): Promise<void> => use.recordOutcome(reactingTo(event, 'registry'), outcome);
  return {
    [HEALTH_CHECK_DUE]: (event) => use.checkAgentHealth(reactingTo(event, 'registry'), dueAt(event)),
    'registry.agent.registered': wakeWatchers,
    'registry.agent.status_changed': wakeWatchers,
    'registry.agent.drain_requested': wakeWatchers,
    'registry.agent.deregistered': wakeWatchers,
    'registry.agent.removed': wakeWatchers,
    // Slots are promised to tickets of plans only.
    'tickets.ticket.leased': async (event) => {
      const { plan_id: planId, agent_id: agentId } = event.data;
      if (typeof planId === 'string' && typeof agentId === 'string') await use.noteLease(reactingTo(event, 'registry'), { ticketId: event.aggregateId, agentId: agentId as AgentId });
    },
    // Most tickets are run by our own worker and concern no agent.
    'tickets.ticket.completed': async (event) => (typeof event.data['agent_id'] === 'string' ? record(event, outcomeOf(event, 'success')) : undefined),
    'tickets.ticket.failed': (event) => record(event, outcomeOf(event, 'failure')),
    // Whoever held the lease fell silent with the ticket in hand.
    'tickets.ticket.lease_expired': (event) => record(event, { ...outcomeOf(event, 'failure'), continues: true }),
    'tickets.ticket.cancelled': (event) => use.releaseAgent(reactingTo(event, 'registry'), event.aggregateId),
  } satisfies Record<string, EventHandler>;
}

function dueAt({ type, data }: DomainEvent): Date {
  const at = data['due_at'];
  if (typeof at !== 'string') throw new Error(`an event ${type} has no due_at`);
  return new Date(at);
}

function outcomeOf({ aggregateId, data }: DomainEvent, result: Outcome['result']): Outcome {
  const { agent_id: agentId, required_capabilities: capabilities, attempts } = data;
  return {
    ticketId: aggregateId,
    attempt: typeof attempts === 'number' ? attempts : 0,
    ...(typeof agentId === 'string' && { agentId: agentId as AgentId }),
    capabilities: Array.isArray(capabilities) ? capabilities.filter((capability) => typeof capability === 'string') : [],
    result,
  };
}
