import type { Actor, Clock } from '#internal/kernel';
import type { Agent, AgentId } from '../domain/agent.ts';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';
import { announceChanges } from './announce-changes.ts';

export type DrainAgent = (actor: Actor, id: AgentId) => Promise<Agent>;

/** Asks an agent, by the answer to its next heartbeat, to take no more work, to finish what it has and to leave. From now on it gets none. */
export function drainAgent({ work, clock }: { readonly work: RegistryUnitOfWork; readonly clock: Clock }): DrainAgent {
  return (actor, id) =>
    work.run(actor, async ({ agents, ...scope }) => {
      const before = await agents.lock(id);
      if (before.draining) return before;
      const after = { ...before, draining: true };
      await agents.save(after);
      await announceChanges(scope, clock, [{ type: 'drain_requested', before, after }]);
      return after;
    });
}
