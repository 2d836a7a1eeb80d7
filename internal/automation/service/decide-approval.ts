import type { Actor, Clock } from '#internal/kernel';
import { decide, type Approval, type ApprovalId, type Decider, type Verdict } from '../domain/approval.ts';
import { approvalChanged, approvalEvent } from '../domain/approval-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type DecideApproval = (actor: Actor, id: ApprovalId, decision: { readonly verdict: Verdict; readonly comment?: string; readonly role?: Decider['role'] }) => Promise<Approval>;

/**
 * Answers a question of an execution. Throws `not_found`, `forbidden` with the reason for somebody who must not decide, and `conflict` when
 * it is answered, expired, or this person has decided before.
 */
export function decideApproval({ work, clock }: { readonly work: AutomationUnitOfWork; readonly clock: Clock }): DecideApproval {
  return (actor, id, { verdict, comment, role }) =>
    work.run(actor, async ({ approvals, audit, outbox }) => {
      const before = await approvals.lock(id);
      const by: Decider = { subject: actor.subject, ...(actor.name !== undefined && { name: actor.name }), ...(role && { role }) };
      const after = decide(before, by, verdict, comment, clock.now());
      await approvals.save(after);
      audit.record(approvalChanged('decided', before, after));
      outbox.publish(approvalEvent('decided', after));
      return { ...after, version: after.version + 1 };
    });
}
