export type { Agent, AgentId, AgentStatus } from './domain/agent.ts';
export type { ScoredAgent } from './domain/matching.ts';
export type { DiscoverAgents, Discovery } from './service/discover-agents.ts';
export type { ReserveAgents } from './service/reserve-agents.ts';
export type { SlotPromise } from './ports/reservation-repository.ts';
