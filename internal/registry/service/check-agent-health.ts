import type { Actor, Clock } from '#internal/kernel';
import { silentBefore, verdictOf } from '../domain/agent-health.ts';
import type { NewAgentChange } from '../domain/agent-change.ts';
import type { HeartbeatReception } from '../ports/heartbeat-reception.ts';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';
import { announceChanges } from './announce-changes.ts';
import { CHECK_EVERY_MS, checkTimer } from './keep-checking.ts';

export type CheckAgentHealth = (actor: Actor, dueAt: Date) => Promise<void>;

const MOST_AT_ONCE = 500;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than an event can come again. */
const KEEP_ATTEMPTS_MS = 30 * DAY_MS;
/** Nothing is left of the value of a trail long before that; its counts are forgotten, too. */
const KEEP_TRAILS_MS = 90 * DAY_MS;

/**
 * Looks at the tenant's agents that have fallen silent: degrades, marks as unhealthy or removes them, frees slots whose time is over, and arranges the next look. Does nothing
 * when the look of `dueAt` was done before, so any number of workers may be told. While no API process can take heartbeats, nobody is judged.
 */
export function checkAgentHealth({ work, clock, reception }: { readonly work: RegistryUnitOfWork; readonly clock: Clock; readonly reception: HeartbeatReception }): CheckAgentHealth {
  return async (actor, dueAt) => {
    const listeningSince = await reception.since();
    await work.run(actor, async ({ agents, reservations, trails, changes, ...scope }) => {
      const now = clock.now();
      const next = new Date(now.getTime() + CHECK_EVERY_MS);
      // First of all, so that of several who are told at once one looks and the others wait for it, and then have nothing to do. Whoever holds an agent may be
      // waiting for this turn; such agents are left out below, so nobody waits for the other.
      if (!(await changes.moveCheck(dueAt, next))) return;
      const news: NewAgentChange[] = [];
      const silent = listeningSince ? await agents.lockSilent(silentBefore(now), MOST_AT_ONCE) : [];
      for (const before of silent) {
        const verdict = verdictOf(before, { now, listeningSince: listeningSince ?? now });
        if (verdict === before.status) continue;
        if (verdict === 'removed') {
          await agents.remove(before.id);
          news.push({ type: 'removed', before, after: before });
        } else {
          const after = { ...before, status: verdict };
          await agents.save(after);
          news.push({ type: 'status_changed', before, after });
        }
      }
      await reservations.releaseEnded(now);
      await trails.forget({ attempts: new Date(now.getTime() - KEEP_ATTEMPTS_MS), trails: new Date(now.getTime() - KEEP_TRAILS_MS) });
      if (await agents.any()) scope.outbox.publish(checkTimer(next));
      else await changes.moveCheck(next, undefined);
      await announceChanges({ changes, ...scope }, clock, news);
    });
  };
}
