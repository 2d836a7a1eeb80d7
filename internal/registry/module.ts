import type { Pool } from 'pg';
import type { Clock } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import { registrySubscriptions } from './consumers/registry-subscriptions.ts';
import { agentService } from './grpc/agent-service.ts';
import { agentOperations } from './http/agent-operations.ts';
import { PostgresChangeListener, PostgresChangeSignal, PostgresHeartbeatReception } from './postgres/postgres-change-signal.ts';
import { postgresRegistry } from './postgres/postgres-registry.ts';
import { checkAgentHealth } from './service/check-agent-health.ts';
import { deregisterAgent } from './service/deregister-agent.ts';
import { discoverAgents } from './service/discover-agents.ts';
import { drainAgent } from './service/drain-agent.ts';
import { getAgent, listAgents } from './service/read-agents.ts';
import { receiveHeartbeat } from './service/receive-heartbeat.ts';
import { recordOutcome } from './service/record-outcome.ts';
import { registerAgent } from './service/register-agent.ts';
import { noteLease, releaseAgent, reserveAgents } from './service/reserve-agents.ts';
import { watchAgents } from './service/watch-agents.ts';

export interface RegistryDeps {
  readonly transactions: Transactions;
  /** For notifications, which are outside of every transaction. */
  readonly pool: Pool;
  /** Of the application role, for the connection on which an API process listens. */
  readonly databaseUrl: string;
  readonly clock: Clock;
}

/** Wires the registry of agents. */
export function createRegistry({ transactions, pool, databaseUrl, clock }: RegistryDeps) {
  const work = postgresRegistry(transactions);
  const listener = new PostgresChangeListener(databaseUrl);
  const useCases = {
    registerAgent: registerAgent({ work, clock }),
    receiveHeartbeat: receiveHeartbeat({ work, clock }),
    drainAgent: drainAgent({ work, clock }),
    deregisterAgent: deregisterAgent({ work, clock }),
    getAgent: getAgent({ work }),
    listAgents: listAgents({ work }),
    discoverAgents: discoverAgents({ work, clock }),
    reserveAgents: reserveAgents({ work, clock }),
    releaseAgent: releaseAgent({ work }),
    watchAgents: watchAgents({ work, waiter: listener }),
  };
  return {
    operations: agentOperations(useCases),
    grpcServices: [agentService(useCases)],
    useCases,
    subscriptions: registrySubscriptions({
      checkAgentHealth: checkAgentHealth({ work, clock, reception: new PostgresHeartbeatReception(pool) }),
      recordOutcome: recordOutcome({ work, clock }),
      releaseAgent: useCases.releaseAgent,
      noteLease: noteLease({ work }),
      signal: new PostgresChangeSignal(pool),
    }),
    /** Of processes that take heartbeats and have watchers, which is the API. */
    listen: () => listener.start(),
    stop: () => listener.stop(),
  };
}
