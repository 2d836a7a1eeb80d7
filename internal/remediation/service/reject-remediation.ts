import type { Actor, Clock } from '#internal/kernel';
import { reject, type Remediation, type RemediationId } from '../domain/remediation.ts';
import { remediationChanged } from '../domain/remediation-trail.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';

export type RejectRemediation = (actor: Actor, id: RemediationId, comment?: string) => Promise<Remediation>;

/** A person says no. Throws `not_found`, and `conflict` when it was decided before. */
export function rejectRemediation(deps: { readonly work: RemediationUnitOfWork; readonly clock: Clock }): RejectRemediation {
  return (actor, id, comment) =>
    deps.work.run(actor, async ({ remediations, audit }) => {
      const before = await remediations.lock(id);
      const after = reject(before, { by: actor, ...(comment !== undefined && { comment }) }, deps.clock.now());
      await remediations.save(after);
      audit.record(remediationChanged('rejected', before, after));
      return { ...after, version: after.version + 1 };
    });
}
