import type { Actor, Clock } from '#internal/kernel';
import { resolve, type Alert, type AlertId } from '../domain/alert.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { changeAlert } from './change-alert.ts';

export type ResolveAlert = (actor: Actor, id: AlertId) => Promise<Alert>;

/**
 * The actor declares an alert over. A source that goes on insisting opens a new one, but not before the resolve timeout has passed.
 * Throws `not_found`, or `conflict` when it was over already.
 */
export function resolveAlert({ work, clock }: { readonly work: AlertingUnitOfWork; readonly clock: Clock }): ResolveAlert {
  return (actor, id) =>
    changeAlert(work, actor, id, 'resolved', (alert) => {
      const now = clock.now();
      return resolve(alert, { resolution: 'manual', by: actor.subject, endsAt: now }, now);
    });
}
