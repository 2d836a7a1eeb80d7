import type { Actor, Clock } from '#internal/kernel';
import { type AgentId, assertGeneration } from '../domain/agent.ts';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';
import { announceChanges } from './announce-changes.ts';

export type DeregisterAgent = (actor: Actor, id: AgentId, generation?: number) => Promise<void>;

/** The agent leaves; slots that were promised are free again. With a generation it throws `conflict` unless that is the present one; people leave it out. */
export function deregisterAgent({ work, clock }: { readonly work: RegistryUnitOfWork; readonly clock: Clock }): DeregisterAgent {
  return (actor, id, generation) =>
    work.run(actor, async ({ agents, ...scope }) => {
      const before = await agents.lock(id);
      if (generation !== undefined) assertGeneration(before, generation);
      await agents.remove(id);
      await announceChanges(scope, clock, [{ type: 'deregistered', before, after: before }]);
    });
}
