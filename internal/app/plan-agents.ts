import type { AgentDirectory } from '#internal/orchestration';
import type { AgentId, DiscoverAgents, ReserveAgents } from '#internal/registry';

/** The agents of a tenant, as plans see them: healthy, free, and the best first. */
export const planAgents = ({ discoverAgents, reserveAgents }: { readonly discoverAgents: DiscoverAgents; readonly reserveAgents: ReserveAgents }): AgentDirectory => ({
  discover: async (actor, capabilities, limit) => (await discoverAgents(actor, { capabilities, limit })).map(({ agent, score, freeSlots }) => ({ agentId: agent.id, score, freeSlots })),
  reserve: (actor, wanted, until) => reserveAgents(actor, wanted.map(({ agentId, ticketId }) => ({ agentId: agentId as AgentId, ticketId })), until),
});
