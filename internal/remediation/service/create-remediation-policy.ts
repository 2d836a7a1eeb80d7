import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import { policyChanged } from '../domain/policy-trail.ts';
import { newPolicy, type PolicyId, type PolicyTerms, type RemediationPolicy } from '../domain/remediation-policy.ts';
import type { OutgoingUrls } from '../ports/outgoing-urls.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';
import type { WorkflowCatalog } from '../ports/workflow-catalog.ts';
import type { WebhookSecrets } from '../ports/webhook-secrets.ts';
import { checkPolicyReferences } from './check-policy-references.ts';
import { withSealedSecret } from './escalation-secrets.ts';

export type CreateRemediationPolicy = (actor: Actor, terms: PolicyTerms) => Promise<RemediationPolicy>;

/** Throws `invalid` for a broken rule, an unknown workflow or a URL that is not allowed, `conflict` for a name that is taken. */
export function createRemediationPolicy(deps: {
  readonly work: RemediationUnitOfWork;
  readonly workflows: WorkflowCatalog;
  readonly urls: OutgoingUrls;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly secrets: WebhookSecrets;
}): CreateRemediationPolicy {
  return async (actor, terms) => {
    const given = newPolicy({ id: deps.ids.next() as PolicyId, tenantId: actor.tenantId, createdAt: deps.clock.now(), createdBy: actor.subject }, terms);
    await checkPolicyReferences(deps, actor, terms);
    const policy = await withSealedSecret(deps.secrets, given);
    return deps.work.run(actor, async ({ policies, audit }) => {
      await policies.add(policy);
      audit.record(policyChanged('created', undefined, policy, policy.id));
      return policy;
    });
  };
}
