/** A choice of agents for one task, best first. */
export interface Choice {
  readonly taskId: string;
  readonly candidates: readonly { readonly agentId: string; readonly score: number }[];
}

/**
 * One agent per task, as far as somebody can do it: the one whose score, divided among what it was given already, is highest. So a good agent
 * gets more, and never everything.
 */
export function allocateAgents(choices: readonly Choice[]): ReadonlyMap<string, string> {
  const given = new Map<string, number>();
  const allocated = new Map<string, string>();
  for (const { taskId, candidates } of choices) {
    let best: { readonly agentId: string; readonly share: number } | undefined;
    for (const { agentId, score } of candidates) {
      const share = score / (1 + (given.get(agentId) ?? 0));
      if (best === undefined || share > best.share) best = { agentId, share };
    }
    if (!best) continue;
    given.set(best.agentId, (given.get(best.agentId) ?? 0) + 1);
    allocated.set(taskId, best.agentId);
  }
  return allocated;
}
