import type { Actor, Clock } from '#internal/kernel';
import { settingsChanged } from '../domain/policy-trail.ts';
import { requireVersion, type RemediationSettings } from '../domain/remediation-settings.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';

export interface SettingsChange {
  readonly killSwitch: boolean;
  readonly reason?: string;
  readonly ifMatch: number | undefined;
}

export type GetRemediationSettings = (actor: Actor) => Promise<RemediationSettings>;
export type UpdateRemediationSettings = (actor: Actor, change: SettingsChange) => Promise<RemediationSettings>;

export const getRemediationSettings =
  (deps: { readonly work: RemediationUnitOfWork }): GetRemediationSettings =>
  (actor) =>
    deps.work.read(actor, ({ settings }) => settings.get());

/** Throws or releases the kill switch. When this returns with the switch on, nothing starts any more. Throws `precondition_failed`. */
export function updateRemediationSettings(deps: { readonly work: RemediationUnitOfWork; readonly clock: Clock }): UpdateRemediationSettings {
  return (actor, { killSwitch, reason, ifMatch }) =>
    deps.work.run(actor, async ({ settings, audit }) => {
      const before = await settings.lock();
      requireVersion(before, ifMatch);
      const after = { killSwitch, ...(reason !== undefined && { reason }), updatedBy: actor.subject, updatedAt: deps.clock.now(), version: before.version };
      await settings.save(after);
      audit.record(settingsChanged(actor.tenantId, before, after));
      return { ...after, version: after.version + 1 };
    });
}
