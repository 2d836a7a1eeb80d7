import type { AgentId } from '../domain/agent.ts';
import type { Trail } from '../domain/pheromone.ts';

/** How well agents of one tenant have done, by capability. */
export interface TrailRepository {
  /** Of these agents, those of the given capabilities, by agent and capability. */
  of(agents: readonly AgentId[], capabilities: readonly string[]): Promise<ReadonlyMap<AgentId, ReadonlyMap<string, Trail>>>;
  /** The trails of one agent, one per capability, locked in a fixed order until the transaction ends; those that are not there yet are empty. */
  lock(agent: AgentId, capabilities: readonly string[]): Promise<ReadonlyMap<string, Trail>>;
  save(agent: AgentId, trails: ReadonlyMap<string, Trail>): Promise<void>;
  /** Removes some of what is of no use any more: notes of attempts, and trails that nobody strengthened. */
  forget(before: { readonly attempts: Date; readonly trails: Date }): Promise<void>;
  /** Notes that the outcome of an attempt was counted, and tells whether it was not before. */
  countOnce(attempt: { readonly ticketId: string; readonly attempt: number }, now: Date): Promise<boolean>;
}
