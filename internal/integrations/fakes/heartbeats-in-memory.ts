import { randomUUID } from 'node:crypto';
import type { Actor, NewEvent } from '#internal/kernel';
import { sealedSenderSecrets } from '../crypto/sealed-sender-secrets.ts';
import type { IncomingAlert } from '../domain/incoming-alert.ts';
import { createHeartbeat, deleteHeartbeat, getHeartbeat, listHeartbeatChanges, listHeartbeats, rotateHeartbeatToken, updateHeartbeat } from '../service/manage-heartbeats.ts';
import { checkHeartbeat, pingByToken, pingHeartbeat } from '../service/ping-heartbeat.ts';
import { InMemoryIntegrations } from './in-memory-integrations.ts';
import { labelledBox, noon, someone } from './integrations-in-memory.ts';

export { someone } from './integrations-in-memory.ts';

/** So many seconds after noon. */
export const after = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000);

/** Every use case of heartbeats on the in-memory store, a clock that is set by hand, and an intake that remembers what it got. */
export function heartbeatsInMemory(ana: Actor = someone()) {
  let now = noon;
  const received: IncomingAlert[] = [];
  const work = new InMemoryIntegrations();
  const secrets = sealedSenderSecrets(labelledBox);
  const deps = {
    work, secrets, clock: { now: () => now }, ids: { next: () => randomUUID() },
    intake: { receive: async (_actor: Actor, alerts: readonly IncomingAlert[]) => (received.push(...alerts), alerts.map(() => ({ kind: 'opened' }) as const)) },
  };
  const ping = pingHeartbeat(deps);
  return {
    ana, work, received,
    /** Timers that were handed over. */
    delivered: new Set<NewEvent>(),
    now: () => now,
    at: (seconds: number) => void (now = after(seconds)),
    createHeartbeat: createHeartbeat(deps), getHeartbeat: getHeartbeat(deps), listHeartbeats: listHeartbeats(deps), updateHeartbeat: updateHeartbeat(deps), deleteHeartbeat: deleteHeartbeat(deps),
    rotateHeartbeatToken: rotateHeartbeatToken(deps), listHeartbeatChanges: listHeartbeatChanges(deps), pingHeartbeat: ping, checkHeartbeat: checkHeartbeat(deps),
    pingByToken: pingByToken({ secrets, directory: work, ping, takeTurn: () => ({ allowed: true, retryAfterSeconds: 0 }) }),
  };
}
