import { type Agent, freeSlots } from './agent.ts';
import { NO_TRAIL, outcomesOf, pheromoneAt, successRate, type Trail } from './pheromone.ts';

/** An agent that could take a ticket, with its trails by capability. */
export interface Candidate {
  readonly agent: Agent;
  readonly trails: ReadonlyMap<string, Trail>;
}

/** A candidate with its score and what the score is made of; every part is 0 to 1. */
export interface ScoredAgent {
  readonly agent: Agent;
  readonly score: number;
  readonly health: number;
  readonly pheromone: number;
  readonly successRate: number;
  readonly freeSlots: number;
  /** Too little is known to judge it: it gets the best marks until it has been tried. */
  readonly explored: boolean;
}

const WEIGHT = { health: 0.4, pheromone: 0.3, successRate: 0.3 } as const;
/** Outcomes, and tickets under way, until an agent is judged by what it did. */
const TRIALS = 3;
/** Load up to here does not matter. */
const COMFORTABLE_LOAD = 0.8;

/** 1 for an agent with room, down to 0.5 for one whose processors or memory are full. */
export function healthOf({ telemetry: { cpu, memory } }: Agent): number {
  const load = Math.min(1, Math.max(cpu, memory));
  return 1 - (0.5 * Math.max(0, load - COMFORTABLE_LOAD)) / (1 - COMFORTABLE_LOAD);
}

/** Whether it may be given work that needs these capabilities: healthy, not draining, a free slot, and all of them. */
export const fits = (agent: Agent, capabilities: readonly string[]): boolean =>
  agent.status === 'healthy' && freeSlots(agent) > 0 && capabilities.every((capability) => agent.capabilities.includes(capability));

/** The score for these capabilities. A chain is as strong as its weakest link: the faintest trail counts. */
export function scoreOf({ agent, trails }: Candidate, capabilities: readonly string[], now: Date): ScoredAgent {
  const relevant = capabilities.map((capability) => trails.get(capability) ?? NO_TRAIL);
  const tried = Math.min(...relevant.map(outcomesOf)) + agent.slots - freeSlots(agent);
  // Optimism in the face of uncertainty: else whoever came first would keep all the work. Tickets under way count, so that few are at stake.
  const explored = relevant.length > 0 && tried < TRIALS && relevant.every(({ failures }) => failures === 0);
  const health = healthOf(agent);
  const pheromone = explored ? 1 : Math.min(1, ...relevant.map((trail) => pheromoneAt(trail, now)));
  const rate = explored ? 1 : successRate(relevant);
  const score = WEIGHT.health * health + WEIGHT.pheromone * pheromone + WEIGHT.successRate * rate;
  return { agent, score, health, pheromone, successRate: rate, freeSlots: freeSlots(agent), explored };
}

/** The best `limit` candidates that fit, best first; of equals the one with more free slots, then with less under way, then by id, so that the order is total. */
export const best = (candidates: readonly Candidate[], { capabilities, limit }: { readonly capabilities: readonly string[]; readonly limit: number }, now: Date): readonly ScoredAgent[] =>
  candidates
    .filter(({ agent }) => fits(agent, capabilities))
    .map((candidate) => scoreOf(candidate, capabilities, now))
    .toSorted((a, b) => b.score - a.score || b.freeSlots - a.freeSlots || a.agent.telemetry.inFlight - b.agent.telemetry.inFlight || (a.agent.id < b.agent.id ? -1 : 1))
    .slice(0, limit);
