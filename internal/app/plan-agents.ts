import type { AgentDirectory } from '#internal/orchestration';
import type { DiscoverAgents } from '#internal/registry';

/** The agents of a tenant, as plans see them: healthy, free, and the best first. */
export const planAgents = ({ discoverAgents }: { readonly discoverAgents: DiscoverAgents }): AgentDirectory => ({
  discover: async (actor, capabilities, limit) => (await discoverAgents(actor, { capabilities, limit })).map(({ agent, score }) => ({ agentId: agent.id, score })),
});
