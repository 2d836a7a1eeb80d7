import type { Actor, Clock } from '#internal/kernel';
import { expire, hasExpired, isOpen, type AlertId } from '../domain/alert.ts';
import { expiryTimer } from '../domain/alert-change.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { announce } from './announce.ts';

export type ExpireAlert = (actor: Actor, id: AlertId) => Promise<void>;

/** The timer of an open alert: resolves it when its source has fallen silent, and else waits again until the time promised since then. */
export function expireAlert({ work, clock }: { readonly work: AlertingUnitOfWork; readonly clock: Clock }): ExpireAlert {
  return (actor, id) =>
    work.run(actor, async ({ alerts, ...scope }) => {
      const before = await alerts.lock(id);
      const now = clock.now();
      if (hasExpired(before, now)) {
        const after = expire(before, actor.subject, now);
        await alerts.save([after]);
        announce(scope, [{ verb: 'resolved', before, after }]);
      } else if (isOpen(before)) {
        scope.outbox.publish(...expiryTimer(before));
      }
    });
}
