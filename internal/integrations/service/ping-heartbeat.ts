import { AppError, limit, notFound } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { type Heartbeat, heartbeatAlert, heartbeatChanged, type HeartbeatChangeId, type HeartbeatId, heartbeatNews, heartbeatTimer, isMissed, pinged } from '../domain/heartbeat.ts';
import type { HeartbeatDirectory, HeartbeatPlace } from '../ports/heartbeat-repository.ts';
import type { TakeTurn } from './enqueue-pagerduty-event.ts';
import type { HeartbeatDeps } from './manage-heartbeats.ts';

/** It was heard of. Throws `not_found`. */
export type PingHeartbeat = (actor: Actor, id: HeartbeatId) => Promise<Heartbeat>;
/** The same for whoever has the token of its address. Throws `not_found` for a token that is nobody's, `limit`. */
export type PingByToken = (token: string, actorOf: (place: HeartbeatPlace) => Actor) => Promise<Heartbeat>;
/** The timer of a heartbeat: a beat that is missing becomes an alert; else the timer is set again. Nothing for a timer of before, or a heartbeat that is gone. */
export type CheckHeartbeat = (actor: Actor, id: HeartbeatId, timer: number) => Promise<void>;

export function pingHeartbeat({ work, clock, ids, intake }: HeartbeatDeps): PingHeartbeat {
  return (actor, id) =>
    work.run(actor, async ({ heartbeats, audit, outbox }) => {
      const before = await heartbeats.lock(id);
      const now = clock.now();
      const after = pinged(before, now);
      await heartbeats.saveBeat(after);
      if (after.timer !== before.timer) outbox.publish(...heartbeatTimer(after));
      if (after.status !== before.status) {
        await heartbeats.addChange({ id: ids.next() as HeartbeatChangeId, heartbeatId: id, status: 'up', ...(before.lastPingAt && { lastPingAt: before.lastPingAt }), createdAt: now });
      }
      if (before.status === 'down' && after.status === 'up') {
        await intake.receive(actor, [heartbeatAlert(after, true, now)]);
        audit.record(heartbeatChanged('recovered', before, after));
        outbox.publish(heartbeatNews(after));
      }
      return after;
    });
}

export function pingByToken({ directory, secrets, ping, takeTurn }: Pick<HeartbeatDeps, 'secrets'> & { readonly directory: HeartbeatDirectory; readonly ping: PingHeartbeat; readonly takeTurn: TakeTurn }): PingByToken {
  return async (token, actorOf) => {
    const place = await directory.heartbeatByToken(secrets.digest(token));
    if (!place) throw notFound('heartbeat');
    const turn = takeTurn(place.id);
    if (!turn.allowed) throw limit('the heartbeat is pinged too often', turn.retryAfterSeconds);
    return ping(actorOf(place), place.id);
  };
}

export function checkHeartbeat({ work, clock, ids, intake }: HeartbeatDeps): CheckHeartbeat {
  return (actor, id, timer) =>
    work.run(actor, async ({ heartbeats, audit, outbox }) => {
      const before = await heartbeats.lock(id).catch(unlessGone);
      if (!before || before.timer !== timer || before.status !== 'up') return;
      const now = clock.now();
      if (!isMissed(before, now)) return outbox.publish(...heartbeatTimer(before));
      const after: Heartbeat = { ...before, status: 'down' };
      await heartbeats.saveBeat(after);
      await heartbeats.addChange({ id: ids.next() as HeartbeatChangeId, heartbeatId: id, status: 'down', ...(before.lastPingAt && { lastPingAt: before.lastPingAt }), createdAt: now });
      await intake.receive(actor, [heartbeatAlert(after, false, now)]);
      audit.record(heartbeatChanged('missed', before, after));
      outbox.publish(heartbeatNews(after));
    });
}

function unlessGone(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'not_found') return undefined;
  throw error;
}
