import type { Actor } from '#internal/kernel';

/** An agent that can do the work; the higher its score, the better it has done so far. */
export interface CapableAgent {
  readonly agentId: string;
  /** 0 to 1. */
  readonly score: number;
  /** Tickets that it can take now besides what it has or was promised. */
  readonly freeSlots: number;
}

/** Who could do a task. */
export interface AgentDirectory {
  /** Healthy agents with all of these capabilities, best first; none when nobody has them. */
  discover(actor: Actor, capabilities: readonly string[], limit: number): Promise<readonly CapableAgent[]>;
  /** Keeps slots of agents free for tickets until a time, as far as there are any; answers the tickets that have one. Joins the transaction of its caller. */
  reserve(actor: Actor, wanted: readonly { readonly agentId: string; readonly ticketId: string }[], until: Date): Promise<ReadonlySet<string>>;
}
