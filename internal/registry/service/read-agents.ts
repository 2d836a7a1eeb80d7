import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Agent, AgentFilter, AgentId } from '../domain/agent.ts';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';

export type GetAgent = (actor: Actor, id: AgentId) => Promise<Agent>;
/** One page in the order of the ids, and the revision to watch from so that nothing is missed. */
export type ListAgents = (actor: Actor, filter: AgentFilter, page: PageRequest) => Promise<Page<Agent> & { readonly revision: number }>;

export const getAgent =
  ({ work }: { readonly work: RegistryUnitOfWork }): GetAgent =>
  (actor, id) =>
    work.read(actor, ({ agents }) => agents.get(id));

export const listAgents =
  ({ work }: { readonly work: RegistryUnitOfWork }): ListAgents =>
  (actor, filter, page) =>
    work.read(actor, async ({ agents, changes }) => {
      // First the revision: what changes while the page is read is then told twice, and not never.
      const revision = await changes.revision();
      return { ...(await agents.list(filter, page)), revision };
    });
