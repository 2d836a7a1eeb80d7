import type { Actor } from '#internal/kernel';

/** An agent that can do the work; the higher its score, the better it has done so far. */
export interface CapableAgent {
  readonly agentId: string;
  /** 0 to 1. */
  readonly score: number;
}

/** Who could do a task. */
export interface AgentDirectory {
  /** Healthy agents with all of these capabilities, best first; none when nobody has them. */
  discover(actor: Actor, capabilities: readonly string[], limit: number): Promise<readonly CapableAgent[]>;
}
