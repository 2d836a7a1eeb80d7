import type { AgentId } from '../domain/agent.ts';

/** A slot of an agent for a ticket. */
export interface SlotPromise {
  readonly agentId: AgentId;
  readonly ticketId: string;
}

/** Slots of one tenant's agents that are promised to tickets. */
export interface ReservationRepository {
  /**
   * Promises slots until a time, each as far as its agent is healthy, does not drain and has one free; answers the tickets that have theirs. The same promise again counts
   * once; a ticket of another agent has none. The agents are locked in one order until the transaction ends.
   */
  reserve(promises: readonly SlotPromise[], times: { readonly now: Date; readonly until: Date }): Promise<ReadonlySet<string>>;
  /** The agent has leased the ticket: a promise to it holds until the ticket ends, one to another agent is over. Nothing happens when there is none. */
  leased(promise: SlotPromise): Promise<void>;
  /** Takes the promise back; nothing happens when there is none, or it is of another agent than `of`. */
  release(ticketId: string, of?: AgentId): Promise<void>;
  /** Takes back what was promised until a time before `now`. Agents that others hold are left for the next time. */
  releaseEnded(now: Date): Promise<void>;
}
