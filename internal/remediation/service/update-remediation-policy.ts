import type { Actor, Clock } from '#internal/kernel';
import { policyChanged } from '../domain/policy-trail.ts';
import { changePolicy, type EscalationTarget, type PolicyId, type PolicyTerms, type RemediationPolicy } from '../domain/remediation-policy.ts';
import { requireVersion } from '../domain/remediation-settings.ts';
import type { OutgoingUrls } from '../ports/outgoing-urls.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';
import type { WorkflowCatalog } from '../ports/workflow-catalog.ts';
import type { WebhookSecrets } from '../ports/webhook-secrets.ts';
import { checkPolicyReferences } from './check-policy-references.ts';
import { withSealedSecret } from './escalation-secrets.ts';

export interface PolicyReplacement {
  readonly terms: PolicyTerms;
  /** Keeps the present secret, which the caller cannot have read. */
  readonly keepSecret: boolean;
  readonly ifMatch: number | undefined;
}

export type UpdateRemediationPolicy = (actor: Actor, id: PolicyId, replacement: PolicyReplacement) => Promise<RemediationPolicy>;

/** Replaces all terms. What runs already goes on under the old ones. Throws like `createRemediationPolicy`, and `not_found` or `precondition_failed`. */
export function updateRemediationPolicy(deps: {
  readonly work: RemediationUnitOfWork;
  readonly workflows: WorkflowCatalog;
  readonly urls: OutgoingUrls;
  readonly clock: Clock;
  readonly secrets: WebhookSecrets;
}): UpdateRemediationPolicy {
  return (actor, id, { terms, keepSecret, ifMatch }) =>
    deps.work.run(actor, async ({ policies, audit }) => {
      const before = await policies.get(id);
      requireVersion(before, ifMatch);
      const escalation = terms.escalation && keepSecret ? withSecretOf(before, terms.escalation) : terms.escalation;
      const given = changePolicy(before, { ...terms, ...(escalation && { escalation }) }, actor.subject, deps.clock.now());
      await checkPolicyReferences(deps, actor, given);
      const after = await withSealedSecret(deps.secrets, given);
      await policies.save(after);
      audit.record(policyChanged('updated', before, after, id));
      return { ...after, version: after.version + 1 };
    });
}

function withSecretOf({ escalation }: RemediationPolicy, given: EscalationTarget): EscalationTarget {
  const { secret, sealedSecret } = escalation ?? {};
  return { ...given, ...(secret !== undefined && { secret }), ...(sealedSecret !== undefined && { sealedSecret }) };
}
