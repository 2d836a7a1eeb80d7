import { malformed, type Operations, pageJson, pageRequest, type ServerSentEvent } from '#internal/platform/http';
import type { components } from '#internal/platform/http';
import type { AgentId } from '../domain/agent.ts';
import { HEARTBEAT_SECONDS } from '../domain/agent-health.ts';
import type { DeregisterAgent } from '../service/deregister-agent.ts';
import type { DiscoverAgents } from '../service/discover-agents.ts';
import type { DrainAgent } from '../service/drain-agent.ts';
import type { GetAgent, ListAgents } from '../service/read-agents.ts';
import type { ReceiveHeartbeat } from '../service/receive-heartbeat.ts';
import type { RegisterAgent } from '../service/register-agent.ts';
import type { WatchAgents, WatchEvent } from '../service/watch-agents.ts';
import { agentChangeJson, agentJson, scoredAgentJson } from './agent-json.ts';

export interface AgentUseCases {
  readonly registerAgent: RegisterAgent;
  readonly receiveHeartbeat: ReceiveHeartbeat;
  readonly drainAgent: DrainAgent;
  readonly deregisterAgent: DeregisterAgent;
  readonly getAgent: GetAgent;
  readonly listAgents: ListAgents;
  readonly discoverAgents: DiscoverAgents;
  readonly watchAgents: WatchAgents;
}

type OperationNames = 'registerAgent' | 'heartbeatAgent' | 'drainAgent' | 'deregisterAgent' | 'getAgent' | 'listAgents' | 'discoverAgents' | 'watchAgents';

export function agentOperations(use: AgentUseCases): Pick<Operations, OperationNames> {
  return {
    async registerAgent({ actor, body: { agent_id: id, capabilities, labels, address, ...profile } }) {
      const agent = await use.registerAgent(actor, id as AgentId, { ...profile, capabilities, labels: labels ?? {}, ...(typeof address === 'string' && { address }) });
      return { status: 201, body: { agent: agentJson(agent), heartbeat_interval_seconds: HEARTBEAT_SECONDS }, location: `/api/v1/agents/${encodeURIComponent(id)}` };
    },

    async heartbeatAgent({ actor, path, body: { generation, telemetry, draining = false } }) {
      const { in_flight: inFlight, queued = 0, ...load } = telemetry;
      const answer = await use.receiveHeartbeat(actor, path.agentId as AgentId, { generation, draining, telemetry: { ...load, inFlight, queued } });
      return { status: 200, body: { next_interval_seconds: answer.nextIntervalSeconds, instructions: [...answer.instructions] } };
    },

    async drainAgent({ actor, path }) {
      return { status: 200, body: agentJson(await use.drainAgent(actor, path.agentId as AgentId)) };
    },

    async deregisterAgent({ actor, path, query }) {
      await use.deregisterAgent(actor, path.agentId as AgentId, query.generation);
      return { status: 204 };
    },

    async getAgent({ actor, path }) {
      return { status: 200, body: agentJson(await use.getAgent(actor, path.agentId as AgentId)) };
    },

    async listAgents({ actor, query }) {
      const { status, capability, label } = query;
      const filter = { ...(status && { status }), ...(capability !== undefined && { capability }), ...(label && { labels: labelsIn(label) }) };
      const page = await use.listAgents(actor, filter, pageRequest('listAgents', query, ['text']));
      return { status: 200, body: { ...pageJson('listAgents', query, page, agentJson), revision: page.revision } };
    },

    async discoverAgents({ actor, query: { capability, label, limit } }) {
      const found = await use.discoverAgents(actor, { capabilities: capability, limit: limit ?? 10, ...(label && { labels: labelsIn(label) }) });
      return { status: 200, body: { items: found.map(scoredAgentJson) } };
    },

    async watchAgents({ actor, query, headers, signal }) {
      // The browser's own memory of the last event is newer than the address it was given at first.
      const after = headers['last-event-id'] ?? query.after_revision;
      return { status: 200, events: eventsOf(use.watchAgents(actor, { signal, ...(after !== undefined && { after }) })) };
    },
  };
}

/** `zone=eu` pairs; the first equals sign ends the name. */
function labelsIn(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair): [string, string] => {
      const at = pair.indexOf('=');
      if (at < 1) throw malformed('label', `"${pair}" is not name=value`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function* eventsOf(watched: AsyncIterable<WatchEvent>): AsyncGenerator<ServerSentEvent<components['schemas']['AgentChange']>> {
  for await (const event of watched) {
    if (event.kind === 'alive') yield { comment: `at revision ${event.revision}` };
    else {
      const data = agentChangeJson(event);
      yield { event: data.type, id: String(data.revision), data };
    }
  }
}
