import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import type { FiredAlert } from '../domain/fired-alert.ts';
import type { RemediationPolicy } from '../domain/remediation-policy.ts';
import { policiesFor } from '../domain/remediation-policy.ts';
import { awaitApproval, begin, expire, proposed, refuse, type Remediation, type RemediationId } from '../domain/remediation.ts';
import { approvalExpiry, executionDue, remediationChanged, type RemediationVerb } from '../domain/remediation-trail.ts';
import type { AlertStates } from '../ports/alert-states.ts';
import type { RemediationRepositories, RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';
import { currentRefusal } from './current-refusal.ts';

/** What was decided now; empty when no policy matches or all of them were considered before. */
export type ConsiderAlert = (actor: Actor, alert: FiredAlert) => Promise<readonly Remediation[]>;

/**
 * An alert fired: every enabled policy that matches gets one remediation for it, whatever the outcome, and repeats of the event change nothing. Policies
 * take their turn by priority, so the first one may use up the budget of the target for the others.
 */
export function considerAlert(deps: { readonly work: RemediationUnitOfWork; readonly alerts: AlertStates; readonly clock: Clock; readonly ids: IdGenerator }): ConsiderAlert {
  return async (actor, alert) => {
    const enabled = await deps.work.read(actor, ({ policies }) => policies.listEnabled());
    if (policiesFor(alert.labels, enabled).length === 0) return [];
    // Told again when the maintenance ends, as long as it still fires then.
    if (await deps.alerts.isHeldBack(actor, alert.labels)) return [];
    const resolved = await deps.alerts.isResolved(actor, alert.id);
    return deps.work.run(actor, async (scope) => {
      const { killSwitch } = await scope.settings.lock();
      const considered: Remediation[] = [];
      // Read again behind the lock: a policy that was deleted or disabled since must not start anything.
      for (const policy of policiesFor(alert.labels, await scope.policies.listEnabled())) {
        const now = deps.clock.now();
        const proposal = proposed(policy, alert, { id: deps.ids.next() as RemediationId, at: now, correlationId: actor.correlationId });
        const { verb, remediation } = resolved ? gone(proposal, now) : await decide(scope, policy, proposal, { killSwitch, now });
        if (!(await scope.remediations.addUnlessConsidered(remediation))) continue;
        scope.audit.record(remediationChanged(verb, undefined, remediation));
        if (remediation.status === 'running') scope.outbox.publish(executionDue(remediation));
        if (remediation.expiresAt) scope.outbox.publish(approvalExpiry({ ...remediation, expiresAt: remediation.expiresAt }));
        considered.push(remediation);
      }
      return considered;
    });
  };
}

interface Decided {
  readonly verb: RemediationVerb;
  readonly remediation: Remediation;
}

/** A suggestion starts nothing, so no guardrail holds it back; they are asked when a person takes it up. */
async function decide(scope: RemediationRepositories, policy: RemediationPolicy, proposal: Remediation, at: { readonly killSwitch: boolean; readonly now: Date }): Promise<Decided> {
  if (policy.mode === 'suggest') return { verb: 'suggested', remediation: proposal };
  const refusal = await currentRefusal(scope.remediations, { remediation: proposal, guardrails: policy.guardrails, ...at });
  if (refusal) return { verb: 'refused', remediation: refuse(proposal, refusal, at.now) };
  if (policy.mode === 'approve') return { verb: 'approval_requested', remediation: awaitApproval(proposal, policy.guardrails.approvalTtlSeconds) };
  return { verb: 'started', remediation: begin(proposal, at.now) };
}

const gone = (proposal: Remediation, now: Date): Decided => ({
  verb: 'expired',
  remediation: expire(proposal, { code: 'alert_resolved', reason: 'the alert was resolved before anything could start' }, now),
});
