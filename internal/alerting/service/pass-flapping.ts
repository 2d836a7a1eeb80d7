import type { Actor, Clock } from '#internal/kernel';
import { flappingAudit, flappingEvent, flappingTimer } from '../domain/flapping-change.ts';
import { calmAt, flapScore } from '../domain/flapping.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

export type PassFlapping = (actor: Actor, fingerprint: Fingerprint) => Promise<void>;

/** The timer of alerts that flap: they have calmed down when their score is low enough, or their tenant does not look for it any more; else it is set again. */
export function passFlapping({ work, clock }: { readonly work: AlertingUnitOfWork; readonly clock: Clock }): PassFlapping {
  return (actor, fingerprint) =>
    work.run(actor, async ({ alerts, flapping, audit, outbox }) => {
      const alert = (await alerts.lockLatest([fingerprint])).get(fingerprint);
      if (!alert || alert.flappingSince === null) return;
      const now = clock.now();
      const { policy } = await flapping.policy();
      const changes = (await flapping.changes([fingerprint], new Date(now.getTime() - policy.windowMs))).get(fingerprint) ?? [];
      const calm = calmAt(changes, now, policy);
      if (policy.enabled && calm > now) return outbox.publish(flappingTimer(alert, calm));
      const after = { ...alert, flappingSince: null };
      await alerts.save([after]);
      const finding = { changes: changes.length, score: flapScore(changes, now, policy.windowMs), windowMs: policy.windowMs };
      audit.record(flappingAudit('flapping_stopped', after, finding));
      outbox.publish(flappingEvent('flapping_stopped', after, finding));
    });
}
