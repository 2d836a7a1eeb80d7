import type { Actor, Clock } from '#internal/kernel';
import type { Refusal } from '../domain/guardrails.ts';
import { begin, decided, expire, refuse, type Remediation, type RemediationId } from '../domain/remediation.ts';
import { executionDue, remediationChanged } from '../domain/remediation-trail.ts';
import type { AlertStates } from '../ports/alert-states.ts';
import type { RemediationRepositories, RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';
import { currentRefusal } from './current-refusal.ts';

export type ApproveRemediation = (actor: Actor, id: RemediationId, comment?: string) => Promise<Remediation>;

/**
 * A person says yes to a proposal or takes up a suggestion. The world may have moved on since: it starts (`running`), or it is `refused` by a guardrail, or it
 * has `expired` because the alert is over. All three are answers, and all three are kept. Throws `not_found`, and `conflict` when it was decided before.
 */
export function approveRemediation(deps: { readonly work: RemediationUnitOfWork; readonly alerts: AlertStates; readonly clock: Clock }): ApproveRemediation {
  return async (actor, id, comment) => {
    const { alertId } = await deps.work.read(actor, ({ remediations }) => remediations.get(id));
    const resolved = await deps.alerts.isResolved(actor, alertId);
    return deps.work.run(actor, async (scope) => {
      const { killSwitch } = await scope.settings.lock();
      const before = await scope.remediations.lock(id);
      const now = deps.clock.now();
      const approved = decided(before, { by: actor, ...(comment !== undefined && { comment }) }, now);
      const refusal = resolved ? undefined : await refusalNow(scope, approved, { killSwitch, now });
      const after = resolved ? expire(approved, { code: 'alert_resolved', reason: 'the alert was resolved before the approval' }, now) : refusal ? refuse(approved, refusal, now) : begin(approved, now);
      await scope.remediations.save(after);
      scope.audit.record(remediationChanged('approved', before, after));
      if (after.status === 'running') scope.outbox.publish(executionDue(after));
      return { ...after, version: after.version + 1 };
    });
  };
}

/** The policy's present guardrails hold, not those of the time of the proposal. */
async function refusalNow(scope: RemediationRepositories, remediation: Remediation, at: { readonly killSwitch: boolean; readonly now: Date }): Promise<Refusal | undefined> {
  const policy = await scope.policies.find(remediation.policyId);
  if (!policy) return { code: 'policy_deleted', reason: 'the policy was deleted' };
  if (!policy.enabled) return { code: 'policy_disabled', reason: 'the policy is disabled' };
  return currentRefusal(scope.remediations, { remediation, guardrails: policy.guardrails, ...at });
}
