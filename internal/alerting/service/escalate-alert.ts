import type { Actor, Clock } from '#internal/kernel';
import { canEscalate, escalate, type AlertId } from '../domain/alert.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { announce } from './announce.ts';

export type EscalateAlert = (actor: Actor, id: AlertId, reason: string) => Promise<void>;

/**
 * Asks for a person, because a remediation failed or did not help. Does nothing for an alert that is escalated or resolved already, so it may be
 * repeated. Throws `not_found`.
 */
export function escalateAlert({ work, clock }: { readonly work: AlertingUnitOfWork; readonly clock: Clock }): EscalateAlert {
  return (actor, id, reason) =>
    work.run(actor, async ({ alerts, ...scope }) => {
      const before = await alerts.lock(id);
      if (!canEscalate(before)) return;
      const after = escalate(before, reason, clock.now());
      await alerts.save([after]);
      announce(scope, [{ verb: 'escalated', before, after }]);
    });
}
