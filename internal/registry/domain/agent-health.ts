import type { Agent, AgentStatus } from './agent.ts';

/** How often agents tell that they live, in seconds. */
export const HEARTBEAT_SECONDS = 30;
/** How late a heartbeat may be before it counts as missed, in seconds: networks and busy machines. */
export const TOLERANCE_SECONDS = 15;

const MISSED_WHEN = { degraded: 1, unhealthy: 3, removed: 10 } as const;

/** What the silence of an agent makes of it. */
export type Verdict = AgentStatus | 'removed';

/**
 * Heartbeats that an agent has missed. Nobody is blamed for a silence while we could not listen: it counts from `listeningSince`, the moment since
 * when heartbeats can arrive without interruption.
 */
export function missedHeartbeats({ lastHeartbeatAt }: Pick<Agent, 'lastHeartbeatAt'>, { now, listeningSince }: { readonly now: Date; readonly listeningSince: Date }): number {
  const silentSince = Math.max(lastHeartbeatAt.getTime(), listeningSince.getTime());
  const silentSeconds = (now.getTime() - silentSince) / 1000;
  return Math.max(0, Math.floor((silentSeconds - TOLERANCE_SECONDS) / HEARTBEAT_SECONDS));
}

/** 1 missed heartbeat degrades, 3 make unhealthy, 10 remove. Silence alone never improves a status. */
export function verdictOf(agent: Pick<Agent, 'lastHeartbeatAt' | 'status'>, times: { readonly now: Date; readonly listeningSince: Date }): Verdict {
  const missed = missedHeartbeats(agent, times);
  if (missed >= MISSED_WHEN.removed) return 'removed';
  if (missed >= MISSED_WHEN.unhealthy || agent.status === 'unhealthy') return 'unhealthy';
  if (missed >= MISSED_WHEN.degraded) return 'degraded';
  return agent.status;
}

/** Agents that were heard of after this moment keep their status. */
export const silentBefore = (now: Date): Date => new Date(now.getTime() - (TOLERANCE_SECONDS + HEARTBEAT_SECONDS) * 1000);
