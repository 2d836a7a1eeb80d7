import { conflict } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { policyChanged } from '../domain/policy-trail.ts';
import type { PolicyId } from '../domain/remediation-policy.ts';
import { requireVersion } from '../domain/remediation-settings.ts';
import { expire, isOpen } from '../domain/remediation.ts';
import { remediationChanged } from '../domain/remediation-trail.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';

export type DeleteRemediationPolicy = (actor: Actor, id: PolicyId, ifMatch: number | undefined) => Promise<void>;

/** Its proposals expire, its history stays. Throws `not_found`, `precondition_failed`, and `conflict` while one of its remediations runs. */
export function deleteRemediationPolicy(deps: { readonly work: RemediationUnitOfWork; readonly clock: Clock }): DeleteRemediationPolicy {
  return (actor, id, ifMatch) =>
    deps.work.run(actor, async ({ policies, remediations, settings, audit }) => {
      await settings.lock(); // Nobody may start one of its remediations meanwhile.
      const policy = await policies.get(id);
      requireVersion(policy, ifMatch);
      const unfinished = await remediations.lockUnfinishedOfPolicy(id);
      if (!unfinished.every(isOpen)) throw conflict('a remediation of this policy is running; disable the policy, or delete it when the remediation has ended');
      for (const before of unfinished) {
        const after = expire(before, { code: 'policy_deleted', reason: 'the policy was deleted' }, deps.clock.now());
        await remediations.save(after);
        audit.record(remediationChanged('expired', before, after));
      }
      await policies.delete(id);
      audit.record(policyChanged('deleted', policy, undefined, id));
    });
}
