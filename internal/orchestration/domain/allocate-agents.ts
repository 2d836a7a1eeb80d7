/** An agent that can do a task, and how many tickets more it can take. */
export interface Candidate {
  readonly agentId: string;
  /** 0 to 1. */
  readonly score: number;
  readonly freeSlots: number;
}

/** A choice of agents for one task, best first. */
export interface Choice {
  readonly taskId: string;
  readonly candidates: readonly Candidate[];
}

/** The agent that was chosen for a task. */
export type Allocation = Pick<Candidate, 'agentId' | 'score'>;

/** How long a task waits for the agent that was chosen for it; then it is anybody's who can do it. */
export const RESERVED_FOR_MS = 10_000;

/**
 * One agent per task, as far as somebody who can do it has a free slot: the one whose score, divided among what it was given already, is highest. So a good agent
 * gets more, and never everything.
 */
export function allocateAgents(choices: readonly Choice[]): ReadonlyMap<string, Allocation> {
  const given = new Map<string, number>();
  const allocated = new Map<string, Allocation>();
  for (const { taskId, candidates } of choices) {
    let best: (Allocation & { readonly share: number }) | undefined;
    for (const { agentId, score, freeSlots } of candidates) {
      const has = given.get(agentId) ?? 0;
      const share = score / (1 + has);
      if (has < freeSlots && (best === undefined || share > best.share)) best = { agentId, score, share };
    }
    if (!best) continue;
    given.set(best.agentId, (given.get(best.agentId) ?? 0) + 1);
    allocated.set(taskId, { agentId: best.agentId, score: best.score });
  }
  return allocated;
}

/** Who goes first, in words for people. */
export const allocationReason = (chosen: Allocation | undefined, until: Date): string =>
  chosen ? `agent ${chosen.agentId} (score ${chosen.score.toFixed(2)}) goes first until ${until.toISOString()}` : 'no agent that can do it has a free slot: the first to ask gets it';
