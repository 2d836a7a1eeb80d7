import type { Actor, Clock } from '#internal/kernel';
import { type Agent, type AgentId, type AgentProfile, registered } from '../domain/agent.ts';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';
import { announceChanges } from './announce-changes.ts';
import { keepChecking } from './keep-checking.ts';

export type RegisterAgent = (actor: Actor, id: AgentId, profile: AgentProfile) => Promise<Agent>;

/** Enters an agent, or takes its registration over with a new generation. Throws `invalid` for an id that is a word of our paths. */
export function registerAgent({ work, clock }: { readonly work: RegistryUnitOfWork; readonly clock: Clock }): RegisterAgent {
  return (actor, id, profile) =>
    work.run(actor, async ({ agents, changes, ...scope }) => {
      const before = await agents.lockForRegistration(id);
      const generation = await changes.nextGeneration();
      const after = registered({ id, tenantId: actor.tenantId, generation }, profile, before, clock.now());
      await agents.put(after);
      await keepChecking({ changes, ...scope }, clock);
      await announceChanges({ changes, ...scope }, clock, [{ type: 'registered', before, after }]);
      return after;
    });
}
