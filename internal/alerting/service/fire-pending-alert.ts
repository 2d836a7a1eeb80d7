import type { Actor, Clock } from '#internal/kernel';
import { fire, isDueToFire, type AlertId } from '../domain/alert.ts';
import { pendingTimer } from '../domain/alert-change.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { announce } from './announce.ts';
import type { Placement } from './placement.ts';
import { FlappingWatch } from './flapping-watch.ts';

export type FirePendingAlert = (actor: Actor, id: AlertId) => Promise<void>;

/** The timer of a pending alert: fires it when it has lasted long enough, and does nothing when it is over or fires already. */
export function firePendingAlert({ work, clock, placement }: { readonly work: AlertingUnitOfWork; readonly clock: Clock; readonly placement: Placement }): FirePendingAlert {
  const flapping = new FlappingWatch(clock);
  return (actor, id) =>
    work.run(actor, async (scope) => {
      const { alerts } = scope;
      const before = await alerts.lock(id);
      const now = clock.now();
      if (isDueToFire(before, now)) {
        const after = fire(before, now);
        await alerts.save([after]);
        const changes = [{ verb: 'fired', before, after } as const];
        await placement.follow(scope, actor, changes);
        await flapping.follow(scope, changes);
        announce(scope, changes);
      } else if (before.firesAt && before.firesAt > now) {
        // Another machine's clock woke us too early.
        scope.outbox.publish(...pendingTimer(before));
      }
    });
}
