import type { Page, PageRequest } from '#internal/kernel';
import type { Agent, AgentFilter, AgentId } from '../domain/agent.ts';

/** Agents of one tenant: the unit of work that hands this out has fixed the tenant. */
export interface AgentRepository {
  /** Stores a registration, in place of the former one of the id. */
  put(agent: Agent): Promise<void>;
  /** The agent, locked until the transaction ends; undefined when there is none. Who registers the same id waits, also when there is none. */
  lockForRegistration(id: AgentId): Promise<Agent | undefined>;
  /** The agent, locked until the transaction ends. Throws `not_found`. */
  lock(id: AgentId): Promise<Agent>;
  /** Throws `not_found`, also for an agent of another tenant. */
  get(id: AgentId): Promise<Agent>;
  /** Writes status, draining, telemetry and last heartbeat of a locked agent. */
  save(agent: Agent): Promise<void>;
  /** Removes the agent with its reservations; its trails stay for when it comes back. */
  remove(id: AgentId): Promise<void>;
  /** In the order of their ids. */
  list(filter: AgentFilter, page: PageRequest): Promise<Page<Agent>>;
  /** At most `limit` healthy agents that are not draining, have a free slot, all capabilities and all labels; those that were heard of last. */
  findFree(want: { readonly capabilities: readonly string[]; readonly labels: Readonly<Record<string, string>>; readonly limit: number }): Promise<readonly Agent[]>;
  /** At most `limit` agents that were not heard of since `silentBefore`, the longest silence first; locked, and those that others hold left out. */
  lockSilent(silentBefore: Date, limit: number): Promise<readonly Agent[]>;
  /** Whether there is any agent. */
  any(): Promise<boolean>;
}
