import type { Actor, AuditTrail, Clock } from '#internal/kernel';
import { expire, isOpen, type Remediation, type RemediationId } from '../domain/remediation.ts';
import { remediationChanged } from '../domain/remediation-trail.ts';
import type { RemediationRepositories, RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';

export type ExpireApproval = (actor: Actor, id: RemediationId) => Promise<void>;
export type ExpireForResolvedAlert = (actor: Actor, alertId: string) => Promise<void>;

/** The time for an approval is over. Does nothing when somebody decided before, or there is no such remediation. */
export function expireApproval(deps: { readonly work: RemediationUnitOfWork; readonly clock: Clock }): ExpireApproval {
  return (actor, id) =>
    deps.work.run(actor, async (scope) => {
      if (!(await scope.remediations.find(id))) return;
      const before = await scope.remediations.lock(id);
      if (!isOpen(before)) return;
      await store(scope, before, expire(before, { code: 'approval_expired', reason: 'nobody decided in time' }, deps.clock.now()));
    });
}

/** The alert is over, so nothing has to be started for it any more. What runs goes on: it may be why the alert is over. */
export function expireForResolvedAlert(deps: { readonly work: RemediationUnitOfWork; readonly clock: Clock }): ExpireForResolvedAlert {
  return (actor, alertId) =>
    deps.work.run(actor, async (scope) => {
      for (const before of await scope.remediations.lockOpenOfAlert(alertId)) {
        await store(scope, before, expire(before, { code: 'alert_resolved', reason: 'the alert was resolved before anybody started the remediation' }, deps.clock.now()));
      }
    });
}

async function store(scope: RemediationRepositories & { readonly audit: AuditTrail }, before: Remediation, after: Remediation): Promise<void> {
  await scope.remediations.save(after);
  scope.audit.record(remediationChanged('expired', before, after));
}
