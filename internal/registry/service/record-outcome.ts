import type { Actor, Clock } from '#internal/kernel';
import type { AgentId } from '../domain/agent.ts';
import { afterOutcome } from '../domain/pheromone.ts';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';

/** How an attempt of a ticket ended. */
export interface Outcome {
  readonly ticketId: string;
  readonly attempt: number;
  /** The agent that had it; without one, nobody's trail changes. */
  readonly agentId?: AgentId;
  readonly capabilities: readonly string[];
  readonly result: 'success' | 'failure';
  /** Whether the ticket goes on and may have been promised to another agent since. */
  readonly continues?: boolean;
}

export type RecordOutcome = (actor: Actor, outcome: Outcome) => Promise<void>;

/** Frees the slot that was promised to the ticket and strengthens or evaporates the agent's trails, once per ticket and attempt. */
export function recordOutcome({ work, clock }: { readonly work: RegistryUnitOfWork; readonly clock: Clock }): RecordOutcome {
  return (actor, { ticketId, attempt, agentId, capabilities, result, continues }) =>
    work.run(actor, async ({ reservations, trails }) => {
      await reservations.release(ticketId, continues ? agentId : undefined);
      if (agentId === undefined || capabilities.length === 0) return;
      const now = clock.now();
      if (!(await trails.countOnce({ ticketId, attempt }, now))) return;
      const before = await trails.lock(agentId, capabilities);
      await trails.save(agentId, new Map([...before].map(([capability, trail]) => [capability, afterOutcome(trail, result, now)])));
    });
}
