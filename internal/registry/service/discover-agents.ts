import type { Actor, Clock } from '#internal/kernel';
import { best, type ScoredAgent } from '../domain/matching.ts';
import type { Trail } from '../domain/pheromone.ts';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';

export interface Discovery {
  /** The agent must have all of them. */
  readonly capabilities: readonly string[];
  /** The agent must carry all of them. */
  readonly labels?: Readonly<Record<string, string>>;
  /** 1 to 100. */
  readonly limit: number;
}

export type DiscoverAgents = (actor: Actor, want: Discovery) => Promise<readonly ScoredAgent[]>;

/** Agents that are scored in one discovery; of more, those that were heard of last. */
const MOST_CANDIDATES = 1000;
const NONE: ReadonlyMap<string, Trail> = new Map();

/** The agents that could take work of this kind now, best first, with the parts of their scores. Empty when there is none. */
export function discoverAgents({ work, clock }: { readonly work: RegistryUnitOfWork; readonly clock: Clock }): DiscoverAgents {
  return (actor, { capabilities, labels = {}, limit }) =>
    work.read(actor, async ({ agents, trails }) => {
      const free = await agents.findFree({ capabilities, labels, limit: MOST_CANDIDATES });
      const known = await trails.of(free.map(({ id }) => id), capabilities);
      const candidates = free.map((agent) => ({ agent, trails: known.get(agent.id) ?? NONE }));
      return best(candidates, { capabilities, limit }, clock.now());
    });
}
