import type { Actor, Clock } from '#internal/kernel';
import { acknowledge } from '../domain/alert.ts';
import { fingerprintOf } from '../domain/fingerprint.ts';
import { parseLabels, type Labels } from '../domain/labels.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { announce } from './announce.ts';

/**
 * `acknowledged`: it is now; `unchanged`: somebody cared already, or it does not fire yet; `unknown`: no alert of this identity is open.
 */
export type IdentityAcknowledged = 'acknowledged' | 'unchanged' | 'unknown';

/** Throws `invalid` for an identity that no alert can have. */
export type AcknowledgeIdentity = (actor: Actor, identity: Labels) => Promise<IdentityAcknowledged>;

/** A source says that somebody takes care of the alert that it knows by these labels. Said again, it changes nothing. */
export function acknowledgeIdentity({ work, clock }: { readonly work: AlertingUnitOfWork; readonly clock: Clock }): AcknowledgeIdentity {
  return (actor, identity) =>
    work.run(actor, async ({ alerts, ...scope }) => {
      const fingerprint = fingerprintOf(parseLabels(identity, '/identity'));
      const before = (await alerts.lockLatest([fingerprint])).get(fingerprint);
      if (!before || before.status === 'resolved') return 'unknown';
      if (before.status !== 'firing' && before.status !== 'escalated') return 'unchanged';
      const after = acknowledge(before, actor.subject, clock.now());
      await alerts.save([after]);
      announce(scope, [{ verb: 'acknowledged', before, after }]);
      return 'acknowledged';
    });
}
