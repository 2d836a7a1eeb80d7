import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import { endUnanswered, type Approval, type ApprovalId } from '../domain/approval.ts';
import { approvalChanged, approvalEvent } from '../domain/approval-trail.ts';
import type { ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { Exchange } from '../ports/exchange.ts';

type Deps = { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly ids: IdGenerator };

/** The questions that executions ask people before a task runs. */
export const exchangeApprovals = (deps: Deps): Pick<Exchange, 'ask' | 'answer' | 'withdraw'> => ({
  ask: (actor, executionId, key, { taskName, expiresInMs, ...terms }) =>
    deps.work.run(actor, async ({ executions, approvals, audit, outbox }) => {
      const known = await approvals.findByKey(executionId, key);
      if (known) return known;
      const { requestedBy } = await executions.get(executionId as ExecutionId);
      const createdAt = deps.clock.now();
      const approval: Approval = {
        ...terms, id: deps.ids.next() as ApprovalId, tenantId: actor.tenantId, executionId, key, taskName, status: 'pending', requestedBy, createdAt,
        expiresAt: new Date(createdAt.getTime() + expiresInMs), decisions: [], version: 1,
      };
      await approvals.addUnlessAsked(approval);
      audit.record(approvalChanged('requested', undefined, approval));
      outbox.publish(approvalEvent('requested', approval));
      return approval;
    }),
  answer: async (actor, executionId, key) => {
    const approval = await deps.work.read(actor, ({ approvals }) => approvals.findByKey(executionId, key));
    const late = approval?.status === 'pending' && deps.clock.now() >= approval.expiresAt;
    return approval && late ? endApproval(deps, actor, approval.id, 'expired') : approval;
  },
  withdraw: async (actor, executionId, key) => {
    const approval = await deps.work.read(actor, ({ approvals }) => approvals.findByKey(executionId, key));
    if (approval?.status === 'pending') await endApproval(deps, actor, approval.id, 'cancelled');
  },
});

/** Ends a question that nobody has answered, unless somebody just did; answers what it has become. */
export const endApproval = ({ work, clock }: Pick<Deps, 'work' | 'clock'>, actor: Actor, id: ApprovalId, status: 'expired' | 'cancelled'): Promise<Approval> =>
  work.run(actor, async ({ approvals, audit, outbox }) => {
    const before = await approvals.lock(id);
    const after = endUnanswered(before, status, clock.now());
    if (after === before) return before;
    await approvals.save(after);
    audit.record(approvalChanged(status, before, after));
    outbox.publish(approvalEvent(status, after));
    return after;
  });
