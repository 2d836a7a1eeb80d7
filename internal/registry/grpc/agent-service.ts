import { type AgentServiceImplementation, AgentServiceDefinition, type Caller, grpcService } from '#internal/platform/grpc';
import { encodeCursor, pageRequest } from '#internal/platform/http';
import type { AgentId } from '../domain/agent.ts';
import { HEARTBEAT_SECONDS } from '../domain/agent-health.ts';
import type { DeregisterAgent } from '../service/deregister-agent.ts';
import type { DiscoverAgents } from '../service/discover-agents.ts';
import type { GetAgent, ListAgents } from '../service/read-agents.ts';
import type { ReceiveHeartbeat } from '../service/receive-heartbeat.ts';
import type { RegisterAgent } from '../service/register-agent.ts';
import type { WatchAgents } from '../service/watch-agents.ts';
import { agentIdIn, agentMessage, capabilitiesIn, changeMessage, labelsIn, limitIn, profileIn, statusesIn, telemetryIn } from './agent-messages.ts';

interface Use {
  readonly registerAgent: RegisterAgent;
  readonly receiveHeartbeat: ReceiveHeartbeat;
  readonly deregisterAgent: DeregisterAgent;
  readonly getAgent: GetAgent;
  readonly listAgents: ListAgents;
  readonly discoverAgents: DiscoverAgents;
  readonly watchAgents: WatchAgents;
}

const permissions = {
  registerAgent: 'agents:write',
  heartbeat: 'agents:write',
  deregisterAgent: 'agents:write',
  getAgent: 'agents:read',
  listAgents: 'agents:read',
  discoverAgents: 'agents:read',
  watchAgents: 'agents:read',
} as const;

/** The operation that page tokens are bound to. */
const LIST = 'AgentService.ListAgents';

/** `orchestrix.v1.AgentService`: the same use cases as over REST. */
export function agentService(use: Use) {
  const implementation: AgentServiceImplementation<Caller> = {
    async registerAgent(request, { actor }) {
      const agent = await use.registerAgent(actor, agentIdIn(request.agentId) as AgentId, profileIn(request));
      return { agent: agentMessage(agent), heartbeatInterval: { seconds: HEARTBEAT_SECONDS } };
    },

    async heartbeat({ agentId, generation, telemetry, draining }, { actor }) {
      const answer = await use.receiveHeartbeat(actor, agentId as AgentId, { generation, draining, telemetry: telemetryIn(telemetry) });
      return { nextInterval: { seconds: answer.nextIntervalSeconds }, instructions: answer.instructions.map(() => 'AGENT_INSTRUCTION_DRAIN' as const) };
    },

    async deregisterAgent({ agentId, generation }, { actor }) {
      await use.deregisterAgent(actor, agentId as AgentId, generation);
      return {};
    },

    async getAgent({ agentId }, { actor }) {
      return { agent: agentMessage(await use.getAgent(actor, agentId as AgentId)) };
    },

    async listAgents({ pageSize, pageToken, statuses, capability, labels }, { actor }) {
      const filter = { status: statusesIn(statuses), labels: labelsIn(labels), ...(capability !== undefined && { capability }) };
      const query = { ...filter, limit: limitIn('/page_size', pageSize, 100, 500), ...(pageToken !== '' && { cursor: pageToken }) };
      const page = await use.listAgents(actor, filter, pageRequest(LIST, query, ['text']));
      return { agents: page.items.map(agentMessage), nextPageToken: encodeCursor(LIST, query, page.next) ?? '', revision: page.revision };
    },

    async discoverAgents({ capabilities, labels, limit }, { actor }) {
      const found = await use.discoverAgents(actor, { capabilities: capabilitiesIn(capabilities, 50), labels: labelsIn(labels), limit: limitIn('/limit', limit, 10, 100) });
      return { agents: found.map(({ agent, ...scored }) => ({ ...scored, agent: agentMessage(agent) })) };
    },

    async *watchAgents({ afterRevision }, { actor, signal }) {
      for await (const event of use.watchAgents(actor, { signal, ...(afterRevision !== undefined && { after: afterRevision }) })) yield changeMessage(event);
    },
  };
  return grpcService({ definition: AgentServiceDefinition, implementation, permissions });
}
