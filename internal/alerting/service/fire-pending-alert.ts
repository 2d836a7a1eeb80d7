import type { Actor, Clock } from '#internal/kernel';
import { fire, isDueToFire, type AlertId } from '../domain/alert.ts';
import { pendingTimer } from '../domain/alert-change.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { announce } from './announce.ts';

export type FirePendingAlert = (actor: Actor, id: AlertId) => Promise<void>;

/** The timer of a pending alert: fires it when it has lasted long enough, and does nothing when it is over or fires already. */
export function firePendingAlert({ work, clock }: { readonly work: AlertingUnitOfWork; readonly clock: Clock }): FirePendingAlert {
  return (actor, id) =>
    work.run(actor, async ({ alerts, ...scope }) => {
      const before = await alerts.lock(id);
      const now = clock.now();
      if (isDueToFire(before, now)) {
        const after = fire(before, now);
        await alerts.save([after]);
        announce(scope, [{ verb: 'fired', before, after }]);
      } else if (before.firesAt && before.firesAt > now) {
        // Another machine's clock woke us too early.
        scope.outbox.publish(...pendingTimer(before));
      }
    });
}
