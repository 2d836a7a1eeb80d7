import type { AuditTrail, Clock, Outbox } from '#internal/kernel';
import type { Alert } from '../domain/alert.ts';
import type { AlertChange } from '../domain/alert-change.ts';
import { flappingAudit, flappingEvent, type FlappingFinding, flappingTimer } from '../domain/flapping-change.ts';
import { calmAt, flapScore, MAX_FLAPPING_WINDOW_MS } from '../domain/flapping.ts';
import type { AlertingRepositories } from '../ports/alerting-unit-of-work.ts';

type Scope = AlertingRepositories & { readonly audit: AuditTrail; readonly outbox: Outbox };

/**
 * Sees alerts that change between firing and over too often, in the transaction that makes them fire. An alert whose label set has not fired lately costs nothing: only one that follows another
 * closely, or was pending, is looked at.
 */
export class FlappingWatch {
  constructor(private readonly clock: Clock) {}

  /** Follows changes of alerts that this transaction has stored. */
  async follow({ alerts, flapping, audit, outbox }: Scope, changes: readonly AlertChange[]): Promise<void> {
    const now = this.clock.now();
    const suspects = changes.filter(({ verb, before, previous, after }) => verb === 'fired' && after.flappingSince === null && (before !== undefined || isRecent(previous, now))).map(({ after }) => after);
    if (suspects.length === 0) return;
    const { policy } = await flapping.policy();
    if (!policy.enabled) return;
    const seen = await flapping.changes(suspects.map(({ fingerprint }) => fingerprint), new Date(now.getTime() - policy.windowMs));
    const started: Alert[] = [];
    for (const alert of suspects) {
      const recent = seen.get(alert.fingerprint) ?? [];
      const score = flapScore(recent, now, policy.windowMs);
      if (score < policy.startScore) continue;
      const flappingAlert: Alert = { ...alert, flappingSince: now };
      const finding: FlappingFinding = { changes: recent.length, score, windowMs: policy.windowMs };
      started.push(flappingAlert);
      audit.record(flappingAudit('flapping_started', flappingAlert, finding));
      outbox.publish(flappingEvent('flapping_started', flappingAlert, finding), flappingTimer(flappingAlert, calmAt(recent, now, policy)));
    }
    await alerts.save(started);
  }
}

const isRecent = (previous: Alert | undefined, now: Date): boolean => (previous?.resolvedAt ? now.getTime() - previous.resolvedAt.getTime() < MAX_FLAPPING_WINDOW_MS : false);
